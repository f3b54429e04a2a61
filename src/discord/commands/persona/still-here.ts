import type { ChatInputCommandInteraction } from "discord.js";
import type { PersonaDesk } from "../../../conversation/personas/persona-desk.ts";
import { textsFor } from "../../texts/texts.ts";
import { personaPlace } from "./persona-option.ts";

/**
 * What to say below a choice where a narrower one still holds in this place, so that nothing changes here; nothing where
 * the person is now who they wanted to be. `wantedId`: the persona's; null for themselves.
 */
export function stillHere(
  interaction: ChatInputCommandInteraction,
  wantedId: string | null,
  desk: Pick<PersonaDesk, "overview">,
): readonly string[] {
  const { personas, choice } = desk.overview(interaction.user.id, personaPlace(interaction));
  if (choice === undefined || choice.personaId === wantedId) return [];
  const now = personas.find(({ id }) => id === choice.personaId);
  const { persona: texts } = textsFor(interaction);
  return [`-# ${texts.stillHere({ name: now?.name ?? null, where: choice.scope.kind })}`];
}
