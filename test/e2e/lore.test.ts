import { describe, expect, test } from "vitest";
import type { UploadedFile } from "../../src/simulator/actors/actor.ts";
import { aFile, attachedText } from "../support/actor-files.ts";
import { pngFile, textChunk } from "../support/card-files.ts";
import { resetChat } from "../support/pressing.ts";
import { Stage } from "../support/real-bot.ts";

/** Two entries, as SillyTavern writes them. */
function harbourBook(changes: object = {}): UploadedFile {
  const entry = { comment: "", disable: false, position: 0, order: 100, selective: true };
  return aFile("harbour.json", {
    name: "Harbour",
    entries: {
      "0": {
        ...entry,
        uid: 0,
        key: ["lighthouse"],
        content: "The lighthouse is haunted.",
        ...changes,
      },
      "1": { ...entry, uid: 1, key: ["whale"], content: "No whale has been seen for years." },
    },
  });
}

function novelAiPicture(): UploadedFile {
  const entry = { text: "The reef has sunk nine ships.", displayName: "Reef", keys: ["reef"] };
  const book = JSON.stringify({ lorebookVersion: 5, entries: [entry], categories: [] });
  const chunk = textChunk("naidata", Buffer.from(book).toString("base64"));
  return { filename: "reef.png", contentType: "image/png", bytes: Buffer.from(pngFile(chunk)) };
}

function promptOf(stage: Stage, call = -1): string {
  const request = stage.scripted.started.at(call);
  return (request?.prompt.sections ?? []).map(({ text }) => text).join("\n");
}

describe("lorebooks in a chat", () => {
  test("an imported book takes part: an entry whose key is said stands in the prompt, others don't", async () => {
    const stage = await Stage.open();
    await stage.invite();
    const answer = await stage.as("mara").slash("lore import", { file: harbourBook() }).reply();
    expect(answer.content).toContain("**Harbour** with 2 entries is here.");
    expect(answer.visibleTo).not.toBeNull();
    stage.as("alice").say("what of the lighthouse?");
    await stage.answered("Of course.");
    expect(promptOf(stage)).toContain("The lighthouse is haunted.");
    expect(promptOf(stage)).not.toContain("whale has been seen");
    // NovelAI hands its books round as pictures.
    const picture = await stage.as("mara").slash("lore import", { file: novelAiPicture() }).reply();
    expect(picture.content).toContain("**reef** with 1 entry is here.");
    stage.as("alice").say("and the reef?");
    await stage.answered("Of course.");
    expect(promptOf(stage)).toContain("The reef has sunk nine ships.");
  });

  test("what is detached takes no part, and takes part again once it is attached", async () => {
    const stage = await Stage.open();
    await stage.invite();
    const mara = stage.as("mara");
    await mara.slash("lore import", { file: harbourBook() }).reply();
    expect((await mara.slash("lore detach", { book: "harbour" }).reply()).content).toContain(
      "no longer takes part",
    );
    stage.as("alice").say("the lighthouse!");
    await stage.answered("Of course.");
    expect(promptOf(stage)).not.toContain("haunted");
    const choices = await mara.autocomplete("lore attach", { book: "har" }, "book").choices();
    expect(choices.map(({ name }) => name)).toEqual(["Harbour — 1 KiB"]);
    await mara.slash("lore attach", { book: String(choices[0]?.value) }).reply();
    stage.as("alice").say("the lighthouse, I say!");
    await stage.answered("Of course.");
    expect(promptOf(stage)).toContain("haunted");
  });

  test("a sticky entry stays and then cools down, across restarts of the bot, until a reset", async () => {
    // In the usual layout, what came up stays in sight until its part of the history goes.
    const stage = await Stage.open({ environment: { PROMPT_LAYOUT: "strict" } });
    await stage.invite();
    await stage
      .as("mara")
      .slash("lore import", { file: harbourBook({ sticky: 4, cooldown: 10 }) })
      .reply();
    const shown: boolean[] = [];
    const say = async (text: string) => {
      stage.as("alice").say(text);
      await stage.answered("Of course.");
      await stage.stopBot();
      await stage.startBot();
      shown.push(promptOf(stage).includes("haunted"));
    };
    for (const text of ["the lighthouse", "hm", "well", "the lighthouse", "the lighthouse"])
      await say(text);
    // Each message and its reply are two turns: sticky for four turns, then cooling down for ten.
    expect(shown).toEqual([true, true, false, false, false]);
    await resetChat(stage);
    await say("the lighthouse");
    expect(shown.at(-1)).toBe(true);
  });

  test("a book that is none is refused with the file and what is wrong in it", async () => {
    const stage = await Stage.open();
    await stage.invite();
    const say = async (file: UploadedFile) =>
      (await stage.as("mara").slash("lore import", { file }).reply()).content;
    expect(await say(aFile("broken.json", { name: "B", entries: "none" }))).toMatch(
      /^broken\.json: .*not a lorebook/,
    );
    expect(await say(aFile("worse.json", "{"))).toMatch(/^worse\.json: This is not valid JSON/);
    const long = { spec: "lorebook_v3", data: { entries: 7 } };
    expect(await say(aFile("list.json", long))).toBe(
      'list.json: This is not a lorebook that can be read: "entries" should be a list of entries.',
    );
  });

  test("a book of the same name isn't overwritten unasked", async () => {
    const stage = await Stage.open();
    await stage.invite();
    const mara = stage.as("mara");
    await mara.slash("lore import", { file: harbourBook() }).reply();
    const refused = await mara.slash("lore import", { file: harbourBook() }).reply();
    expect(refused.content).toContain('there is a lorebook "Harbour" already');
    const file = harbourBook({ content: "The lighthouse fell into the sea." });
    const replaced = await mara.slash("lore import", { file, replace: true }).reply();
    expect(replaced.content).toContain("in the place of the one before");
    stage.as("alice").say("the lighthouse?");
    await stage.answered("Of course.");
    expect(promptOf(stage)).toContain("fell into the sea");
    expect(promptOf(stage)).not.toContain("haunted");
  });

  test("anyone may test which entries a text would call up, and why, which changes nothing", async () => {
    const stage = await Stage.open();
    await stage.invite();
    await stage
      .as("mara")
      .slash("lore import", { file: harbourBook({ sticky: 9 }) })
      .reply();
    const answer = await stage.as("alice").slash("lore test", { text: "a whale!" }).reply();
    const [embed] = answer.embeds as { title: string; description: string }[];
    // Rosie's card has a book of its own, with an entry that is always active.
    expect(embed?.title).toMatch(/^2 of 6 entries active \(about \d+ tokens\)$/);
    expect(embed?.description).toMatch(/whale.*Harbour.*Active: .*"whale".*before the character/);
    const report = await attachedText(stage, answer);
    expect(report).toContain("none of its keys is in the last");
    stage.as("alice").say("nothing of that");
    await stage.answered("Of course.");
    expect(promptOf(stage)).not.toContain("whale has been seen");
  });

  test("an entry that is written in a form stands in the next prompt", async () => {
    const stage = await Stage.open();
    await stage.invite();
    const mara = stage.as("mara");
    const opened = mara.slash("lore add");
    await opened.modal();
    const answer = await mara
      .submitModal(opened, {
        title: "The cellar",
        keys: "cellar, stairs",
        content: "The cellar is flooded.",
        order: "5",
      })
      .reply();
    expect(answer.content).toContain("**The cellar** is in **Lore of this chat** now.");
    stage.as("alice").say("down the stairs!");
    await stage.answered("Of course.");
    expect(promptOf(stage)).toContain("The cellar is flooded.");
  });

  test("an entry that can't be written is refused with what to do, and nothing is written", async () => {
    const stage = await Stage.open();
    const mara = stage.as("mara");
    const nobody = await mara.slash("lore add").reply();
    expect(nobody.content).toContain("There is no chat in this channel yet.");
    expect(nobody.visibleTo).not.toBeNull();
    await stage.invite();
    const elsewhere = await mara.slash("lore add", { book: "Atlantis" }).reply();
    expect(elsewhere.content).toContain('There is no lorebook "Atlantis" here. Leave `book` out');

    const send = async (fields: Readonly<Record<string, string>>) => {
      const opened = mara.slash("lore add");
      await opened.modal();
      return mara.submitModal(opened, { keys: "cellar", order: "5", ...fields }).reply();
    };
    expect((await send({ content: "   " })).content).toContain("content");
    expect((await send({ content: "Flooded.", order: "first" })).content).toContain('"first"');
    expect(stage.files.audit.by(stage.simulator.user("mara").user.id)).toHaveLength(1);

    await stage.as("mara").slash("lore import", { file: harbourBook(), for: "server" }).reply();
    await stage.as("alice", "#library").slash("chat start", { character: "silas-crane" }).reply();
    const foreign = await stage
      .as("alice", "#library")
      .slash("lore add", { book: "Harbour" })
      .reply();
    expect(foreign.content).toContain("Manage Server");
  });

  test("what is odd about a book is told in the language of whoever brought it", async () => {
    const stage = await Stage.open();
    await stage.invite();
    const { simulator } = stage;
    simulator.build.setLocale(simulator.user("mara").user, "de");
    const odd = JSON.stringify({
      entries: [7, { keys: ["a"], content: "A", insertion_order: "x" }],
    });
    const answer = await stage
      .as("mara")
      .slash("lore import", { file: aFile("odd.json", odd) })
      .reply();
    expect(answer.content).toContain("⚠ Eintrag 1: ist kein Objekt und wird übergangen");
    expect(answer.content).toContain(
      '⚠ Eintrag 2: "insertion_order" sollte eine Zahl sein und zählt nicht',
    );
    const none = await stage
      .as("mara")
      .slash("lore import", { file: aFile("none.json", "{") })
      .reply();
    expect(none.content).toMatch(/^none\.json: Das Lorebook ist kein gültiges JSON \(.*\)\./);
  });

  test("an entry is changed in a form that shows what is there, and taken out again", async () => {
    const stage = await Stage.open();
    await stage.invite();
    const mara = stage.as("mara");
    await mara
      .slash("lore import", { file: harbourBook({ key: ["/light.?house/i", "beacon"] }) })
      .reply();
    const options = { book: "Harbour", entry: "light" };
    const [choice] = await mara.autocomplete("lore edit", options, "entry").choices();
    const entry = String(choice?.value);
    const opened = mara.slash("lore edit", { book: "Harbour", entry });
    const form = JSON.stringify(await opened.modal());
    expect(form).toContain("/light.?house/i, beacon");
    expect(form).toContain("The lighthouse is haunted.");
    const answer = await mara
      .submitModal(opened, {
        title: "The light",
        keys: "/light.?house/i, beacon",
        content: "The lighthouse is for sale.",
        order: "5",
      })
      .reply();
    expect(answer.content).toContain("**The light** in **Harbour** is changed");
    stage.as("alice").say("the light house?");
    await stage.answered("Of course.");
    expect(promptOf(stage)).toContain("is for sale.");
    const removed = await mara
      .slash("lore remove", { book: "Harbour", entry: "The light" })
      .reply();
    expect(removed.content).toContain("is out of **Harbour**");
    expect(await attachedText(stage, removed)).toContain("is for sale.");
    stage.as("alice").say("the lighthouse, I say!");
    await stage.answered("Of course.");
    expect(promptOf(stage)).not.toContain("is for sale.");
  });

  test("a book is renamed and deleted, comes along as a file, and both are written down", async () => {
    const stage = await Stage.open();
    await stage.invite();
    const mara = stage.as("mara");
    await mara.slash("lore import", { file: harbourBook() }).reply();
    const renamed = await mara.slash("lore rename", { book: "Harbour", name: " Lagoon " }).reply();
    expect(renamed.content).toBe("**Harbour** is called **Lagoon** now.");
    const deleted = await mara.slash("lore delete", { book: "Lagoon" }).reply();
    expect(deleted.content).toContain("**Lagoon** is gone");
    const file = aFile("again.json", await attachedText(stage, deleted));
    expect((await mara.slash("lore list").reply()).embeds).not.toContain("Lagoon");
    expect((await mara.slash("lore import", { file }).reply()).content).toContain("2 entries");
    const guildId = stage.messages()[0]?.guildId ?? null;
    const deeds = stage.files.audit.newest({ guildId, limit: 3 });
    expect(deeds.map(({ action, detail }) => [action, detail])).toEqual([
      ["lore.import", "Harbour"],
      ["lore.delete", "Lagoon"],
      ["lore.rename", "Harbour → Lagoon"],
    ]);
  });

  test("an exported book can be imported again", async () => {
    const stage = await Stage.open();
    await stage.invite();
    const mara = stage.as("mara");
    await mara.slash("lore import", { file: harbourBook() }).reply();
    for (const format of ["original", "sillytavern", "v3"]) {
      const answer = await mara.slash("lore export", { book: "Harbour", format }).reply();
      const file = aFile("again.json", await attachedText(stage, answer));
      const again = await mara.slash("lore import", { file, replace: true }).reply();
      expect(again.content).toContain("**Harbour** with 2 entries");
    }
  });

  test("only the host and those who manage channels change what a chat knows", async () => {
    const stage = await Stage.open();
    await stage.invite();
    const alice = stage.as("alice");
    const refusal = /who started this chat, and people with "Manage Channels" may do that/;
    for (const deed of [
      alice.slash("lore import", { file: harbourBook() }),
      alice.slash("lore add"),
      alice.slash("lore delete", { book: "x" }),
      alice.slash("note set", { text: "Be rude." }),
      alice.slash("debug prompt"),
    ])
      expect((await deed.reply()).content).toMatch(refusal);
    const server = stage.as("bob").slash("lore import", { file: harbourBook(), for: "server" });
    expect((await server.reply()).content).toMatch(/may/);
  });
});
