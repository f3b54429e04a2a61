import { textsFor } from "../texts/texts.ts";
import type { Command } from "./command.ts";

/** The short of it. */
export const help: Command = {
  options: [],
  run: (interaction) => Promise.resolve({ content: textsFor(interaction).help.text }),
};
