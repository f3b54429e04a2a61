import type { CardContainer } from "../roleplay/character/read-card.ts";

/** Names that Windows keeps for devices. */
const reserved = /^(?:con|prn|aux|nul|com\d|lpt\d)$/i;
/** Bytes in UTF-8 that a file's name may have nearly everywhere are 255. */
const longestIdBytes = 100;

/** A character's id made of its name: letters, digits and hyphens, so that it can be no path. */
export function cardIdFor(name: string): string {
  let id = "";
  for (const letter of name
    .normalize("NFC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, "-")) {
    if (Buffer.byteLength(id + letter) > longestIdBytes) break;
    id += letter;
  }
  id = id.replace(/^-+|-+$/g, "");
  if (id === "" || reserved.test(id)) return `character${id === "" ? "" : `-${id}`}`;
  return id;
}

const extensions: Record<CardContainer, string> = {
  json: "json",
  yaml: "yaml",
  png: "png",
  jpeg: "jpg",
  webp: "webp",
  charx: "charx",
};

export function cardExtension(container: CardContainer): string {
  return extensions[container];
}
