/** What a message's markdown means. Text in it is text: nothing in this tree is ever read as HTML. */
export type Inline =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: SpanKind; readonly children: readonly Inline[] }
  | { readonly kind: "code"; readonly text: string }
  /** `url` is always http or https. */
  | { readonly kind: "link"; readonly url: string; readonly children: readonly Inline[] }
  | {
      readonly kind: "mention";
      readonly target: "user" | "channel" | "role";
      readonly id: string;
    }
  | { readonly kind: "command"; readonly name: string }
  | { readonly kind: "emoji"; readonly name: string }
  /** Seconds since the Unix epoch. */
  | { readonly kind: "timestamp"; readonly seconds: number; readonly style: string };

export type SpanKind = "strong" | "emphasis" | "underline" | "strike" | "spoiler";

export type Block =
  | { readonly kind: "paragraph"; readonly children: readonly Inline[] }
  | { readonly kind: "heading"; readonly level: 1 | 2 | 3; readonly children: readonly Inline[] }
  | { readonly kind: "subtext"; readonly children: readonly Inline[] }
  | { readonly kind: "quote"; readonly children: readonly Block[] }
  | { readonly kind: "list"; readonly items: readonly ListItem[] }
  | { readonly kind: "code-block"; readonly language: string; readonly text: string };

export interface ListItem {
  /** What stands before the item: "•" or "3.". */
  readonly marker: string;
  /** 0 for the outermost level. */
  readonly depth: number;
  readonly children: readonly Inline[];
}
