import type { SectionRole } from "../../generation/request.ts";
import { cardDepthPrompt } from "./card-depth-prompt.ts";
import type { PromptInput } from "./prompt-input.ts";
import { introduce, joinLore, type PromptTexts } from "./prompt-texts.ts";

/** A text among the turns. */
export interface DepthInsertion {
  readonly id: string;
  readonly role: SectionRole;
  /** Never empty. */
  readonly text: string;
  /** How many turns of the history follow it; more than there are: it stands before the oldest. */
  readonly depth: number;
  /** Goes with the turns around it when the history is cut. Default: stays. */
  readonly goes?: boolean;
}

/**
 * Everything that stands among the turns, from the farthest to the nearest to the end. At one depth system, user,
 * assistant; then the author's note, the card's own prompt, personas, and last, because it comes and goes, lore.
 */
export function depthInsertions(input: PromptInput, texts: PromptTexts): readonly DepthInsertion[] {
  const all = [
    ...authorsNote(input, texts),
    ...characterNote(input, texts),
    ...personas(input, texts),
    ...lore(input),
  ];
  return all
    .filter(({ text }) => text !== "")
    .sort(
      (one, other) =>
        other.depth - one.depth || roleOrder.indexOf(one.role) - roleOrder.indexOf(other.role),
    );
}

const roleOrder: readonly SectionRole[] = ["system", "user", "assistant"];

function authorsNote(
  { authorsNote: note, lore, personas: people = [] }: PromptInput,
  texts: PromptTexts,
) {
  if (!note) return [];
  const { depth, role } = note;
  const introduced = (place: "note-top" | "note-bottom") =>
    people.filter(({ position }) => position === place).map((each) => introduce(each, texts));
  const parts = [
    joinLore(lore?.authorsNoteTop ?? []),
    ...introduced("note-top"),
    texts.person("authors-note", note.text),
    ...introduced("note-bottom"),
    joinLore(lore?.authorsNoteBottom ?? []),
  ];
  const text = parts.filter((part) => part !== "").join("\n");
  return [{ id: "authors-note", role, depth, text }];
}

function characterNote({ character }: PromptInput, texts: PromptTexts): DepthInsertion[] {
  const found = cardDepthPrompt(character);
  if (found === undefined) return [];
  const { prompt, depth, role } = found;
  return [{ id: "depth-prompt", role, depth, text: texts.card("depth-prompt", prompt) }];
}

function personas({ personas: all = [] }: PromptInput, texts: PromptTexts): DepthInsertion[] {
  return all.flatMap((persona) => {
    const { name, position } = persona;
    return typeof position === "string"
      ? []
      : [{ id: `persona:${name}`, ...position, text: introduce(persona, texts) }];
  });
}

function lore({ lore: placed }: PromptInput): DepthInsertion[] {
  return (placed?.atDepth ?? []).map(({ depth, role, entries }) => ({
    id: `lore:depth-${depth}-${role}`,
    role,
    depth,
    text: joinLore(entries),
  }));
}
