import { ApplicationCommandOptionType } from "discord-api-types/v10";
import type { ModelFile } from "../../../generation/model-control.ts";
import type { Texts } from "../../texts/en/english.ts";
import type { CommandOption } from "../command-option.ts";
import { type Choice, rankChoices } from "../rank-choices.ts";
import { formatBytes } from "./format-bytes.ts";

/** Longer values aren't taken by Discord. */
const longestValue = 100;

/** The option by which a command is told a model. */
export const modelOption = {
  type: ApplicationCommandOptionType.String,
  name: "model",
  required: true,
  autocomplete: true,
} as const satisfies CommandOption;

/** The models that fit what was typed; the current one is marked, and each says its size and whether it fits. */
export function completeModel(
  typed: string,
  input: {
    readonly files: readonly ModelFile[];
    readonly current: string | null;
    readonly texts: Texts["model"];
  },
): readonly Choice[] {
  const { files, current, texts } = input;
  const usable = files.filter(({ id, problem }) => problem === null && id.length <= longestValue);
  return rankChoices(
    typed,
    usable.map((file) => ({ name: modelLabel(file, current, texts), value: file.id })),
  );
}

/** One line: `◉ mistral-7b.Q4_K_M, 4.1 GiB, 8,192 tokens, fits`. */
export function modelLabel(
  { id, sizeBytes, facts, problem }: ModelFile,
  current: string | null,
  texts: Texts["model"],
): string {
  const parts = [
    `${id === current ? "◉ " : ""}${id}`,
    formatBytes(sizeBytes),
    ...(facts === null
      ? [problem ?? texts.notReadYet]
      : [texts.tokens({ count: facts.contextLength }), texts.verdicts[facts.fit.verdict]]),
  ];
  return parts.join(", ");
}
