import { describe, expect, test } from "vitest";
import { attachedText } from "../support/actor-files.ts";
import { Stage } from "../support/real-bot.ts";

function sectionsOf(stage: Stage, call = -1) {
  return stage.scripted.started.at(call)?.prompt.sections ?? [];
}

describe("/debug prompt", () => {
  test("shows exactly what the engine got for the newest reply", async () => {
    const stage = await Stage.open();
    await stage.invite();
    stage.as("alice").say("tell me of the cellar");
    await stage.answered("Of course.");
    const answer = await stage.as("mara").slash("debug prompt").reply();
    expect(answer.visibleTo).not.toBeNull();
    const text = await attachedText(stage, answer);
    const [embed] = answer.embeds as { title: string; fields: { name: string; value: string }[] }[];
    const request = stage.scripted.started.at(-1);
    for (const { id, role, text: section } of sectionsOf(stage))
      expect(text).toMatch(
        new RegExp(`=== ${escaped(id)} \\(${role}, \\d+ tokens\\)\n${escaped(section)}\n`),
      );
    expect(text.match(/^=== /gm)).toHaveLength(sectionsOf(stage).length + 3);
    expect(text).toMatch(/^=== what the chat template adds \(.*\d+ tokens\)/m);
    expect(text).toContain(`"seed":${request?.sampling.seed}`);
    expect(text).toContain(`=== the reply begins with\n${request?.prompt.replyPrefix}`);
    expect(embed?.title).toBe("What the model got for Rosie Oakhart's reply");
    const fields = new Map(embed?.fields.map(({ name, value }) => [name, value]));
    expect(fields.get("Seed")).toBe(String(request?.sampling.seed));
    expect(fields.get("Prompt")).toMatch(/^\d+ tokens, \d+ cached$/);
    expect([...fields.keys()].some((name) => name.startsWith("Lore ("))).toBe(true);
  });

  test("shows the prompt of an older reply as it was, whatever has changed since", async () => {
    const stage = await Stage.open({ replies: ["First.", "Second."] });
    await stage.invite();
    stage.as("alice").say("one");
    const first = await stage.answered("First.");
    await stage.as("mara").slash("note set", { text: "Now be rude." }).reply();
    stage.as("alice").say("two");
    await stage.answered("Second.");
    await stage.stopBot();
    await stage.startBot();
    const { guildId, channelId, id } = first;
    const link = `https://discord.com/channels/${guildId}/${channelId}/${id}`;
    const answer = await stage.as("mara").slash("debug prompt", { message: link }).reply();
    const text = await attachedText(stage, answer);
    for (const section of sectionsOf(stage, 0)) expect(text).toContain(section.text);
    expect(text).not.toContain("Now be rude.");
  });

  test("says why there is none for a greeting, for what a person wrote, and for another channel's reply", async () => {
    const stage = await Stage.open();
    const greeting = await stage.invite();
    const mara = stage.as("mara");
    const ask = async (message?: string) =>
      (await mara.slash("debug prompt", message === undefined ? {} : { message }).reply()).content;
    expect(await ask()).toBe("No reply has been written in this channel yet.");
    expect(await ask(greeting.id)).toContain("greetings have none");
    const said = stage.as("alice").say("hello");
    const reply = await stage.answered("Of course.");
    expect(await ask(said.id)).toContain("A person wrote this message");
    expect(await ask("what?")).toContain("no link of a message");
    await stage.invite("#library", "silas-crane");
    const elsewhere = stage.as("mara", "#library").slash("debug prompt", { message: reply.id });
    expect((await elsewhere.reply()).content).toContain("no reply of a character in this channel");
  });
});

describe("the author's note", () => {
  test("stands at its depth in every prompt from then on, over a restart, until it is cleared", async () => {
    const stage = await Stage.open();
    await stage.invite();
    const mara = stage.as("mara");
    const set = await mara.slash("note set", { text: "It is raining.", depth: 1 }).reply();
    expect(JSON.stringify(set.embeds)).toContain("1 turn follows");
    await stage.stopBot();
    await stage.startBot();
    const say = async (text: string) => {
      stage.as("alice").say(text);
      await stage.answered("Of course.");
      return sectionsOf(stage).map((section) => section.text);
    };
    const texts = await say("hello there");
    const note = texts.findIndex((text) => text.includes("It is raining."));
    const said = sectionsOf(stage)
      .map(({ id }, index) => (id.startsWith("history:") ? index : -1))
      .filter((index) => index !== -1);
    expect(said.filter((index) => index > note)).toEqual([texts.indexOf("Alice: hello there")]);
    expect(note).toBeGreaterThan(said[0] ?? Number.POSITIVE_INFINITY);
    expect(sectionsOf(stage)[note]?.role).toBe("system");
    expect((await mara.slash("note clear").reply()).content).toContain("gone");
    expect((await say("and now?")).join("\n")).not.toContain("It is raining.");
    expect((await mara.slash("note show").reply()).content).toContain("no author's note");
  });

  test("stands in every second prompt where that is asked", async () => {
    const stage = await Stage.open();
    await stage.invite();
    await stage.as("mara").slash("note set", { text: "It is raining.", interval: 2 }).reply();
    const shown: boolean[] = [];
    for (const text of ["one", "two", "three", "four"]) {
      stage.as("alice").say(text);
      await stage.answered("Of course.");
      shown.push(sectionsOf(stage).some((section) => section.text.includes("It is raining.")));
    }
    expect(shown).toEqual([false, true, false, true]);
  });

  test("keeps what isn't given, and refuses one that says nothing", async () => {
    const stage = await Stage.open();
    await stage.invite();
    const mara = stage.as("mara");
    const refused = await mara.slash("note set", { depth: 2 }).reply();
    expect(refused.content).toContain("The note's text is empty.");
    await mara.slash("note set", { text: "Be brief.", depth: 2, role: "user" }).reply();
    await mara.slash("note set", { interval: 3 }).reply();
    const shown = JSON.stringify((await mara.slash("note show").reply()).embeds);
    for (const part of ["Be brief.", "2 turns follow", "every 3 messages", "the user's"])
      expect(shown).toContain(part);
  });
});

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
}
