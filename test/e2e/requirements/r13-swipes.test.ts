import { describe, expect, test } from "vitest";
import { deferred } from "../../../src/lib/deferred.ts";
import type { SimMessage } from "../../../src/simulator/world/records.ts";
import { buttonsOf, labelsOf, press } from "../../support/pressing.ts";
import { Stage } from "../../support/real-bot.ts";

const sentences = (name: string, count: number) =>
  Array.from({ length: count }, (_, index) => `${name} sentence ${index}.`).join(" ");

/** Rosie in the tavern, and one reply of hers to Alice. */
async function aReply(options: Parameters<typeof Stage.open>[0] = {}) {
  const stage = await Stage.open({
    replies: (_, call) => `Reply number ${call}.`,
    ...options,
  });
  await stage.invite();
  stage.as("alice").say("any news?");
  const reply = await stage.answered(/^Reply number 0\.$/);
  await withRow(stage, reply, ["1/1"]);
  return { stage, reply };
}

/** Resolves when the message's row has these labels among its own. */
function withRow(stage: Stage, message: SimMessage, labels: readonly string[]) {
  return stage.simulator.waitFor(
    () => labels.every((label) => labelsOf(message).includes(label)) || undefined,
    { what: `a row with ${labels.join(", ")}` },
  );
}

const lastPrompt = (stage: Stage) =>
  stage.scripted.started.at(-1)?.prompt.sections.map(({ text }) => text) ?? [];

describe("R13: swipes", () => {
  test("R13: ▶ past the last text writes another in the same message, ◀ brings the first back, and prompts use what is shown", async () => {
    const { stage, reply } = await aReply();
    press(stage, "alice", reply, "next");
    await stage.answered("Reply number 1.");
    await withRow(stage, reply, ["2/2"]);
    expect(stage.messages().at(-1)?.id).toBe(reply.id);

    stage.as("alice").say("go on");
    await stage.answered("Reply number 2.");
    expect(lastPrompt(stage)).toContain("Rosie Oakhart: Reply number 1.");
    expect(lastPrompt(stage).join("\n")).not.toContain("Reply number 0.");
  });

  test("R13: the chosen text is what the next prompt uses, also after a restart, byte for byte", async () => {
    const { stage, reply } = await aReply();
    press(stage, "alice", reply, "next");
    await stage.answered("Reply number 1.");
    await withRow(stage, reply, ["2/2"]);
    press(stage, "alice", reply, "back");
    await withRow(stage, reply, ["1/2"]);
    expect(reply.content).toBe("Reply number 0.");

    await stage.stopBot();
    await stage.startBot();
    press(stage, "alice", reply, "next");
    await withRow(stage, reply, ["2/2"]);
    expect(reply.content).toBe("Reply number 1.");
    expect(stage.scripted.started).toHaveLength(2);
    stage.as("alice").say("go on");
    await stage.answered("Reply number 2.");
    expect(lastPrompt(stage)).toContain("Rosie Oakhart: Reply number 1.");
  });

  test("R13: the row stands below the newest reply alone", async () => {
    const { stage, reply } = await aReply();
    stage.as("alice").say("and then?");
    const next = await stage.answered("Reply number 1.");
    await withRow(stage, next, ["1/1"]);
    await stage.simulator.waitFor(() => buttonsOf(reply).length === 0 || undefined);
    expect(labelsOf(next)).toContain("1/1");
  });

  test("R13: an older reply is swiped from its menu, and what followed is kept or dropped as asked", async () => {
    const { stage, reply } = await aReply();
    stage.as("alice").say("and then?");
    const second = await stage.answered("Reply number 1.");
    await withRow(stage, second, ["1/1"]);

    const menu = await stage.as("alice").messageMenu(reply, "Regenerate / swipe").reply();
    const panel = await press(stage, "alice", menu, "again").followed();
    expect(panel.content).toContain("1 reply has followed");
    await press(stage, "alice", panel, "Keep").settled();
    await stage.simulator.waitFor(() => reply.content === "Reply number 2." || undefined);
    expect(second.deletedAt).toBeNull();
    expect(lastPrompt(stage).join("\n")).not.toContain("and then?");

    const again = await stage.as("alice").messageMenu(reply, "Regenerate / swipe").reply();
    const question = await press(stage, "alice", again, "again").followed();
    await press(stage, "alice", question, "Drop").settled();
    await stage.simulator.waitFor(
      () => (reply.content === "Reply number 3." && second.deletedAt !== null) || undefined,
    );
    await withRow(stage, reply, ["3/3"]);
    stage.as("alice").say("what now?");
    await stage.answered("Reply number 4.");
    const said = lastPrompt(stage).filter((text) => /^(?:Alice|Rosie Oakhart): /.test(text));
    expect(said.slice(1)).toEqual([
      "Alice: any news?",
      "Rosie Oakhart: Reply number 3.",
      "Alice: what now?",
    ]);
  });

  test("R13: who asked for a reply has nothing go that others said after it; the host may", async () => {
    const { stage, reply } = await aReply();
    stage.as("alice").say("and then?");
    const second = await stage.answered("Reply number 1.");
    await withRow(stage, second, ["1/1"]);
    const early = await stage.as("alice").messageMenu(reply, "Delete turn").reply();
    stage.as("bob").say("and now?");
    const third = await stage.answered("Reply number 2.");
    await withRow(stage, third, ["1/1"]);
    const refused = await press(stage, "alice", early, "Delete all of it").followed();
    expect(refused.content).toContain("Others have gone on with the story since");
    const ask = async (user: string, menu: string) => {
      const shown = await stage.as(user).messageMenu(reply, menu).reply();
      return menu === "Delete turn" ? shown : press(stage, user, shown, "again").followed();
    };
    for (const menu of ["Regenerate / swipe", "Delete turn"]) {
      const asked = await ask("alice", menu);
      expect(asked.content).toContain("others are part of that: it stays");
      expect(labelsOf(asked)).toHaveLength(2);
      expect(labelsOf(await ask("mara", menu))).toHaveLength(3);
    }
    expect(stage.messages()).toContain(third);
    const asked = await ask("mara", "Delete turn");
    await press(stage, "mara", asked, "Delete all of it").settled();
    await stage.simulator.waitFor(
      () => [reply, second, third].every(({ deletedAt }) => deletedAt !== null) || undefined,
    );
  });

  test("R13: continue adds to the text that is shown, by the prefix of the reply, and can be done differently", async () => {
    const stage = await Stage.open({
      replies: ["Once upon a time", " there was a fox.", " a hen.", "", ""],
    });
    await stage.invite();
    stage.as("alice").say("a tale, please");
    const reply = await stage.answered("Once upon a time");
    await withRow(stage, reply, ["1/1"]);
    press(stage, "alice", reply, "continue");
    await stage.answered("Once upon a time there was a fox.");
    await withRow(stage, reply, ["1/1"]);
    const continued = stage.scripted.started.at(-1);
    expect(continued?.leastTokens).toBe(8);
    expect(continued?.prompt.replyPrefix).toBe("Rosie Oakhart: Once upon a time");
    expect(continued?.prompt.sections.at(-1)?.text).toBe("Alice: a tale, please");

    const menu = await press(stage, "alice", reply, "more").followed();
    press(stage, "alice", menu, "redo");
    await stage.answered("Once upon a time a hen.");
    await stage.simulator.waitFor(() => menu.deletedAt !== null || undefined);

    await withRow(stage, reply, ["1/1"]);
    const said = await press(stage, "alice", reply, "continue").followed();
    expect(said.content).toContain("nothing to add");
    expect(said.visibleTo).not.toBeNull();
    await withRow(stage, reply, ["1/1"]);
    expect(reply.content).toBe("Once upon a time a hen.");
  });

  test("R13: a note steers one new text and no other", async () => {
    const { stage, reply } = await aReply();
    const menu = await press(stage, "alice", reply, "more").followed();
    const opened = press(stage, "alice", menu, "note").interaction;
    await opened.modal();
    stage.as("alice").submitModal(opened, { note: "in rhyme, please" });
    await stage.answered("Reply number 1.");
    await stage.simulator.waitFor(() => menu.deletedAt !== null || undefined);
    expect(lastPrompt(stage).at(-1)).toBe(
      "Instruction for Rosie Oakhart's next reply: in rhyme, please",
    );
    await withRow(stage, reply, ["2/2"]);
    stage.as("alice").say("thank you");
    await stage.answered("Reply number 2.");
    expect(lastPrompt(stage).join("\n")).not.toContain("in rhyme");
  });

  test("R13: stopped while it streams, a new text ends with what is there, and a stopped first one says so", async () => {
    const gate = deferred();
    const { stage, reply } = await aReply({
      replies: (_, call) =>
        call === 1
          ? {
              steps: [
                { text: "A beginning that goes on and on for a while, without any end " },
                { hold: gate.promise },
              ],
            }
          : `Reply number ${call}.`,
    });
    press(stage, "alice", reply, "next");
    await withRow(stage, reply, ["Stop"]);
    await stage.simulator.waitFor(() => reply.content.includes("goes on") || undefined);
    press(stage, "alice", reply, "stop");
    await withRow(stage, reply, ["2/2"]);
    expect(reply.content).toMatch(/^A beginning that goes on/);
  });
});

describe("R5: a turn of several messages", () => {
  test("R5: grows and shrinks as a whole when it is swiped, edited and deleted", async () => {
    const long = sentences("Long", 200);
    const { stage, reply } = await aReply({
      replies: (_, call) => (call === 0 ? "Reply number 0." : long),
      environment: { MAX_REPLY_TOKENS: "4000" },
    });
    const after = () =>
      stage
        .messages()
        .filter(({ id, author }) => author.webhookId && BigInt(id) >= BigInt(reply.id));
    press(stage, "alice", reply, "next");
    await stage.answered(/Long sentence 199\.$/);
    const last = await stage.simulator.waitFor(() =>
      after().find((message) => labelsOf(message).includes("2/2")),
    );
    expect(after().length).toBeGreaterThan(1);
    expect(
      after()
        .map(({ content }) => content)
        .join(" "),
    ).toBe(long);
    expect(after().filter((message) => buttonsOf(message).length > 0)).toEqual([last]);

    press(stage, "alice", last, "back");
    await stage.simulator.waitFor(() => after().length === 1 || undefined);
    await withRow(stage, reply, ["1/2"]);
    expect(reply.content).toBe("Reply number 0.");

    const form = stage.as("alice").messageMenu(reply, "Edit reply");
    await form.modal();
    stage.as("alice").submitModal(form, { text0: "In other words." });
    await stage.answered("In other words.");
    await withRow(stage, reply, ["1/2"]);
    const asked = await stage.as("alice").messageMenu(reply, "Delete turn").reply();
    expect(labelsOf(asked)).toEqual(["Delete it", "Never mind"]);
    const kept = await press(stage, "alice", asked, "Never mind").followed();
    expect(kept.content).toBe("Nothing was changed.");
    expect(reply.deletedAt).toBeNull();
    const again = await stage.as("alice").messageMenu(reply, "Delete turn").reply();
    press(stage, "alice", again, "Delete it");
    await stage.simulator.waitFor(() => after().length === 0 || undefined);
  });
});
