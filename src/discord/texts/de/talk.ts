import type { Texts } from "../en/english.ts";

export const talk: Texts["talk"] = {
  command: {
    description: "Sagt einer Figur etwas, überall",
    options: { text: "Was du sagst", character: "Wem; wer hier ist, wenn nichts angegeben ist" },
  },
};
