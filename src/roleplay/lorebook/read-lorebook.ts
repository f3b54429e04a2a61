import { UserError } from "../../lib/errors.ts";
import type { ReadLorebook } from "./book-reading.ts";
import { isObject } from "./field-kinds.ts";
import { keyWarnings } from "./key-warnings.ts";
import type { JsonObject, LorebookFormat } from "./lorebook.ts";
import { readAgnaiMemory } from "./read-agnai-memory.ts";
import { readCharacterBook } from "./read-character-book.ts";
import { readKoboldWorldInfo } from "./read-kobold-world-info.ts";
import { readNovelAiLorebook } from "./read-novelai-lorebook.ts";
import { readRisuLorebook } from "./read-risu-lorebook.ts";
import { readWorldInfo } from "./read-world-info.ts";

/**
 * Reads a lorebook of any format that we know from its parsed JSON, also the book inside a card. Warns of
 * what had to be guessed and of keys that never match. Throws a {@link UserError} that says what is wrong when it is
 * none, or is too large.
 */
export function readLorebook(file: unknown): ReadLorebook {
  const found = recognise(file);
  if (found === undefined) {
    throw new UserError(
      "lorebook-unknown-format",
      "This is not a lorebook that can be read. Known are the books of character cards (V2, V3), SillyTavern world info, and the books of KoboldAI, NovelAI, Agnai and RisuAI, all as JSON.",
    );
  }
  const { book, warnings } = readers[found.format](found.book);
  return { book, warnings: [...warnings, ...keyWarnings(book)] };
}

const readers: Record<Exclude<LorebookFormat, "hearthside">, (book: unknown) => ReadLorebook> = {
  "character-book": readCharacterBook,
  "world-info": readWorldInfo,
  koboldai: readKoboldWorldInfo,
  novelai: readNovelAiLorebook,
  agnai: readAgnaiMemory,
  risu: readRisuLorebook,
};

interface Recognised {
  readonly format: keyof typeof readers;
  readonly book: unknown;
}

function recognise(file: unknown): Recognised | undefined {
  if (Array.isArray(file)) {
    const looksRight = file.some((item) => isObject(item) && ("keys" in item || "key" in item));
    return looksRight ? { format: "koboldai", book: file } : undefined;
  }
  if (!isObject(file)) return undefined;
  if (file["spec"] === "lorebook_v3") return { format: "character-book", book: file["data"] };
  const data = file["data"];
  if (isObject(data) && isObject(data["character_book"])) {
    return { format: "character-book", book: data["character_book"] };
  }
  if (isObject(file["character_book"])) {
    return { format: "character-book", book: file["character_book"] };
  }
  if (file["type"] === "risu" && Array.isArray(data)) return { format: "risu", book: file };
  if (file["kind"] === "memory") return { format: "agnai", book: file };
  if ("lorebookVersion" in file) return { format: "novelai", book: file };
  if (Array.isArray(file["worldinfo"]) || isObject(file["worldinfo_v2"])) {
    return { format: "koboldai", book: file };
  }
  return recogniseEntries(file);
}

/** World info has `key` and `uid`, a character book `keys`; without any entry the shape of the list decides. */
function recogniseEntries(file: JsonObject): Recognised | undefined {
  const entries = file["entries"];
  if (typeof entries !== "object" || entries === null) return undefined;
  const first: unknown = Object.values(entries).find(isObject);
  if (isObject(first)) {
    if ("key" in first || "uid" in first) return { format: "world-info", book: file };
    if ("text" in first && !("content" in first)) return { format: "novelai", book: file };
    if ("entry" in first && "keywords" in first) return { format: "agnai", book: file };
    return { format: "character-book", book: file };
  }
  return { format: Array.isArray(entries) ? "character-book" : "world-info", book: file };
}
