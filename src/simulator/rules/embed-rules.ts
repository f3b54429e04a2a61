import type { Problem } from "../http/api-error.ts";
import { checkLength, checkOptionalLength, codePointLength, isObject, objectsOf } from "./text.ts";

const maxEmbeds = 10;
const maxFields = 25;
/** Over all embeds of a message together. */
const maxTotal = 6000;

export function checkEmbeds(embeds: readonly unknown[]): Problem[] {
  const problems: Problem[] = [];
  if (embeds.length > maxEmbeds) problems.push(tooMany(["embeds"], maxEmbeds));
  let total = 0;
  embeds.forEach((embed, index) => {
    const path = ["embeds", index];
    if (!isObject(embed)) {
      problems.push({ path, code: "DICT_TYPE_CONVERT", message: "Only dictionaries may be used" });
      return;
    }
    problems.push(...checkEmbed(embed, path));
    total += embedTextLength(embed);
  });
  if (total > maxTotal)
    problems.push({
      path: ["embeds"],
      code: "MAX_EMBED_SIZE_EXCEEDED",
      message: `Embed size exceeds maximum size of ${maxTotal}`,
    });
  return problems;
}

function checkEmbed(
  embed: Readonly<Record<string, unknown>>,
  path: readonly (string | number)[],
): Problem[] {
  const fields = Array.isArray(embed["fields"]) ? embed["fields"] : [];
  const footer = embed["footer"];
  const author = embed["author"];
  return [
    ...checkOptionalLength(embed["title"], [...path, "title"], { max: 256 }),
    ...checkOptionalLength(embed["description"], [...path, "description"], { max: 4096 }),
    ...(isObject(footer)
      ? checkLength(footer["text"], [...path, "footer", "text"], { min: 1, max: 2048 })
      : []),
    ...(isObject(author)
      ? checkLength(author["name"], [...path, "author", "name"], { min: 1, max: 256 })
      : []),
    ...(fields.length > maxFields ? [tooMany([...path, "fields"], maxFields)] : []),
    ...objectsOf(fields).flatMap((field, index) => [
      ...checkLength(field["name"], [...path, "fields", index, "name"], { min: 1, max: 256 }),
      ...checkLength(field["value"], [...path, "fields", index, "value"], { min: 1, max: 1024 }),
    ]),
  ];
}

function embedTextLength(embed: Readonly<Record<string, unknown>>): number {
  const texts = [embed["title"], embed["description"]];
  if (isObject(embed["footer"])) texts.push(embed["footer"]["text"]);
  if (isObject(embed["author"])) texts.push(embed["author"]["name"]);
  for (const field of objectsOf(embed["fields"])) texts.push(field["name"], field["value"]);
  return texts.reduce<number>(
    (sum, text) => sum + (typeof text === "string" ? codePointLength(text) : 0),
    0,
  );
}

export function tooMany(path: readonly (string | number)[], max: number): Problem {
  return {
    path,
    code: "BASE_TYPE_MAX_LENGTH",
    message: `Must be ${max} or fewer in length.`,
  };
}
