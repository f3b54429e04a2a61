export type ButtonStyle = "primary" | "secondary" | "success" | "danger" | "link";

export interface SelectOptionView {
  readonly value: string;
  readonly label: string;
  readonly description: string;
  readonly selected: boolean;
}

export type ComponentView =
  | { readonly kind: "row"; readonly components: readonly ComponentView[] }
  | {
      readonly kind: "button";
      readonly customId: string | null;
      readonly url: string | null;
      readonly label: string;
      readonly emoji: string | null;
      readonly style: ButtonStyle;
      readonly disabled: boolean;
    }
  | {
      readonly kind: "select";
      readonly customId: string;
      /** Discord's component type (3, 5 to 8), which the answer has to repeat. */
      readonly componentType: number;
      readonly placeholder: string;
      readonly minimum: number;
      readonly maximum: number;
      readonly options: readonly SelectOptionView[];
      readonly disabled: boolean;
    }
  | { readonly kind: "text"; readonly content: string }
  | {
      readonly kind: "section";
      readonly components: readonly ComponentView[];
      readonly accessory: ComponentView | null;
    }
  | { readonly kind: "image"; readonly url: string; readonly description: string }
  | { readonly kind: "separator"; readonly line: boolean }
  | {
      readonly kind: "container";
      readonly color: number | null;
      readonly components: readonly ComponentView[];
    }
  /** Something that the playground can't show; said openly instead of left out. */
  | { readonly kind: "unknown"; readonly type: number };
