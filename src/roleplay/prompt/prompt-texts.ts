import { characterName } from "../character/character.ts";
import { withoutEmbeddedPictures } from "../character/embedded-pictures.ts";
import { expandMacros } from "../character/macros.ts";
import type { ActiveLore } from "../lorebook/activation.ts";
import type { PromptInput, PromptPersona } from "./prompt-input.ts";

/** How the texts of one prompt are written: who is meant by names, and what macros stand for. */
export class PromptTexts {
  readonly characterName: string;
  readonly userName: string;
  readonly #group: { readonly group?: string };
  readonly #input: PromptInput;
  readonly #outlets: ReadonlyMap<string, string>;

  constructor(input: PromptInput) {
    this.#input = input;
    this.characterName = characterName(input.character);
    this.userName = input.userNames.length === 0 ? "the user" : listNames(input.userNames);
    const members = input.groupMembers ?? [];
    this.#group = members.length > 1 ? { group: members.join(", ") } : {};
    this.#outlets = new Map(
      [...(input.lore?.outlets ?? [])].map(([name, lore]) => [name, joinLore(lore)]),
    );
  }

  /** A text of the card, without pictures that are written out in it. `field` says which one, so that `{{pick}}` chooses for each by itself. */
  card(field: string, text: string, original = ""): string {
    const { macros } = this.#input;
    return expandMacros(withoutEmbeddedPictures(text), {
      ...macros,
      ...this.#group,
      char: this.characterName,
      user: this.userName,
      original,
      outlets: this.#outlets,
      pickSeed: `${macros?.pickSeed ?? ""} ${field}`,
    }).trim();
  }

  /** A text that a person wrote about the story: it may name people, and nothing of the chat can be asked for. */
  person(field: string, text: string, user = this.userName): string {
    const pickSeed = `${this.#input.macros?.pickSeed ?? ""} ${field}`;
    return expandMacros(text, { ...this.#group, char: this.characterName, user, pickSeed }).trim();
  }
}

/** A persona as a prompt introduces it, by its name; empty when there is nothing to say of it. */
export function introduce(
  { name, pronouns = "", description }: PromptPersona,
  texts: PromptTexts,
): string {
  const text = texts.person(`persona:${name}`, description, name);
  if (pronouns === "") return text === "" ? "" : `${name}: ${text}`;
  return text === "" ? `${name} (${pronouns})` : `${name} (${pronouns}): ${text}`;
}

export function joinLore(lore: readonly ActiveLore[]): string {
  return lore.map(({ text }) => text).join("\n");
}

export function listNames(names: readonly string[]): string {
  if (names.length < 2) return names[0] ?? "";
  return `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}
