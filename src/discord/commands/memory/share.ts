import { ApplicationCommandOptionType } from "discord-api-types/v10";
import { textsFor } from "../../texts/texts.ts";
import type { Command } from "../command.ts";
import { requireServerManager } from "../may-manage.ts";
import { isAgeRestricted } from "./is-age-restricted.ts";

/** Lets a channel's memory be recalled in others of the server, and theirs in it. */
export const shareMemory: Command = {
  tier: "server-manager",
  options: [{ type: ApplicationCommandOptionType.Boolean, name: "on", required: true }],
  run(interaction, { memory }) {
    requireServerManager(interaction);
    const { memory: texts } = textsFor(interaction);
    const on = interaction.options.getBoolean("on", true);
    memory.share(interaction.channelId, on, isAgeRestricted(interaction.channel));
    return Promise.resolve({
      content: on ? texts.shares : texts.keepsToItself,
      deed: { kind: "switched", on } as const,
    });
  },
};
