/**
 * What the tokenizers of known models read as a control token, beside all that has `<|` or `|>` in it: `</s>`,
 * `<start_of_turn>`, `[INST]`, `<<SYS>>`.
 */
const controlStrings =
  /<<\/?SYS>>|<\/?(?:s|bos|eos|pad|unk|mask|think|start_of_turn|end_of_turn|start_of_image|end_of_image|unused\d{1,4})>|\[\/?(?:INST|SYSTEM_PROMPT|AVAILABLE_TOOLS|TOOL_CALLS|TOOL_RESULTS|IMG|PREFIX|MIDDLE|SUFFIX)\]/gi;

/**
 * People's text as it may stand in a prompt that somebody else will tokenise, who can't tell it from the chat format:
 * a space goes into everything that would become a control token, so that it stays readable and is only text.
 *
 * `marks` are the format's own beyond the known ones, such as `### Response:` or a model's end of text.
 */
export function defuseControlStrings(text: string, marks: readonly string[] = []): string {
  let defused = text
    .replace(/<(?=[|｜])/g, "< ")
    .replace(/([|｜])>/g, "$1 >")
    .replace(controlStrings, breakUp);
  for (const mark of marks)
    if (mark.length > 1) defused = defused.replaceAll(mark, () => breakUp(mark));
  return defused;
}

function breakUp(mark: string): string {
  const [first = "", ...rest] = Array.from(mark);
  return `${first} ${rest.join("")}`;
}
