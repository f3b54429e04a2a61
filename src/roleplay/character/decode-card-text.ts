import { UserError } from "../../lib/errors.ts";
import { cardLimits, checkBrackets, checkBytes } from "./card-limits.ts";
import { oneLine } from "./one-line.ts";
import { parseYaml } from "./parse-yaml.ts";

/** The text of these bytes, without a byte order mark. @throws UserError `card-not-text`. */
export function decodeUtf8(bytes: Uint8Array, where: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    throw new UserError("card-not-text", `${where}: not UTF-8 text. Save the card as UTF-8.`, {
      cause: error,
      values: { file: where },
    });
  }
}

/** @throws UserError `card-not-json`, `card-too-large`. */
export function parseJson(text: string, where: string): unknown {
  checkBytes(text.length, cardLimits.textBytes, where);
  checkBrackets(text, where);
  try {
    return JSON.parse(text);
  } catch (error) {
    const reason = error instanceof SyntaxError ? error.message : "nested too deeply";
    throw new UserError("card-not-json", `${where}: not valid JSON: ${oneLine(reason)}`, {
      cause: error,
      values: { file: where, reason: oneLine(reason) },
    });
  }
}

/**
 * Parses the text of a card that stands inside a picture: JSON, base64 of it, JSON as JavaScript writes it, or a
 * list of the bytes' numbers. Programs have done all of these.
 *
 * @throws UserError that names `where`.
 */
export function parseEmbeddedText(text: string, where: string): unknown {
  const trimmed = text.replace(/^[\s\uFEFF]+/, "");
  if (trimmed.startsWith("rcc||"))
    throw new UserError(
      "card-encrypted",
      `${where}: the card is encrypted for another program. Save it there as an open card.`,
      { values: { file: where } },
    );
  if (trimmed.startsWith("{")) return parseObject(trimmed, where);
  const bytes = /^\d{1,3}(?:\s*,\s*\d{1,3})+\s*$/.test(trimmed)
    ? Uint8Array.from(trimmed.split(","), Number)
    : Buffer.from(trimmed, "base64");
  return parseObject(decodeUtf8(bytes, where), where);
}

function parseObject(text: string, where: string): unknown {
  try {
    return parseJson(text, where);
  } catch (error) {
    if (!(error instanceof UserError) || !/^\s*\{\s*(?:'|\w+\s*:)/.test(text)) throw error;
    return parseYaml(text, where);
  }
}
