import { textsFor } from "../../texts/texts.ts";
import type { Command } from "../command.ts";
import { shorten } from "../rank-choices.ts";
import { modelLabel } from "./model-option.ts";

const longestDescription = 4000;

/** The model files that are there. */
export const listModelFiles: Command = {
  options: [],
  async run(interaction, { models }) {
    const { model: texts } = textsFor(interaction);
    const files = models.files();
    if (files.length === 0) return { content: texts.noFiles };
    const current = models.answering(interaction.channelId);
    const lines = files.map((file) => {
      const label = modelLabel(file, current, texts);
      return file.problem === null ? label : `⚠ ${label}`;
    });
    return {
      embeds: [
        {
          title: texts.files({ count: files.length }),
          description: shorten(lines.join("\n"), longestDescription),
          footer: { text: texts.filesHint },
        },
      ],
    };
  },
};
