import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Stage } from "./real-bot.ts";

/** Asks to be forgotten, and confirms it by what is typed. Resolves with what the bot says then. */
export async function forget(stage: Stage, typed = "forget", user = "alice"): Promise<string> {
  const opened = stage.as(user).slash("privacy forget");
  await opened.modal();
  return (await stage.as(user).submitModal(opened, { confirm: typed }).reply()).content;
}

/** Whether some text stands in any file of the database: what was deleted and what waits to be written included. */
export function stands(stage: Stage, text: string): boolean {
  return ["hearthside.db", "hearthside.db-wal", "hearthside.db-shm"].some((name) => {
    try {
      return readFileSync(join(stage.folder, name)).includes(text);
    } catch {
      return false;
    }
  });
}
