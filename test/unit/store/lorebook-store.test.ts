import { silentLogger } from "../../../src/lib/logger.ts";
import { createConversationStore } from "../../../src/store/conversation-store.ts";
import { openDatabase } from "../../../src/store/database.ts";
import { createLorebookStore } from "../../../src/store/lorebook-store.ts";
import { startInput } from "../../support/conversation-inputs.ts";
import { describeLorebookStore } from "../../support/lorebook-store-conformance.ts";
import { countingIds } from "../../support/memory-store.ts";

describeLorebookStore("in memory", () => {
  const database = openDatabase({ file: ":memory:", logger: silentLogger });
  const options = { newId: countingIds(), now: () => 1_000 };
  const conversations = createConversationStore(database, options);
  const open = () => createLorebookStore(database, options);
  return {
    store: open(),
    here: conversations.start(startInput()).id,
    there: conversations.start(startInput({ channelId: "other" })).id,
    reopen: open,
    [Symbol.dispose]: () => database.close(),
  };
});
