import type { AutocompleteInteraction, ChatInputCommandInteraction } from "discord.js";
import { ApplicationCommandOptionType } from "discord-api-types/v10";
import type { PersonaPlace } from "../../../conversation/personas/choose-persona.ts";
import type { PersonaScope } from "../../../conversation/personas/persona-store.ts";
import { UserError } from "../../../lib/errors.ts";
import type { CommandServices } from "../command.ts";
import type { CommandOption } from "../command-option.ts";
import { type Choice, rankChoices } from "../rank-choices.ts";

/** The option by which a command is told one of the person's own personas. */
export const personaOption: CommandOption = {
  type: ApplicationCommandOptionType.String,
  name: "persona",
  required: true,
  autocomplete: true,
};

export function completePersona(
  interaction: AutocompleteInteraction,
  { personas }: CommandServices,
): readonly Choice[] {
  return rankChoices(
    interaction.options.getFocused(),
    personas
      .overview(interaction.user.id, personaPlace(interaction))
      .personas.map(({ id, name }) => ({ name, value: id })),
  );
}

/** Where the person is: a thread hangs on a channel. */
export function personaPlace({
  guildId,
  channelId,
  channel,
}: Pick<
  AutocompleteInteraction | ChatInputCommandInteraction,
  "guildId" | "channelId" | "channel"
>): PersonaPlace {
  return { guildId, channelId, parentId: channel?.isThread() ? channel.parentId : null };
}

/** Where a choice holds. */
export const scopeOption: CommandOption = {
  type: ApplicationCommandOptionType.String,
  name: "where",
  choices: ["everywhere", "server", "channel"] satisfies PersonaScope["kind"][],
};

/** Everywhere when nothing is said. */
export function scopeOf(
  given: string | null,
  { guildId, channelId }: { readonly guildId: string | null; readonly channelId: string },
): PersonaScope {
  if (given === "channel") return { kind: "channel", channelId };
  if (given !== "server") return { kind: "everywhere" };
  return { kind: "server", guildId: requireServer(guildId) };
}

/** @throws UserError `only-in-servers`. */
export function requireServer(guildId: string | null): string {
  if (guildId !== null) return guildId;
  throw new UserError("only-in-servers", "That is possible in servers alone.");
}
