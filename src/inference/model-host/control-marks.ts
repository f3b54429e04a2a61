/** How the marks of known prompt formats look; in a story they have no business. */
const marks = [
  /<\|[\w ]{1,40}\|>/g,
  /<\/?s>/g,
  /<(?:start|end)_of_turn>/g,
  /\[\/?INST\]/g,
  /<<\/?SYS>>/g,
  /\[\/?SYSTEM_PROMPT\]/g,
  /^### (?:Human|Assistant|Instruction|Response|Input):/gm,
  /^(?:USER|ASSISTANT):/gm,
  /<START>/g,
];

const mostMarks = 5;

/** Marks of prompt formats that stand in a reply, each once. */
export function controlMarks(text: string): readonly string[] {
  const found = marks.flatMap((mark) => text.match(mark) ?? []);
  return [...new Set(found)].slice(0, mostMarks);
}
