import { exportTranscript } from "../../conversation/transcripts/export-transcript.ts";
import type {
  ExportedTranscript,
  TranscriptFormat,
} from "../../conversation/transcripts/transcript-service.ts";
import { UserError } from "../../lib/errors.ts";
import { createConversationStore } from "../../store/conversation-store.ts";
import { createMemoryCatalogue } from "../../store/memory/memory-catalogue.ts";
import { createTranscriptStore } from "../../store/transcript-store.ts";
import { openMemoryFile } from "../memory/open-memory-file.ts";

/** The command line speaks English. */
const words = {
  title: ({ character }: { readonly character: string }) => `Chat with ${character}`,
  startedAfresh: "started afresh",
};

/**
 * One chat of a database as a file. `chat`: its id, its channel's, or the name under which it was imported. Throws a
 * {@link UserError} of one line.
 */
export function exportChat({
  databaseFile,
  chat,
  format,
  nowMs,
}: {
  readonly databaseFile: string;
  readonly chat: string;
  readonly format: TranscriptFormat;
  readonly nowMs: number;
}): ExportedTranscript {
  using database = openMemoryFile(databaseFile, "look");
  const options = { newId: nothingIsWritten, now: () => nowMs };
  const store = createConversationStore(database, options);
  const [id = ""] = createMemoryCatalogue(database).conversations(chat);
  const conversation = store.conversation(id);
  if (conversation === undefined)
    throw new UserError("no-such-conversation", `There is no chat "${chat}" here.`);
  return exportTranscript(
    conversation,
    { format, words, characterName: undefined },
    { store, transcripts: createTranscriptStore(database, options), now: options.now },
  );
}

function nothingIsWritten(): never {
  throw new Error("an export writes nothing into the database");
}
