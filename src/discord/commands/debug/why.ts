import { textsFor } from "../../texts/texts.ts";
import type { Command } from "../command.ts";
import { messageIdOf, messageOption } from "./message-option.ts";

/** Says why a message was answered, and by whom, or why it wasn't. */
export const debugWhy: Command = {
  options: [messageOption],
  run(interaction, { why }) {
    const given = interaction.options.getString("message");
    const shown = why.why(interaction.channelId, given === null ? null : messageIdOf(given));
    const { debug } = textsFor(interaction);
    const { outcome, speaker, speakerName } = shown;
    const lines = [
      outcome.answered ? debug.answered[outcome.because] : debug.silent[outcome.because],
    ];
    if (speaker !== null && speakerName !== null)
      lines.push(debug.chosen[speaker.because]({ character: speakerName }));
    return Promise.resolve({ content: lines.join("\n") });
  },
};
