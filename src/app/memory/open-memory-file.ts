import { existsSync } from "node:fs";
import { UserError } from "../../lib/errors.ts";
import { silentLogger } from "../../lib/logger.ts";
import { type Database, openDatabase } from "../../store/database.ts";

/**
 * Opens a database for the command line. To look at it, it may be in use by a bot.
 *
 * @throws UserError when there is none to look at.
 */
export function openMemoryFile(file: string, access: "look" | "change" | "create"): Database {
  if (access !== "create" && !existsSync(file))
    throw new UserError(
      "database-missing",
      `${file}: there is no such database. \`hearthside memory import CHAT.jsonl --db ${file}\` makes one; a bot's is what DATABASE_FILE says.`,
    );
  return openDatabase({ file, logger: silentLogger, readOnly: access === "look" });
}
