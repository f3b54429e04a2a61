import type { Inline, SpanKind } from "./syntax-tree.ts";

/** Spans inside spans are read this deep; below it, marks are plain text. Text is hostile, the stack is finite. */
const deepest = 8;

/** Longer marks first, so that `**` is not taken for two `*`. */
const spans: readonly { readonly mark: string; readonly kind: SpanKind }[] = [
  { mark: "**", kind: "strong" },
  { mark: "__", kind: "underline" },
  { mark: "~~", kind: "strike" },
  { mark: "||", kind: "spoiler" },
  { mark: "*", kind: "emphasis" },
  { mark: "_", kind: "emphasis" },
];

const bareUrl = /https?:\/\/[^\s<>|]*[^\s<>|.,:;!?'")\]*_~`]/y;
const namedLink = /\[([^[\]\n]{1,500})\]\((https?:\/\/[^\s()<>]+)\)/y;
const angleLink = /<(https?:\/\/[^\s<>]+)>/y;
const mention = /<(@!?|@&|#)(\d{1,20})>/y;
const commandMention = /<\/([^:<>\n]{1,100}):\d{1,20}>/y;
const customEmoji = /<a?:(\w{1,32}):\d{1,20}>/y;
const timestamp = /<t:(-?\d{1,11})(?::([tTdDfFR]))?>/y;
const escaped = /\\([^\w\s])/y;
const codeSpan = /(`+)([^`]|[^`][\s\S]*?[^`])\1(?!`)/y;

/** Reads the marks inside one block of text. Never throws; what is not a mark is text. */
export function parseInline(source: string, depth = 0): Inline[] {
  const nodes: Inline[] = [];
  const hopeless = new Set<string>();
  let text = "";
  let at = 0;

  const flush = () => {
    if (text !== "") nodes.push({ kind: "text", text });
    text = "";
  };

  while (at < source.length) {
    const found = readEscape(source, at) ?? readAtom(source, at, depth, hopeless);
    if (found === undefined) {
      text += source[at];
      at += 1;
    } else if (found.node.kind === "text") {
      text += found.node.text;
      at = found.end;
    } else {
      flush();
      nodes.push(found.node);
      at = found.end;
    }
  }
  flush();
  return nodes;
}

interface Found {
  readonly node: Inline;
  readonly end: number;
}

function readEscape(source: string, at: number): Found | undefined {
  const match = matchAt(escaped, source, at);
  return match && { node: { kind: "text", text: match[1] ?? "" }, end: at + match[0].length };
}

function readAtom(
  source: string,
  at: number,
  depth: number,
  hopeless: Set<string>,
): Found | undefined {
  switch (source.charAt(at)) {
    case "`":
      return readCode(source, at);
    case "<":
      return readAngle(source, at);
    case "[":
      return readNamedLink(source, at, depth);
    case "h":
      return readBareUrl(source, at);
    case "*":
    case "_":
    case "~":
    case "|":
      return depth < deepest ? readSpan(source, at, depth, hopeless) : undefined;
    default:
      return undefined;
  }
}

function readCode(source: string, at: number): Found | undefined {
  const match = matchAt(codeSpan, source, at);
  return match && { node: { kind: "code", text: match[2] ?? "" }, end: at + match[0].length };
}

function readAngle(source: string, at: number): Found | undefined {
  const person = matchAt(mention, source, at);
  if (person) {
    const target = person[1] === "#" ? "channel" : person[1] === "@&" ? "role" : "user";
    return { node: { kind: "mention", target, id: person[2] ?? "" }, end: at + person[0].length };
  }
  const command = matchAt(commandMention, source, at);
  if (command)
    return { node: { kind: "command", name: command[1] ?? "" }, end: at + command[0].length };
  const emoji = matchAt(customEmoji, source, at);
  if (emoji) return { node: { kind: "emoji", name: emoji[1] ?? "" }, end: at + emoji[0].length };
  const moment = matchAt(timestamp, source, at);
  if (moment) {
    const node: Inline = {
      kind: "timestamp",
      seconds: Number(moment[1]),
      style: moment[2] ?? "f",
    };
    return { node, end: at + moment[0].length };
  }
  const link = matchAt(angleLink, source, at);
  return link && linkOf(link[1] ?? "", undefined, at + link[0].length);
}

function readNamedLink(source: string, at: number, depth: number): Found | undefined {
  const match = matchAt(namedLink, source, at);
  if (!match) return undefined;
  const label = depth < deepest ? parseInline(match[1] ?? "", depth + 1) : undefined;
  return linkOf(match[2] ?? "", label, at + match[0].length);
}

function readBareUrl(source: string, at: number): Found | undefined {
  const match = matchAt(bareUrl, source, at);
  return match && linkOf(match[0], undefined, at + match[0].length);
}

function linkOf(url: string, label: readonly Inline[] | undefined, end: number): Found | undefined {
  if (!URL.canParse(url)) return undefined;
  return { node: { kind: "link", url, children: label ?? [{ kind: "text", text: url }] }, end };
}

function readSpan(
  source: string,
  at: number,
  depth: number,
  hopeless: Set<string>,
): Found | undefined {
  for (const { mark, kind } of spans) {
    if (!source.startsWith(mark, at) || hopeless.has(mark) || !opens(source, at, mark)) continue;
    const close = findClose(source, at + mark.length, mark);
    if (close === undefined) {
      // A later start of the same mark would look for the same end, so one failed search is enough.
      hopeless.add(mark);
      continue;
    }
    const children = parseInline(source.slice(at + mark.length, close), depth + 1);
    return { node: { kind, children }, end: close + mark.length };
  }
  return undefined;
}

function opens(source: string, at: number, mark: string): boolean {
  if (mark === "*") return !isSpace(source[at + 1]);
  // snake_case is a word, not emphasis.
  if (mark === "_") return !isWord(source[at - 1]);
  return true;
}

/** Where the mark that closes a span begins, or undefined. Passes over escapes and code. */
function findClose(source: string, from: number, mark: string): number | undefined {
  const sign = mark[0];
  let at = from;
  while (at < source.length) {
    if (source[at] === "\\") {
      at += 2;
      continue;
    }
    if (source[at] === "`") {
      at = readCode(source, at)?.end ?? at + 1;
      continue;
    }
    if (source[at] !== sign) {
      at += 1;
      continue;
    }
    let end = at;
    while (source[end] === sign) end += 1;
    // The outer mark closes last: of `***`, the end of a strong span is the last two signs.
    const close = end - mark.length;
    if (closes(source, at, end, mark) && close > from) return close;
    at = end;
  }
  return undefined;
}

function closes(source: string, runStart: number, runEnd: number, mark: string): boolean {
  const length = runEnd - runStart;
  if (length < mark.length) return false;
  // Two signs are the other mark, not the end of this one.
  if (mark.length === 1 && length === 2) return false;
  if (mark === "*") return !isSpace(source[runStart - 1]);
  if (mark === "_") return !isWord(source[runEnd]);
  return true;
}

function isSpace(character: string | undefined): boolean {
  return character === undefined || /\s/.test(character);
}

function isWord(character: string | undefined): boolean {
  return character !== undefined && /[\p{L}\p{N}]/u.test(character);
}

function matchAt(pattern: RegExp, source: string, at: number): RegExpExecArray | undefined {
  pattern.lastIndex = at;
  return pattern.exec(source) ?? undefined;
}
