/**
 * A text that knows which of its parts the author wrote and which were put in for a macro. What was put in is never
 * read as a macro, nor as a mark between a macro's arguments: a user called `a,b` stays one choice of a list.
 */
export class MacroText {
  readonly #pieces: Piece[] = [];

  static written(text: string): MacroText {
    return new MacroText().append({ kind: "written", text });
  }

  static inserted(text: string): MacroText {
    return new MacroText().append({ kind: "inserted", text });
  }

  /** Stands for nothing, and takes the line ends around it away. */
  static trimMark(): MacroText {
    return new MacroText().append({ kind: "trim", text: "" });
  }

  append(piece: Piece): this {
    const last = this.#pieces.at(-1);
    if (piece.text === "" && piece.kind !== "trim") return this;
    if (last !== undefined && last.kind === piece.kind && piece.kind === "written")
      this.#pieces[this.#pieces.length - 1] = { kind: "written", text: last.text + piece.text };
    else this.#pieces.push(piece);
    return this;
  }

  add(other: MacroText): this {
    for (const piece of other.#pieces) this.append(piece);
    return this;
  }

  get isBlank(): boolean {
    return this.#pieces.every(({ text }) => text.trim() === "");
  }

  /** What the author wrote at the beginning, up to the first insertion. */
  get writtenStart(): string {
    const [first] = this.#pieces;
    return first?.kind === "written" ? first.text : "";
  }

  /** Without its first characters, which the author wrote. */
  from(position: number): MacroText {
    const [first, ...others] = this.#pieces;
    const rest = new MacroText();
    if (first !== undefined) rest.append({ ...first, text: first.text.slice(position) });
    for (const piece of others) rest.append(piece);
    return rest;
  }

  /** Whether the author wrote this mark anywhere. */
  hasMark(mark: string): boolean {
    return this.#pieces.some(({ kind, text }) => kind === "written" && text.includes(mark));
  }

  /** The parts between the marks that the author wrote; at most `limit`, the last with all that is left. */
  split(mark: string | RegExp, limit = Number.POSITIVE_INFINITY): readonly MacroText[] {
    const parts = [new MacroText()];
    for (const piece of this.#pieces) {
      if (piece.kind !== "written") {
        parts.at(-1)?.append(piece);
        continue;
      }
      let { text } = piece;
      while (parts.length < limit) {
        const found = typeof mark === "string" ? plainMark(text, mark) : mark.exec(text);
        if (found === null) break;
        parts.at(-1)?.append({ kind: "written", text: text.slice(0, found.index) });
        parts.push(new MacroText());
        text = text.slice(found.index + found[0].length);
      }
      parts.at(-1)?.append({ kind: "written", text });
    }
    return parts;
  }

  /** The same text with what the author wrote changed. */
  map(change: (written: string) => string): MacroText {
    const changed = new MacroText();
    for (const piece of this.#pieces)
      changed.append(piece.kind === "written" ? { ...piece, text: change(piece.text) } : piece);
    return changed;
  }

  /** Without the blanks that the author left around it. */
  trimmed(): MacroText {
    const trimmed = new MacroText();
    const last = this.#pieces.length - 1;
    for (const [index, piece] of this.#pieces.entries()) {
      let { text } = piece;
      if (piece.kind === "written" && index === 0) text = text.trimStart();
      if (piece.kind === "written" && index === last) text = text.trimEnd();
      trimmed.append({ ...piece, text });
    }
    return trimmed;
  }

  toString(): string {
    const texts: string[] = [];
    let trims = false;
    for (const { kind, text } of this.#pieces) {
      if (kind === "trim") dropLineEnds(texts);
      const kept: string = trims ? text.replace(/^[\r\n]+/, "") : text;
      trims = kind === "trim" || (trims && kept === "");
      if (kept !== "") texts.push(kept);
    }
    return texts.join("");
  }
}

/** From the last texts, which may consist of nothing else. */
function dropLineEnds(texts: string[]): void {
  for (let last = texts.pop(); last !== undefined; last = texts.pop()) {
    let end = last.length;
    while (end > 0 && (last[end - 1] === "\n" || last[end - 1] === "\r")) end -= 1;
    if (end === 0) continue;
    texts.push(last.slice(0, end));
    return;
  }
}

interface Piece {
  readonly kind: "written" | "inserted" | "trim";
  readonly text: string;
}

function plainMark(
  text: string,
  mark: string,
): { readonly index: number; readonly 0: string } | null {
  const index = text.indexOf(mark);
  return index < 0 ? null : { index, 0: mark };
}
