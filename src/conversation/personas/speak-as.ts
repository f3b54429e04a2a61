import { choiceFor, type PersonaPlace } from "./choose-persona.ts";
import type { Persona } from "./persona.ts";
import type { Autoproxy, PersonaStore } from "./persona-store.ts";

/** A latch lets go of a persona that nobody has spoken as for so long. */
export const latchMs = 6 * 60 * 60 * 1000;

/** Who a message is from, in the story. */
export interface SpeakingAs {
  /** Null: the person themselves. */
  readonly persona: Persona | null;
  /** Whether the message is to stand there in the persona's name. */
  readonly proxied: boolean;
}

export type SpeakingStore = Pick<PersonaStore, "get" | "choices" | "autoproxy" | "setAutoproxy">;

/**
 * Who somebody is when they say something: as autoproxy has it, else as they chose to be here. One that begins with a
 * backslash is from themselves; with two of them, a latch lets go.
 */
export function speakAs(
  message: { readonly authorId: string; readonly text: string },
  place: PersonaPlace,
  { personas, nowMs }: { readonly personas: SpeakingStore; readonly nowMs: number },
): SpeakingAs {
  const { authorId, text } = message;
  const autoproxy =
    place.guildId === null ? undefined : personas.autoproxy(authorId, place.guildId);
  if (text.startsWith("\\")) {
    if (text.startsWith("\\\\") && autoproxy?.mode === "latch" && place.guildId !== null)
      personas.setAutoproxy(authorId, place.guildId, unlatched);
    return { persona: null, proxied: false };
  }
  const chosenId = choiceFor(personas.choices(authorId), place)?.personaId ?? null;
  const proxyId = autoproxy === undefined ? null : proxyOf(autoproxy, nowMs);
  const own = ownPersona(proxyId ?? chosenId, authorId, personas);
  if (proxyId === null || own === null) return { persona: own, proxied: false };
  if (autoproxy?.mode === "latch" && place.guildId !== null)
    personas.setAutoproxy(authorId, place.guildId, { ...autoproxy, latchedAt: nowMs });
  return { persona: own, proxied: true };
}

export const unlatched: Autoproxy = { mode: "latch", personaId: null, latchedAt: null };

function proxyOf(autoproxy: Autoproxy, nowMs: number): string | null {
  if (autoproxy.mode === "persona") return autoproxy.personaId;
  const { personaId, latchedAt } = autoproxy;
  return latchedAt !== null && nowMs - latchedAt < latchMs ? personaId : null;
}

function ownPersona(
  id: string | null,
  authorId: string,
  personas: Pick<PersonaStore, "get">,
): Persona | null {
  const found = id === null ? undefined : personas.get(id);
  return found?.ownerId === authorId ? found : null;
}
