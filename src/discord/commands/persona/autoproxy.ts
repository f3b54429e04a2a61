import { ApplicationCommandOptionType } from "discord-api-types/v10";
import { optionalPermission } from "../../invite-link.ts";
import { textsFor } from "../../texts/texts.ts";
import type { Command } from "../command.ts";
import { rankChoices } from "../rank-choices.ts";
import { personaPlace, requireServer } from "./persona-option.ts";

/** To delete a message, and to say it again under another name. */
const needed = [optionalPermission, "ManageWebhooks"] as const;

/** Lets the bot say the person's messages again in a persona's name. */
export const autoproxyPersona: Command = {
  options: [
    {
      type: ApplicationCommandOptionType.String,
      name: "mode",
      required: true,
      autocomplete: true,
    },
  ],
  complete(interaction, { personas }) {
    const { modes } = textsFor(interaction).persona;
    const own = personas.overview(interaction.user.id, personaPlace(interaction)).personas;
    return rankChoices(interaction.options.getFocused(), [
      { name: modes.off, value: "off" },
      { name: modes.latch, value: "latch" },
      ...own.map(({ id, name }) => ({ name, value: id })),
    ]);
  },
  run(interaction, { personas }) {
    const mode = interaction.options.getString("mode", true);
    const guildId = requireServer(interaction.guildId);
    const place = { ...personaPlace(interaction), guildId };
    const persona = personas.autoproxy(interaction.user.id, place, mode);
    const { persona: texts, permissions } = textsFor(interaction);
    if (mode === "off") return Promise.resolve({ content: texts.autoproxyOffNow });
    const set =
      mode === "latch"
        ? texts.latchSet({ name: persona?.name ?? null })
        : texts.autoproxySet({ name: persona?.name ?? mode });
    const missing = needed
      .filter((name) => !interaction.appPermissions.has(name))
      .map((name) => permissions[name]);
    const hint =
      missing.length === 0 ? [] : [`⚠ ${texts.mayNotProxy({ permissions: missing.join(", ") })}`];
    return Promise.resolve({ content: [set, ...hint].join("\n") });
  },
};
