import { rebuildIndex } from "../../store/memory/rebuild-index.ts";
import { takeInTurns } from "../../store/memory/take-in-turns.ts";
import { openMemoryFile } from "./open-memory-file.ts";

const batch = 2000;
const reportEvery = 20_000;

/** Makes the index of a database anew. Returns how many turns there are. Throws a {@link UserError} of one line. */
export function rebuildMemoryFile(
  databaseFile: string,
  onProgress: (done: number) => void,
): number {
  using database = openMemoryFile(databaseFile, "change");
  rebuildIndex(database);
  let done = 0;
  for (let taken = takeInTurns(database, batch); taken > 0; taken = takeInTurns(database, batch)) {
    done += taken;
    if (done % reportEvery === 0) onProgress(done);
  }
  return done;
}
