import type { GgufLayout } from "../gguf/encode-header.ts";

/** A GGUF file that is to be written: where everything lies in it, and where the data come from. */
export interface GgufContent {
  readonly layout: GgufLayout;
  /** What the data come from, by name, size and time: another text is another import. */
  readonly origin: string;
  /**
   * The data of a tensor, by its index in the layout, piece by piece. Two pieces in a row share no memory: one is written
   * while the next is made. Throws a `UserError` where the source is damaged.
   */
  data(index: number): AsyncIterable<Uint8Array>;
}
