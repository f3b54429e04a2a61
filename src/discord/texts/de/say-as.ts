import type { Texts } from "../en/english.ts";

export const sayAs: Texts["say-as"] = {
  command: {
    description: "Sagt etwas als eine Figur dieses Chats",
    options: { character: "Als wer", text: "Was sie sagt" },
  },
  said: ({ character }) => `**${character}** sagt es.`,
};
