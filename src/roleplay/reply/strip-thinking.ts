/** How models mark what they think to themselves before they speak. Compared without regard to case. */
const blocks = [
  { open: "<think>", close: "</think>" },
  { open: "<thinking>", close: "</thinking>" },
  { open: "<thought>", close: "</thought>" },
  { open: "<reasoning>", close: "</reasoning>" },
  { open: "<|channel>thought", close: "<channel|>" },
] as const;

const marks = blocks.flatMap((block) => [block.open, block.close]);

/**
 * A model's text without its thinking: complete blocks, a block that is still open, and the text before a closing mark
 * whose opening mark was part of the prompt. While the text grows (`final` false), an end that may become a mark is held
 * back.
 */
export function stripThinking(raw: string, { final }: { final: boolean }): string {
  let spoken = "";
  let rest = raw;
  while (rest !== "") {
    const mark = nextMark(rest);
    if (mark === undefined) break;
    if (mark.kind === "close") {
      // Everything up to here was thought, however the block began.
      spoken = "";
      rest = rest.slice(mark.end);
      continue;
    }
    spoken += rest.slice(0, mark.start);
    const close = indexOfFolded(rest, mark.block.close, mark.end);
    if (close === -1) return spoken;
    rest = rest.slice(close + mark.block.close.length);
  }
  return spoken + (final ? rest : withoutPartialMark(rest));
}

interface FoundMark {
  readonly kind: "open" | "close";
  readonly block: (typeof blocks)[number];
  readonly start: number;
  readonly end: number;
}

function nextMark(text: string): FoundMark | undefined {
  const found = blocks.flatMap((block): FoundMark[] =>
    (["open", "close"] as const).flatMap((kind) => {
      const start = indexOfFolded(text, block[kind], 0);
      return start === -1 ? [] : [{ kind, block, start, end: start + block[kind].length }];
    }),
  );
  return found.sort((left, right) => left.start - right.start || right.end - left.end)[0];
}

function withoutPartialMark(text: string): string {
  const folded = fold(text);
  const longest = Math.max(...marks.map((mark) => mark.length));
  for (let length = Math.min(longest, text.length); length > 0; length--) {
    const end = folded.slice(-length);
    if (marks.some((mark) => mark.startsWith(end))) return text.slice(0, -length);
  }
  return text;
}

function indexOfFolded(text: string, mark: string, from: number): number {
  return fold(text).indexOf(mark, from);
}

/** ASCII alone: full case folding may change the length of a text, and the marks are ASCII. */
function fold(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}
