import type { PromptPersona } from "../../roleplay/prompt/prompt-input.ts";
import type { Persona } from "../personas/persona.ts";
import type { PersonaStore } from "../personas/persona-store.ts";
import type { PersonPresent } from "./people-present.ts";

/** A persona under the name that it has in this prompt. */
export type PersonaPresent = Persona;

/** The personas of those who take part, under the names that they have in this prompt, as they are now. */
export function personasPresent(
  people: readonly PersonPresent[],
  personas: Pick<PersonaStore, "get">,
): readonly PersonaPresent[] {
  return people.flatMap(({ personaId, name }) => {
    const persona = personaId === null ? undefined : personas.get(personaId);
    return persona === undefined ? [] : [{ ...persona, name }];
  });
}

/** Those whose descriptions stand in prompts. */
export function promptPersonas(personas: readonly PersonaPresent[]): readonly PromptPersona[] {
  return personas.flatMap(({ name, pronouns, description, position }) =>
    position === "nowhere" ? [] : [{ name, pronouns, description, position }],
  );
}

/** Who people are in the story, in one text, for macros and for keys of lorebooks. */
export function personaText(personas: readonly PersonaPresent[]): string {
  return personas
    .map(({ description }) => description)
    .filter((text) => text !== "")
    .join("\n");
}
