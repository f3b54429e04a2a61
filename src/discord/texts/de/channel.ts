import type { Texts } from "../en/english.ts";

export const channel: Texts["channel"] = {
  command: {
    description: "Was in diesem Kanal gilt",
    subcommands: {
      settings: { description: "Zeigt und ändert, wer hier eine Antwort bekommt und wie" },
    },
  },
};
