import { randomUUID } from "node:crypto";
import { writeSync } from "node:fs";
import { silentLogger } from "../../src/lib/logger.ts";
import { createConversationStore } from "../../src/store/conversation-store.ts";
import { openDatabase } from "../../src/store/database.ts";
import { ask, reply, sent, startInput } from "./conversation-inputs.ts";

/**
 * A bot's worth of writes until someone kills it. Started as a process of its own with the database file as its
 * argument; says `open` when it has the file, then after each durable write what it wrote.
 */
const [file = ""] = process.argv.slice(2);
const database = openDatabase({ file, logger: silentLogger });
const store = createConversationStore(database, { newId: randomUUID, now: Date.now });
say("open");
const conversation = store.start(startInput());
for (let message = 0; ; message += 1) {
  const { answer } = ask(store, conversation, { messageId: `asked-${message}` });
  say(`heard asked-${message} ${answer.id}`);
  store.intendMessage(answer.id, 0, "channel");
  sent(store, answer, `shown-${message}`);
  say(`sent shown-${message} ${answer.id}`);
  store.writeReply(answer.id, reply(`reply ${message} `.repeat(200)));
  say(`written ${message} ${answer.id}`);
  store.closeTurn(answer.id);
}

/** Synchronous, so that what was said is out before the next write begins. */
function say(line: string): void {
  writeSync(1, `${line}\n`);
}
