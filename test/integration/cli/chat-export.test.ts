import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { afterEach, beforeEach, expect, test } from "vitest";
import { silentLogger } from "../../../src/lib/logger.ts";
import { createConversationStore } from "../../../src/store/conversation-store.ts";
import { openDatabase } from "../../../src/store/database.ts";
import { createSwipeStore } from "../../../src/store/swipe-store.ts";
import { ask, reply, startInput } from "../../support/conversation-inputs.ts";
import { hearthside } from "../../support/hearthside.ts";
import { countingIds } from "../../support/memory-store.ts";
import { type TemporaryFolder, temporaryFolder } from "../../support/temporary-folder.ts";

let folder: TemporaryFolder;
let file: string;
beforeEach(() => {
  folder = temporaryFolder();
  file = folder.file("bot.db");
  using database = openDatabase({ file, logger: silentLogger });
  const options = { newId: countingIds(), now: () => 0 };
  const store = createConversationStore(database, options);
  const chat = store.start(startInput({ channelId: "123456789012345678" }));
  const { answer } = ask(store, chat, { messageId: "1", text: "Any stew?" });
  store.writeReply(answer.id, reply("None."));
  const swipes = createSwipeStore(database, options);
  const revision = swipes.face(answer.id)?.revision ?? 0;
  const order = { note: null, keptLength: null, askedBy: null, dropsRest: false } as const;
  swipes.owe({ ...order, turnId: answer.id, revision, kind: "swipe" });
  store.writeReply(answer.id, reply("Plenty, love."));
});
afterEach(() => folder[Symbol.dispose]());

function exportChat(...options: readonly string[]) {
  return hearthside(["chat", "export", "123456789012345678", "--db", file, ...options]);
}

test("chat export prints what was said, as text or as Markdown", async () => {
  const { code, out, error } = await exportChat();
  expect({ code, error }).toEqual({ code: 0, error: "" });
  expect(out).toBe(
    "Chat with Rosie\n\nAda (1970-01-01 00:00)\nAny stew?\n\nRosie (1970-01-01 00:00)\nPlenty, love.\n",
  );
  expect((await exportChat("--format", "md")).out).toContain("# Chat with Rosie");
});

test("as JSONL it has every version of a reply, and goes into a file that isn't there yet", async () => {
  const path = folder.file("chat.jsonl");
  const first = await exportChat("--format", "jsonl", "--out", path);
  expect(first).toMatchObject({ code: 0, out: "" });
  expect(first.error).toContain("2 turns are in");
  const lines = readFileSync(path, "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(lines).toHaveLength(3);
  expect(lines[2]).toMatchObject({
    mes: "Plenty, love.",
    swipe_id: 1,
    swipes: ["None.", "Plenty, love."],
  });
  writeFileSync(path, "mine");
  const again = await exportChat("--format", "jsonl", "--out", path);
  expect(again.code).not.toBe(0);
  expect(again.error).toContain("--force");
  expect(readFileSync(path, "utf8")).toBe("mine");
  expect((await exportChat("--out", path, "--force")).code).toBe(0);
  expect(readFileSync(path, "utf8")).toContain("Plenty, love.");
});

test("a chat or a database that isn't there is said in one line", async () => {
  const nobody = await hearthside(["chat", "export", "nowhere", "--db", file]);
  expect(nobody.code).not.toBe(0);
  expect(nobody.error).toContain('no conversation "nowhere"');
  const missing = folder.file("missing.db");
  const none = await hearthside(["chat", "export", "nowhere", "--db", missing]);
  expect(none.error).toContain("no such database");
  expect(existsSync(missing)).toBe(false);
});
