import type { SectionRole } from "../../generation/request.ts";
import { UserError } from "../../lib/errors.ts";
import type { Remark } from "../../lib/remark.ts";
import { inEnglish, type RemarkCode, remark } from "../../roleplay/remarks.ts";

/** Who a person is within stories. It belongs to that person alone. */
export interface Persona {
  readonly id: string;
  /** Discord id. */
  readonly ownerId: string;
  readonly name: string;
  /** Empty for none. */
  readonly pronouns: string;
  /** What characters know of the person; empty for nothing. */
  readonly description: string;
  readonly position: PersonaPosition;
  /** Hash of the picture; null for none. */
  readonly avatarHash: string | null;
}

/** Where its description stands in prompts, by SillyTavern's choices. `nowhere`: only the name is used. */
export type PersonaPosition =
  | "in-prompt"
  | "note-top"
  | "note-bottom"
  | "nowhere"
  | { readonly depth: number; readonly role: SectionRole };

export type PersonaFields = Pick<Persona, "name" | "pronouns" | "description" | "position">;

/** In characters, but for `perPerson`. A webhook's name has 80 at most. */
export const personaLimits = {
  name: 80,
  pronouns: 40,
  description: 2000,
  depth: 100,
  perPerson: 50,
} as const;

export const blankPersona: PersonaFields = {
  name: "",
  pronouns: "",
  description: "",
  position: "in-prompt",
};

/** A persona speaks with a voice too, and no character has this id. */
export function personaVoiceId(personaId: string): string {
  return `${voicePrefix}${personaId}`;
}

/** Undefined when the voice is a character's. */
export function personaOfVoice(voiceId: string): string | undefined {
  return voiceId.startsWith(voicePrefix) ? voiceId.slice(voicePrefix.length) : undefined;
}

const voicePrefix = "persona:";

/** The fields as they are kept. @throws UserError `persona-invalid` that says what to change. */
export function checkPersona(given: PersonaFields): PersonaFields {
  const name = oneLine(given.name);
  const pronouns = oneLine(given.pronouns);
  const description = given.description.trim();
  if (name === "") throw invalid(remark("persona-nameless"));
  requireShort("persona-name-long", name, personaLimits.name);
  requireShort("persona-pronouns-long", pronouns, personaLimits.pronouns);
  requireShort("persona-description-long", description, personaLimits.description);
  const { position } = given;
  if (typeof position === "object") {
    const { depth } = position;
    if (!Number.isInteger(depth) || depth < 0 || depth > personaLimits.depth)
      throw invalid(remark("persona-depth", { depth, limit: personaLimits.depth }));
  }
  return { name, pronouns, description, position };
}

function requireShort(problem: RemarkCode, text: string, limit: number): void {
  const length = Array.from(text).length;
  if (length > limit) throw invalid(remark(problem, { length, limit }));
}

function oneLine(text: string): string {
  return text.replace(/[\s\p{Cc}]+/gu, " ").trim();
}

function invalid(why: Remark): UserError {
  return new UserError("persona-invalid", inEnglish(why), { values: { why } });
}
