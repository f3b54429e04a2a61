import { type ExportedMemory, exportMemory } from "../../store/memory/export-memory.ts";
import { createMemoryCatalogue } from "../../store/memory/memory-catalogue.ts";
import { openMemoryFile } from "./open-memory-file.ts";

/** Everything that a database remembers, or what it does of one conversation. Throws a {@link UserError} of one line. */
export function* exportMemoryFile(
  databaseFile: string,
  conversation: string | undefined,
): Generator<ExportedMemory> {
  using database = openMemoryFile(databaseFile, "look");
  for (const id of createMemoryCatalogue(database).conversations(conversation))
    yield* exportMemory(database, id);
}
