import { silentLogger } from "../../../src/lib/logger.ts";
import { createConversationStore } from "../../../src/store/conversation-store.ts";
import { openDatabase } from "../../../src/store/database.ts";
import { createLorebookStore } from "../../../src/store/lorebook-store.ts";
import { startInput } from "../../support/conversation-inputs.ts";
import { describeLorebookStore } from "../../support/lorebook-store-conformance.ts";
import { countingIds } from "../../support/memory-store.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

describeLorebookStore("on a file", () => {
  const folder = temporaryFolder();
  const options = { newId: countingIds(), now: () => 1_000 };
  const open = () => openDatabase({ file: folder.file("bot.db"), logger: silentLogger });
  let database = open();
  const conversations = createConversationStore(database, options);
  return {
    store: createLorebookStore(database, options),
    here: conversations.start(startInput()).id,
    there: conversations.start(startInput({ channelId: "other" })).id,
    reopen: () => {
      database.close();
      database = open();
      return createLorebookStore(database, options);
    },
    [Symbol.dispose]: () => {
      database.close();
      folder[Symbol.dispose]();
    },
  };
});
