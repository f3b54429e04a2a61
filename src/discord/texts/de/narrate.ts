import type { Texts } from "../en/english.ts";

export const narrate: Texts["narrate"] = {
  command: {
    description: "Erzählt unter dem Namen des Erzählers, was in der Geschichte geschieht",
    options: { text: "Was geschieht" },
  },
  told: "Es ist erzählt.",
};
