import { type Token, tokenTypes } from "../../ggml/convert-vocabulary.ts";
import type { CheckpointFolder } from "../checkpoint-folder.ts";
import { checkpointProblem } from "../checkpoint-problem.ts";
import type { AddedToken } from "./tokenizer-settings.ts";

/** The texts of a vocabulary by number, those that were added included. */
export function byteLevelTokens(
  vocabulary: ReadonlyMap<string, number>,
  added: readonly AddedToken[],
): readonly (Token | undefined)[] {
  const tokens: (Token | undefined)[] = [];
  for (const [text, id] of vocabulary)
    tokens[id] = { text: Buffer.from(text), score: 0, type: tokenTypes.normal };
  for (const { id, text, special } of added) {
    const type = special ? tokenTypes.control : tokenTypes.userDefined;
    tokens[id] = { text: Buffer.from(text), score: 0, type };
  }
  return tokens;
}

/** More than any vocabulary has. */
const mostTokens = 2_000_000;

/** Texts with their numbers. Throws a `UserError` where one isn't a number that a token can have. */
export function checkedVocabulary(
  folder: CheckpointFolder,
  vocabulary: Readonly<Record<string, unknown>>,
): ReadonlyMap<string, number> {
  const entries = new Map<string, number>();
  for (const [text, id] of Object.entries(vocabulary)) {
    if (typeof id !== "number" || !Number.isInteger(id) || id < 0 || id >= mostTokens)
      throw checkpointProblem(
        folder.path,
        "checkpoint-damaged",
        "has a vocabulary with a token that has no proper number",
      );
    entries.set(text, id);
  }
  return entries;
}

/** The pairs of merges.txt, without its first line, which tells the version. */
export function mergesOf(text: string): readonly string[] {
  return text
    .split("\n")
    .map((line) => line.replace(/\r$/, ""))
    .filter((line, index) => line !== "" && !(index === 0 && line.startsWith("#version")));
}
