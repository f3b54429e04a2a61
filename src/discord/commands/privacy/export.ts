import { textsFor } from "../../texts/texts.ts";
import type { Command } from "../command.ts";

/** Hands the person everything that is kept of them, as JSON. */
export const exportPrivacy: Command = {
  options: [],
  run(interaction, { privacy }) {
    const { user } = interaction;
    const data = { userId: user.id, ...privacy.export(user.id) };
    const bytes = Buffer.from(`${JSON.stringify(data, undefined, 2)}\n`);
    return Promise.resolve({
      content: textsFor(interaction).privacy.exported,
      files: [{ name: "hearthside-data.json", bytes }],
    });
  },
};
