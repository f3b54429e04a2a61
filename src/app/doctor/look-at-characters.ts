import { UserError } from "../../lib/errors.ts";
import { silentLogger } from "../../lib/logger.ts";
import { createCharacterLibrary } from "../../library/character-library.ts";
import { checkCharacters } from "./check-characters.ts";
import { type CheckResult, failed } from "./check-result.ts";

/** Reads all cards as the bot would. */
export async function lookAtCharacters(directory: string): Promise<CheckResult> {
  await using library = createCharacterLibrary({ directory, logger: silentLogger });
  try {
    await library.start();
  } catch (thrown) {
    if (thrown instanceof UserError) return failed("characters", "can't be read", thrown.message);
    throw thrown;
  }
  const names = library.list().map(({ name }) => name);
  return checkCharacters(directory, { names, problems: library.problems() });
}
