/**
 * How a speaker is named at the start of a line in prompts: `Rosie Oakhart:`. A name can't end its own label early: line
 * breaks become spaces and a colon becomes its full-width sister.
 */
export function speakerLabel(name: string): string {
  return `${labelName(name)}:`;
}

/** A display name as it may stand in a label; never empty. */
export function labelName(name: string): string {
  const flat = name
    .replace(/[\s\p{Cc}]+/gu, " ")
    .replaceAll(":", "：")
    .trim();
  return flat === "" ? "Someone" : flat;
}

/** The same for names that could be taken for one another: labels are told apart without regard to case. */
export function labelKey(name: string): string {
  return labelName(name).toLowerCase();
}
