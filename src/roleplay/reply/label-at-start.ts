import { labelName, speakerLabel } from "./speaker-label.ts";

/** `maybe`: the line is too short to tell, so that it may become a label as it grows. */
export type LabelSign = "yes" | "maybe" | "no";

/**
 * Marks that set text in bold, italics, underlined, struck through, as a heading or as a quotation; models like to set labels
 * in them.
 */
const openingMarks = /^[\s*_~#>"“„«]+/;
const closingMarks = /^[^\S\n]*[*_~"”“»]*[^\S\n]*/;
const marksAround = /^[\s*_~#>"“„«]+|[\s*_~"”“»]+$/g;

/**
 * Says of a line whether it begins with the label of one of these names, plain or in markup (`Alice:`, `**Alice:**`,
 * `### Alice:`, `"Alice":`), with either kind of colon. Labels are compared without regard to case.
 */
export function labelSignOf(names: readonly string[]): (line: string) => LabelSign {
  const labels = names.map((name) => ({
    exact: fold(speakerLabel(name)),
    // A name may bring marks of its own (`__Ace__`), which may be all there is of it.
    bare: fold(labelName(name)).replace(marksAround, ""),
  }));
  return (line) => {
    const text = fold(line).trimStart();
    const unmarked = text.replace(openingMarks, "");
    let sign: LabelSign = "no";
    for (const { exact, bare } of labels) {
      if (text.startsWith(exact)) return "yes";
      if (exact.startsWith(text)) sign = "maybe";
      const signOfBare = bare === "" ? "no" : signOf(unmarked, bare);
      if (signOfBare === "yes") return "yes";
      if (signOfBare === "maybe") sign = "maybe";
    }
    return sign;
  };
}

/**
 * The text after the label of `name` that it begins with; undefined when it begins with none. Markup that belongs to the
 * label goes with it, and markup that goes on after it stays: `*Rosie: smiles*` becomes `*smiles*`.
 */
export function afterLabel(text: string, name: string): string | undefined {
  const signs = labelSignOf([name]);
  const line = text.slice(0, indexOrEnd(text, "\n"));
  for (let colon = nextColon(line, 0); colon !== -1; colon = nextColon(line, colon + 1)) {
    const sign = signs(line.slice(0, colon + 1));
    if (sign === "no") return undefined;
    if (sign === "yes") return withoutMarks(line.slice(0, colon), text.slice(colon + 1), name);
  }
  return undefined;
}

function withoutMarks(label: string, rest: string, name: string): string {
  if (fold(label.trim()) === fold(labelName(name))) return rest.trimStart();
  const opening = (openingMarks.exec(label)?.[0] ?? "").replace(/[\s#>]/g, "");
  const isClosed = opening === "" || /[*_~"”“»]\s*$/.test(label);
  if (isClosed) return rest.trimStart();
  const closing = Array.from(opening).reverse().join("");
  if (rest.startsWith(closing)) return rest.slice(closing.length).trimStart();
  const text = rest.trimStart();
  return text.startsWith(opening) ? text : opening + text;
}

function signOf(unmarked: string, bare: string): LabelSign {
  if (bare.startsWith(unmarked)) return "maybe";
  if (!unmarked.startsWith(bare)) return "no";
  const after = unmarked.slice(bare.length).replace(closingMarks, "");
  if (after === "") return "maybe";
  return isColon(after[0]) ? "yes" : "no";
}

function isColon(character: string | undefined): boolean {
  return character === ":" || character === "：";
}

function nextColon(line: string, from: number): number {
  for (let index = from; index < line.length; index++) if (isColon(line[index])) return index;
  return -1;
}

function indexOrEnd(text: string, part: string): number {
  const index = text.indexOf(part);
  return index === -1 ? text.length : index;
}

function fold(text: string): string {
  return text.toLowerCase();
}
