import { cardLimits } from "./card-limits.ts";

const name = "exif:UserComment";

/** As an attribute, as an element, or as the one text of a list of languages. */
const value = /="([^"]*)"|[^<>]*>(?:\s*<rdf:Alt>\s*<rdf:li\b[^<>]*>)?([^<]*)/y;

const entities: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
};

/**
 * The `UserComment` in XMP data; undefined when there is none. Front ends that read metadata through a library take it
 * from here as from EXIF.
 */
export function xmpComment(data: Buffer): string | undefined {
  const xml = data.toString("utf8", 0, cardLimits.textBytes);
  const at = xml.indexOf(name);
  if (at === -1) return undefined;
  // Only the first one is looked at, so that the time grows with the text alone.
  value.lastIndex = at + name.length;
  const [, attribute, text] = value.exec(xml) ?? [];
  const found = attribute ?? text;
  return found === undefined ? undefined : unescape(found).trim();
}

function unescape(text: string): string {
  return text.replace(
    /&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w{1,8}));/gi,
    (entity, decimal, hex, word) => {
      if (word !== undefined) return entities[word] ?? entity;
      const point = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
      return point <= 0x10ffff ? String.fromCodePoint(point) : entity;
    },
  );
}
