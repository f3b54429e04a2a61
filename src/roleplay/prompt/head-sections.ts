import type { PromptSection } from "../../generation/request.ts";
import type { LoreLayout } from "./lore-layout.ts";
import { lastingMemory } from "./memory-sections.ts";
import type { PromptInput } from "./prompt-input.ts";
import { introduce, joinLore, listNames, type PromptTexts } from "./prompt-texts.ts";

const defaultMainPrompt =
  "Write {{char}}'s next reply in a fictional chat between {{char}} and {{user}}.";

/** Examples go before any history does, the last of them first. */
const firstExampleOrder = 10;

/**
 * What is to be known before the chat begins, in the order of SillyTavern's prompts: main prompt, the card's texts with
 * the lore around them, personas, who else plays, example dialogue.
 */
export function headSections(
  input: PromptInput,
  lore: LoreLayout["head"],
  texts: PromptTexts,
): readonly PromptSection[] {
  const { character } = input;
  const field = (name: string, heading: string, text: string, added = "") =>
    required(name, joinTexts(withHeading(heading, texts.card(name, text)), added));
  return [
    required("main", mainPrompt(input, texts)),
    required("lore:before-character", joinLore(lore.beforeChar)),
    field("description", "", character.description),
    field("personality", "Personality: ", character.personality, joinLore(lore.personality)),
    field("scenario", "Scenario: ", character.scenario, joinLore(lore.scenario)),
    required("lore:after-character", joinLore(lore.afterChar)),
    ...personaSections(input, texts),
    required("group", groupText(input, texts)),
    ...lastingMemory(input.memory, texts.characterName),
    required("lore:before-examples", joinLore(lore.beforeExamples)),
    ...exampleSections(texts.card("examples", character.exampleDialogue)),
    required("lore:after-examples", joinLore(lore.afterExamples)),
  ];
}

function mainPrompt({ character, disabledPrompts }: PromptInput, texts: PromptTexts): string {
  if (disabledPrompts?.has("systemPrompt")) return "";
  const original = texts.card("main", defaultMainPrompt);
  return texts.card("main", character.systemPrompt, original) || original;
}

function personaSections({ personas = [] }: PromptInput, texts: PromptTexts): PromptSection[] {
  return personas
    .filter(({ position }) => position === "in-prompt")
    .map((persona) => required(`persona:${persona.name}`, introduce(persona, texts)));
}

function groupText({ groupMembers = [] }: PromptInput, texts: PromptTexts): string {
  if (groupMembers.length < 2) return "";
  return `${listNames(groupMembers)} take part in this chat. Write only what ${texts.characterName} does and says.`;
}

/** `<START>` separates examples, on a line of its own or not; here a blank line does. */
function exampleSections(text: string): PromptSection[] {
  return text
    .split(/<START>/i)
    .map((example) => example.trim())
    .filter((example) => example !== "")
    .map((example, index) => ({
      id: `example:${index + 1}`,
      role: "system",
      text: index === 0 ? `Example dialogue:\n${example}` : example,
      trim: { kind: "optional", order: firstExampleOrder + index },
    }));
}

function required(id: string, text: string): PromptSection {
  return { id, role: "system", text, trim: { kind: "required" } };
}

function withHeading(heading: string, text: string): string {
  return text === "" ? "" : heading + text;
}

function joinTexts(...texts: readonly string[]): string {
  return texts.filter((text) => text !== "").join("\n");
}
