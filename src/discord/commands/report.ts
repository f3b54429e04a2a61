import type { ModalSubmitInteraction } from "discord.js";
import { ApplicationCommandOptionType } from "discord-api-types/v10";
import { UserError } from "../../lib/errors.ts";
import { isAway } from "../away/is-away.ts";
import { textsFor } from "../texts/texts.ts";
import type { Answer, Command, CommandServices, Form } from "./command.ts";
import { textField } from "./text-field.ts";

const longestReason = 1000;

/** Tells those who manage the server of something. */
export const reportSomething: Command = {
  options: [{ type: ApplicationCommandOptionType.String, name: "message", max_length: 200 }],
  form(interaction) {
    const given = interaction.options.getString("message") ?? "";
    return { ...reportForm(interaction), argument: /(\d{15,21})\s*$/.exec(given)?.[1] ?? "" };
  },
  submit: (submission, argument, { reports }) =>
    Promise.resolve(keepReport(submission, argument === "" ? null : argument, reports)),
};

export function reportForm(reader: {
  readonly locale: string;
}): Pick<Form, "title" | "components"> {
  const { form } = textsFor(reader).report;
  return {
    title: form.title,
    components: [
      textField("reason", form.reason, form.reasonAbout, {
        max: longestReason,
        required: true,
        long: true,
      }),
    ],
  };
}

/** Keeps what the form says of a message, or of none in particular. */
export function keepReport(
  submission: ModalSubmitInteraction,
  messageId: string | null,
  reports: CommandServices["reports"],
): Answer {
  const { channelId, guildId, user, fields } = submission;
  if (channelId === null) throw new UserError("no-channel", "Use this in a channel.");
  const { number } = reports.add({
    // Where the bot is no member nobody could read it: that is for who runs the bot, as from direct messages.
    guildId: isAway(submission) ? null : guildId,
    channelId,
    messageId,
    reporterId: user.id,
    reason: fields.getTextInputValue("reason").trim(),
  });
  return { content: textsFor(submission).report.sent({ number }), deed: `#${number}` };
}
