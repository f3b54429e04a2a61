import type { TokenizerStep } from "./tokenizer-json.ts";

/** The rules by which texts are cut before merges are looked for, and llama.cpp's names of them. */
const rules: Readonly<Record<string, string>> = {
  "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}{1,3}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+":
    "llama-bpe",
  "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+":
    "qwen2",
};

/**
 * llama.cpp's name of the rule that the steps before the model amount to; undefined where it has none such. GPT-2's own
 * rule is built into the step that maps bytes to characters.
 */
export function preTokenizerName(steps: readonly TokenizerStep[]): string | undefined {
  const kinds = steps.map(({ type }) => type).join(" ");
  const last = steps.at(-1);
  if (last?.type !== "ByteLevel") return undefined;
  const usesOwnRule = last.use_regex ?? true;
  if (kinds === "ByteLevel" && usesOwnRule) return "gpt-2";
  if (kinds === "Digits ByteLevel" && usesOwnRule && steps[0]?.individual_digits === true)
    return "smollm";
  const rule = steps[0]?.pattern?.Regex ?? "";
  if (kinds === "Split ByteLevel" && !usesOwnRule && Object.hasOwn(rules, rule)) return rules[rule];
  return undefined;
}
