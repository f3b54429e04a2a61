import type { SelectOptionView } from "./component.ts";

export interface ModalView {
  /** The interaction that the filled form answers. */
  readonly id: string;
  readonly userId: string;
  readonly channelId: string;
  readonly title: string;
  readonly fields: readonly ModalFieldView[];
}

export type ModalFieldView =
  | {
      readonly kind: "text";
      readonly customId: string;
      readonly label: string;
      readonly description: string;
      readonly long: boolean;
      readonly required: boolean;
      readonly minimumLength: number;
      readonly maximumLength: number;
      readonly placeholder: string;
      readonly value: string;
    }
  | {
      readonly kind: "select";
      readonly customId: string;
      readonly label: string;
      readonly description: string;
      readonly required: boolean;
      readonly minimum: number;
      readonly maximum: number;
      readonly options: readonly SelectOptionView[];
    }
  | { readonly kind: "note"; readonly content: string }
  | { readonly kind: "unknown"; readonly type: number };
