import type { CharacterProblem } from "../../conversation/ports.ts";
import { inEnglish } from "../../roleplay/remarks.ts";
import { type CheckResult, failed, ok } from "./check-result.ts";

const name = "characters";

/** Whether there is someone to talk to, and which cards can't be read. */
export function checkCharacters(
  folder: string,
  found: { readonly names: readonly string[]; readonly problems: readonly CharacterProblem[] },
): CheckResult {
  if (found.problems.length > 0) {
    const complaints = found.problems
      .map(({ file, what }) => `${file}: ${inEnglish(what)}`)
      .join("\n");
    return failed(
      name,
      `${found.problems.length} of ${found.problems.length + found.names.length} cards in ${folder} can't be read`,
      `Mend or remove them; the others serve meanwhile.\n${complaints}`,
    );
  }
  if (found.names.length > 0) return ok(name, found.names.join(", "));
  return failed(
    name,
    `no cards in ${folder}`,
    "Put character cards (JSON or PNG) there, or point CHARACTERS_DIR to a folder that has some.",
  );
}
