import { ApplicationCommandOptionType } from "discord-api-types/v10";
import { UserError } from "../../lib/errors.ts";
import { isAway } from "../away/is-away.ts";
import { textsFor } from "../texts/texts.ts";
import type { Command } from "./command.ts";
import { textField } from "./text-field.ts";

const longestReason = 1000;

/** Tells those who manage the server of something. */
export const reportSomething: Command = {
  options: [{ type: ApplicationCommandOptionType.String, name: "message", max_length: 200 }],
  form(interaction) {
    const { form } = textsFor(interaction).report;
    const given = interaction.options.getString("message") ?? "";
    return {
      title: form.title,
      argument: /(\d{15,21})\s*$/.exec(given)?.[1] ?? "",
      components: [
        textField("reason", form.reason, form.reasonAbout, {
          max: longestReason,
          required: true,
          long: true,
        }),
      ],
    };
  },
  submit(submission, argument, { reports }) {
    const { channelId, guildId, user, fields } = submission;
    if (channelId === null) throw new UserError("no-channel", "Use this in a channel.");
    const { number } = reports.add({
      // Where the bot is no member nobody could read it: that is for who runs the bot, as from direct messages.
      guildId: isAway(submission) ? null : guildId,
      channelId,
      messageId: argument === "" ? null : argument,
      reporterId: user.id,
      reason: fields.getTextInputValue("reason").trim(),
    });
    return Promise.resolve({
      content: textsFor(submission).report.sent({ number }),
      deed: `#${number}`,
    });
  },
};
