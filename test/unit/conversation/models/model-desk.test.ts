import { describe, expect, test } from "vitest";
import { englishDetail } from "../../../../src/conversation/audit/audit-facts.ts";
import { ModelChoices } from "../../../../src/conversation/models/model-choices.ts";
import { ModelDesk } from "../../../../src/conversation/models/model-desk.ts";
import { ModelRights } from "../../../../src/conversation/models/model-rights.ts";
import type { ModelUser } from "../../../../src/conversation/models/model-service.ts";
import type { ModelControl } from "../../../../src/generation/model-control.ts";
import { UserError } from "../../../../src/lib/errors.ts";
import { openMemoryStore } from "../../../support/memory-store.ts";

const operator: ModelUser = { userId: "op", roleIds: [], channelId: "hall", guildId: "inn" };
const guest: ModelUser = { ...operator, userId: "guest" };
const task = { onProgress: () => {}, signal: new AbortController().signal };

interface Options {
  readonly queuedReplies?: "keep" | "move";
  readonly load?: ModelControl["load"];
  readonly pull?: ModelControl["pull"];
}

/** A desk over two channels, of which each is owed a reply that waits in the queue. */
function openDesk(options: Options = {}) {
  const { queuedReplies = "keep", load = loadsAnything, pull = pullsForEver } = options;
  const store = openMemoryStore();
  const places = { placeOf: () => undefined };
  const choices = new ModelChoices({ store: store.settings, state: store.state, places });
  const waiting = new Map([
    ["chat-hall", ["job-1", "job-2"]],
    ["chat-yard", ["job-3"]],
  ]);
  /** Those that have begun meanwhile can't be moved. */
  const begun = new Set(["job-2"]);
  const moved: string[] = [];
  const audited: string[] = [];
  const ofBot: (string | null)[] = [];
  const desk = new ModelDesk({
    control: {
      files: () => [],
      defaultModel: () => "own",
      describe: () => Promise.reject(new UserError("model-missing", "There is none.")),
      load,
      pull,
    },
    known: [],
    onBotChoice: (model) => void ofBot.push(model),
    queue: {
      status: () => Promise.reject(new UserError("unused", "Nobody asks here.")),
      waiting: (keys) => [...keys].flatMap((key) => waiting.get(key) ?? []),
      move: async (id, model) => {
        if (begun.has(id)) return false;
        moved.push(`${id} to ${model}`);
        return true;
      },
    },
    choices,
    rights: new ModelRights(store.settings, () => new Set(["op"])),
    store: {
      owedTurns: () => ["chat-hall", "chat-yard"].map((conversationId) => ({ conversationId })),
      conversation: (id: string) => ({ channelId: id.replace("chat-", "") }),
    } as never,
    places,
    audit: {
      record: ({ action, detail }) => {
        const said = typeof detail === "string" ? detail : englishDetail(detail);
        audited.push(`${action}: ${said}`);
      },
    },
    queuedReplies,
  });
  return { desk, choices, moved, audited, ofBot };
}

const loadsAnything: ModelControl["load"] = async (id) => ({
  id,
  name: id,
  contextSize: 512,
  left: [],
  selfTest: null,
});

const pullsForEver: ModelControl["pull"] = (_source, { signal }) =>
  new Promise((_, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });

describe("replies that wait when another model is chosen", () => {
  test("keep the model that they were promised, and are counted", async () => {
    const { desk, moved } = openDesk({ queuedReplies: "keep" });
    const used = await desk.use(operator, { model: "new", scope: "channel" }, task);
    expect(used).toMatchObject({ ready: { id: "new" }, waiting: 2, moved: 0 });
    expect(moved).toEqual([]);
  });

  test("move to it where the setting says so, but those that have begun", async () => {
    const { desk, moved } = openDesk({ queuedReplies: "move" });
    const used = await desk.use(operator, { model: "new", scope: "bot" }, task);
    expect(used).toMatchObject({ waiting: 3, moved: 2 });
    expect(moved).toEqual(["job-1 to new", "job-3 to new"]);
  });

  test("stay where they are when their channel has a choice of its own", async () => {
    const { desk, moved } = openDesk({ queuedReplies: "move" });
    await desk.use(operator, { model: "of the hall", scope: "channel" }, task);
    moved.length = 0;
    const used = await desk.use(operator, { model: "of all", scope: "bot" }, task);
    expect(used).toMatchObject({ waiting: 1, moved: 1 });
    expect(moved).toEqual(["job-3 to of all"]);
  });
});

test("a choice for the whole bot is told to whoever loads models later; one for a channel isn't", async () => {
  const { desk, ofBot } = openDesk();
  await desk.use(operator, { model: "a", scope: "channel" }, task);
  await desk.use(operator, { model: "b", scope: "bot" }, task);
  desk.forget(operator, "bot");
  expect(ofBot).toEqual(["b", null]);
});

test("a model that can't be loaded changes no choice and moves nothing", async () => {
  const refused = new UserError("model-damaged", "It is cut off.");
  const { desk, moved, audited } = openDesk({
    queuedReplies: "move",
    load: () => Promise.reject(refused),
  });
  const wish = { model: "broken", scope: "bot" } as const;
  await expect(desk.use(operator, wish, task)).rejects.toBe(refused);
  expect(desk.choice("hall").model).toBeNull();
  expect(desk.answering("hall")).toBe("own");
  expect([moved, audited]).toEqual([[], []]);
});

test("who may not choose or download is told so before anything is done", async () => {
  const { desk, audited } = openDesk({ load: () => Promise.reject(new Error("it was loaded")) });
  const may = { code: "not-an-operator" };
  await expect(desk.use(guest, { model: "new", scope: "channel" }, task)).rejects.toMatchObject(
    may,
  );
  await expect(desk.pull(guest, "hf:a/b:Q8_0", task)).rejects.toMatchObject(may);
  expect(() => desk.cancelPull(guest, "hf:a/b:Q8_0")).toThrow(UserError);
  expect(() => desk.delegate(guest, "role")).toThrow(UserError);
  expect(audited).toEqual([]);
});

test("a role that was let may choose on its server, not for the bot; what was chosen can be taken back", async () => {
  const { desk, audited } = openDesk();
  const keeper = { ...guest, roleIds: ["keepers"] };
  desk.delegate(operator, "keepers");
  await desk.use(keeper, { model: "new", scope: "server" }, task);
  await expect(desk.use(keeper, { model: "new", scope: "bot" }, task)).rejects.toThrow(UserError);
  desk.forget(keeper, "server");
  expect(audited).toEqual([
    "model.delegate: to the role keepers",
    "model.use: new for server",
    "model.forget: the choice for server",
  ]);
});

test("a download runs once at a time, and is given up when its operator says so", async () => {
  const { desk } = openDesk();
  const source = "hf:user/Repo:Q8_0";
  expect(desk.cancelPull(operator, source)).toBe(false);
  const pulled = desk.pull(operator, source, task);
  const again = desk.pull(operator, source, task);
  await expect(again).rejects.toMatchObject({ code: "model-pull-running" });
  expect(desk.cancelPull(operator, source)).toBe(true);
  await expect(pulled).rejects.toMatchObject({ code: "model-pull-cancelled" });
  expect(desk.cancelPull(operator, source)).toBe(false);
});
