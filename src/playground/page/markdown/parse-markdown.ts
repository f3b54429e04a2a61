import { parseInline } from "./parse-inline.ts";
import type { Block, ListItem } from "./syntax-tree.ts";

const fence = /```(?:([\w+.#-]{1,32})\n)?\n?([\s\S]*?)\n?```/g;
const heading = /^(#{1,3}) +(.+)$/;
const subtext = /^-# +(.+)$/;
const quote = /^> ?(.*)$/;
const listItem = /^( {0,8})([-*]|\d{1,4}\.) +(.+)$/;

/** Reads a message's markdown, as chat programs understand it. Never throws; what is not a mark is text. */
export function parseMarkdown(source: string): Block[] {
  const blocks: Block[] = [];
  let from = 0;
  for (const match of source.matchAll(fence)) {
    if ((match[2] ?? "").trim() === "") continue;
    blocks.push(...parseLines(trimBreak(source.slice(from, match.index))));
    blocks.push({ kind: "code-block", language: match[1] ?? "", text: match[2] ?? "" });
    from = match.index + match[0].length;
    if (source[from] === "\n") from += 1;
  }
  blocks.push(...parseLines(source.slice(from)));
  return blocks;
}

function parseLines(source: string): Block[] {
  if (source === "") return [];
  const lines = source.split("\n");
  const blocks: Block[] = [];
  let plain: string[] = [];

  const flush = () => {
    if (plain.length > 0)
      blocks.push({ kind: "paragraph", children: parseInline(plain.join("\n")) });
    plain = [];
  };

  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index] ?? "";
    if (line.startsWith(">>> ")) {
      flush();
      const rest = [line.slice(4), ...lines.slice(index + 1)].join("\n");
      blocks.push({ kind: "quote", children: paragraphs(rest) });
      return blocks;
    }
    const taken = readBlock(lines, index);
    if (taken === undefined) {
      plain.push(line);
      continue;
    }
    flush();
    blocks.push(taken.block);
    index = taken.last;
  }
  flush();
  return blocks;
}

interface Taken {
  readonly block: Block;
  /** The index of the block's last line. */
  readonly last: number;
}

function readBlock(lines: readonly string[], index: number): Taken | undefined {
  const line = lines[index] ?? "";
  const title = heading.exec(line);
  if (title) {
    const level = title[1]?.length === 1 ? 1 : title[1]?.length === 2 ? 2 : 3;
    return {
      block: { kind: "heading", level, children: parseInline(title[2] ?? "") },
      last: index,
    };
  }
  const small = subtext.exec(line);
  if (small)
    return { block: { kind: "subtext", children: parseInline(small[1] ?? "") }, last: index };
  if (line.startsWith("> ")) {
    const quoted = takeWhile(lines, index, (each) =>
      each.startsWith("> ") ? quote.exec(each) : null,
    );
    const inside = quoted.map((match) => match[1] ?? "").join("\n");
    return {
      block: { kind: "quote", children: paragraphs(inside) },
      last: index + quoted.length - 1,
    };
  }
  const items = takeWhile(lines, index, (each) => listItem.exec(each));
  if (items.length === 0) return undefined;
  return { block: { kind: "list", items: items.map(toItem) }, last: index + items.length - 1 };
}

function toItem(match: RegExpExecArray): ListItem {
  const sign = match[2] ?? "";
  return {
    marker: sign === "-" || sign === "*" ? "•" : sign,
    depth: Math.min(3, Math.floor((match[1]?.length ?? 0) / 2)),
    children: parseInline(match[3] ?? ""),
  };
}

function paragraphs(source: string): Block[] {
  return [{ kind: "paragraph", children: parseInline(source) }];
}

function takeWhile(
  lines: readonly string[],
  from: number,
  read: (line: string) => RegExpExecArray | null,
): RegExpExecArray[] {
  const taken: RegExpExecArray[] = [];
  for (const line of lines.slice(from)) {
    const match = read(line);
    if (match === null) break;
    taken.push(match);
  }
  return taken;
}

/** The line break before a code block belongs to the block. */
function trimBreak(text: string): string {
  return text.endsWith("\n") ? text.slice(0, -1) : text;
}
