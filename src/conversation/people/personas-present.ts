import type { PromptPersona } from "../../roleplay/prompt/prompt-input.ts";
import type { Persona } from "../personas/persona.ts";
import type { PersonaStore } from "../personas/persona-store.ts";
import type { PersonPresent } from "./people-present.ts";

/** The personas of those who take part, under the names that they have in this prompt, as they are now. */
export function personasPresent(
  people: readonly PersonPresent[],
  personas: Pick<PersonaStore, "get">,
): readonly PromptPersona[] {
  return people.flatMap(({ personaId, name }) => {
    const persona = personaId === null ? undefined : personas.get(personaId);
    return persona === undefined ? [] : promptPersona(persona, name);
  });
}

function promptPersona(
  { pronouns, description, position }: Persona,
  name: string,
): readonly PromptPersona[] {
  return position === "nowhere" ? [] : [{ name, pronouns, description, position }];
}
