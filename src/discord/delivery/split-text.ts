import { noMarkup, type OpenMarkup, readMarkup } from "./open-markup.ts";

/** Discord's limit for the content of one message, in UTF-16 units (never fewer than its characters). */
export const messageLimit = 2000;

/** Shows that more is to come. */
export const cursor = " ▌";

/** Most that markup needs to be closed: a code block, or inline code, kept apart by a space, and four marks. */
const closingRoom = 11;
/** Cuts are the same with and without the cursor, so that the last edit changes no earlier message. */
const reserved = closingRoom + cursor.length;
/** How far back a natural break is looked for, as a share of the room. */
const earliestBreak = 0.5;

const breaks: readonly RegExp[] = [/\n[^\S\n]*\n/g, /\n/g, /[.!?…]["'”’»)*_~|]*\s+/g, /\s+/g];

interface Chunk {
  readonly before: OpenMarkup;
  readonly body: string;
  readonly after: OpenMarkup;
}

/**
 * Cuts a text into messages: at a blank line, else a line's end, a sentence's end, a space, and inside a word only when
 * there is nothing else. Markup is closed where a message ends and opened again where the next begins. Nothing but white
 * space is lost. While the text grows, every message but the last stays as it is.
 *
 * A `draft` ends with the cursor, and what it has open is closed behind it.
 */
export function splitText(text: string, options: { readonly draft?: boolean } = {}): string[] {
  const chunks = cutChunks(text);
  return chunks.map(({ before, body, after }, index) => {
    const start = opening(before, body) + body;
    if (index < chunks.length - 1) return start + closing(after, start);
    if (options.draft) return start + cursor + closing(after, cursor);
    return start + (after.fence === null ? "" : closing(after, start));
  });
}

function cutChunks(text: string): Chunk[] {
  const chunks: Chunk[] = [];
  let rest = text.trim();
  let before = noMarkup;
  while (rest !== "") {
    const limit = messageLimit - reserved - opening(before, rest).length;
    if (rest.length <= limit) {
      chunks.push({ before, body: rest, after: readMarkup(rest, before) });
      break;
    }
    // One less than the limit: the characters on both sides of the latest cut are then always there to look at.
    const end = cutPosition(rest, limit - 1, before);
    const raw = rest.slice(0, end);
    const inFence = readMarkup(raw, before).fence !== null;
    const body = inFence ? raw.replace(/\n$/, "") : raw.trimEnd();
    const after = readMarkup(body, before);
    chunks.push({ before, body, after });
    ({ rest, before } = goOn(rest.slice(end), after, raw));
  }
  return chunks;
}

/** What is left to show after a chunk, and the markup in which it starts. */
function goOn(
  remainder: string,
  after: OpenMarkup,
  shown: string,
): { rest: string; before: OpenMarkup } {
  const quote = after.quote === "> " && /\n\s*$/.test(shown) ? "" : after.quote;
  if (after.fence === null) {
    const rest = remainder.trimStart();
    const paragraphEnded = /\n[^\S\n]*\n\s*$/.test(shown);
    const marks = paragraphEnded ? after.marks.filter((mark) => mark === "||") : after.marks;
    return { rest, before: { ...after, quote, marks } };
  }
  // The block was closed with the chunk: its own end would open a new one.
  const closed = /^\s*```/.exec(remainder);
  if (closed !== null)
    return {
      rest: remainder.slice(closed[0].length).trimStart(),
      before: { ...after, fence: null },
    };
  return { rest: remainder.trim() === "" ? "" : remainder, before: after };
}

function cutPosition(text: string, room: number, before: OpenMarkup): number {
  const window = text.slice(0, room);
  for (const pattern of breaks) {
    const positions = [...window.matchAll(pattern)]
      .map((match) => match.index + match[0].length)
      .filter((position) => position > room * earliestBreak);
    const outsideCode = positions.findLast(
      (position) => readMarkup(window.slice(0, position), before).code === null,
    );
    if (outsideCode !== undefined) return outsideCode;
  }
  return cutInsideWord(text, room);
}

/** The last place at or before `room` that splits neither a character as people see it nor a run of delimiters. */
function cutInsideWord(text: string, room: number): number {
  const from = Math.max(0, room - 64);
  // Two units behind the cut belong to the look: they may be one character.
  const near = text.slice(from, room + 2);
  const characters = new Intl.Segmenter(undefined, { granularity: "grapheme" }).segment(near);
  let cut = from + (characters.containing(room - from)?.index ?? room - from);
  while (cut > from && /[*_~|`]/.test(text.charAt(cut)) && text[cut - 1] === text[cut]) cut -= 1;
  if (text[cut - 1] === "\\") cut -= 1;
  if (cut > from) return cut;
  return /[\uD800-\uDBFF]/.test(text.charAt(room - 1)) ? room - 1 : room;
}

function opening(markup: OpenMarkup, shown: string): string {
  if (markup.fence !== null) return `\`\`\`${markup.fence}\n`;
  const code = markup.code ?? "";
  return markup.quote + markup.marks.join("") + code + spaceBetween(code, shown);
}

function closing(markup: OpenMarkup, shown: string): string {
  if (markup.fence !== null) return "\n```";
  const code = markup.code ?? "";
  return spaceBetween(shown, code) + code + markup.marks.toReversed().join("");
}

/** Backticks side by side would count as one run: as the mark of a code block, for instance. */
function spaceBetween(before: string, after: string): string {
  return before.endsWith("`") && after.startsWith("`") ? " " : "";
}
