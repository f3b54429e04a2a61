/** Discord's limits for the fields of a form. */
const longestField = 4000;
const mostFields = 5;

/** What stood between two fields, as one letter that fits in a custom id. */
const gaps = { p: "\n\n", n: "\n", s: " ", e: "" } as const;
type Gap = keyof typeof gaps;

export interface TextFields {
  readonly fields: readonly string[];
  /** One letter between every two fields. */
  readonly gaps: string;
}

/** A text in as many fields as it takes, cut where people would; null when a form can't hold it. */
export function toFields(text: string): TextFields | null {
  const fields: string[] = [];
  let between = "";
  let rest = text;
  while (rest.length > longestField) {
    const { end, gap } = cutOf(rest);
    fields.push(rest.slice(0, end));
    between += gap;
    rest = rest.slice(end + gaps[gap].length);
  }
  fields.push(rest);
  return fields.length <= mostFields ? { fields, gaps: between } : null;
}

/** The text that fields make together, whatever their writer did to them. */
export function fromFields(fields: readonly string[], between: string): string {
  return fields
    .map((field, index) => {
      const gap = between[index - 1];
      return index === 0 || field === "" ? field : gapOf(gap) + field;
    })
    .join("");
}

function gapOf(letter: string | undefined): string {
  return letter === "p" || letter === "n" || letter === "s" || letter === "e"
    ? gaps[letter]
    : "\n\n";
}

function cutOf(text: string): { readonly end: number; readonly gap: Gap } {
  for (const gap of ["p", "n", "s"] as const) {
    // A field has room for its last character, so what separates may stand right behind it.
    const end = text.lastIndexOf(gaps[gap], longestField);
    if (end > longestField / 2) return { end, gap };
  }
  // Not between the halves of a character.
  const isHigh = /[\uD800-\uDBFF]/.test(text.charAt(longestField - 1));
  return { end: isHigh ? longestField - 1 : longestField, gap: "e" };
}
