import type { RootText } from "./command-text.ts";
import type { Texts } from "./en/english.ts";

/** A group of texts that describes a command, and so the name of the command. */
export type RootName = {
  [Group in keyof Texts]: Texts[Group] extends { readonly command: RootText } ? Group : never;
}[keyof Texts];
