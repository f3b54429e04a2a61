/** The markup that is still open at some point of a text, so that a message may end there and the next go on. */
export interface OpenMarkup {
  /** Inside a code block: its language, or "" for none. Null outside. */
  readonly fence: string | null;
  /** Inside inline code: its backticks. */
  readonly code: string | null;
  /** Open `*`, `**`, `_`, `__`, `~~` and `||`, the outermost first. */
  readonly marks: readonly string[];
  /** `> ` or `>>> ` where the text goes on inside a quote. */
  readonly quote: string;
}

export const noMarkup: OpenMarkup = { fence: null, code: null, marks: [], quote: "" };

const mostOpenMarks = 4;
const fencePattern = /^([\w+.#-]{0,20})\n/;
const quotePattern = /^(?:>>> |> )/;
const paragraphPattern = /^\n[^\S\n]*\n/;

/**
 * Reads `text`, which starts inside `start`, by Discord's rules as far as a cut needs them. A mark that is never closed
 * counts as open only to the end of its paragraph, since a writer more often forgets one than emphasises whole pages; a
 * spoiler stays open, since a leaked one can't be taken back.
 */
export function readMarkup(text: string, start: OpenMarkup = noMarkup): OpenMarkup {
  let { fence, code, quote } = start;
  let marks = [...start.marks];
  let at = 0;
  // What goes on from the message before stands in the middle of a line.
  let atLineStart = start === noMarkup;

  while (at < text.length) {
    if (fence !== null) {
      const end = text.indexOf("```", at);
      if (end === -1) return { fence, code, marks, quote };
      fence = null;
      at = end + 3;
      continue;
    }
    if (code !== null) {
      const end = endOfCode(text, at, code);
      if (end === "open") return { fence, code, marks, quote };
      at = end ?? at;
      code = null;
      continue;
    }
    if (atLineStart && quote !== ">>> ")
      quote = quotePattern.exec(text.slice(at, at + 4))?.[0] ?? "";
    atLineStart = false;

    const character = text[at];
    if (character === "\\") {
      at += 2;
    } else if (character === "\n") {
      if (paragraphPattern.test(text.slice(at, at + 80)))
        marks = marks.filter((mark) => mark === "||");
      atLineStart = true;
      at += 1;
    } else if (character === "`") {
      const run = runAt(text, at);
      if (run.length >= 3) {
        fence = fencePattern.exec(text.slice(at + 3, at + 24))?.[1] ?? "";
        at += 3;
      } else {
        code = run;
        at += run.length;
        // A lone backtick of a paragraph is just a character.
        if (endOfCode(text, at, run) === undefined) code = null;
      }
    } else if (character !== undefined && "*_~|".includes(character)) {
      const run = runAt(text, at);
      marks = toggle(marks, run, text[at - 1], text[at + run.length]);
      at += run.length;
    } else {
      at += 1;
    }
  }
  return { fence, code, marks, quote };
}

/** Index behind the closing backticks; "open" when the text ends first; undefined when something else comes first. */
function endOfCode(text: string, from: number, ticks: string): number | "open" | undefined {
  const paragraph = text.slice(from).search(/\n[^\S\n]*\n/);
  const end = paragraph === -1 ? text.length : from + paragraph;
  for (let at = text.indexOf("`", from); at !== -1 && at < end; at = text.indexOf("`", at)) {
    const run = runAt(text, at);
    at += run.length;
    if (run === ticks) return at;
    // A code block wins over a lone backtick before it.
    if (run.length >= 3) return undefined;
  }
  return paragraph === -1 ? "open" : undefined;
}

function runAt(text: string, at: number): string {
  let end = at + 1;
  while (text[end] === text[at]) end += 1;
  return text.slice(at, end);
}

/** The open marks after a run of one delimiter: closes what it can, else opens. */
function toggle(
  open: readonly string[],
  run: string,
  before: string | undefined,
  after: string | undefined,
): string[] {
  const delimiter = run.charAt(0);
  const paired = delimiter === "~" || delimiter === "|";
  if (paired && run.length < 2) return [...open];

  const marks = [...open];
  let left = Math.min(run.length, 3);
  const closes = before === undefined || delimiter === "|" || /\S/.test(before);
  while (closes && left > 0) {
    const at = marks.findLastIndex((mark) => mark.startsWith(delimiter) && mark.length <= left);
    if (at === -1) break;
    left -= marks[at]?.length ?? 0;
    // What was opened inside and not closed is literal text.
    marks.length = at;
  }
  if (left < Math.min(run.length, 3)) return marks;

  const opens =
    after !== undefined &&
    (delimiter === "|" ||
      (/\S/.test(after) && (paired || before === undefined || !/[\p{L}\p{N}]/u.test(before))));
  if (!opens) return marks;
  const opened = paired || left === 2 ? [delimiter.repeat(2)] : left === 1 ? [delimiter] : [];
  if (left === 3 && !paired) opened.push(delimiter.repeat(2), delimiter);
  return marks.length + opened.length > mostOpenMarks ? marks : [...marks, ...opened];
}
