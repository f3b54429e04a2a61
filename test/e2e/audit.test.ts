import { expect, test } from "vitest";
import { labelsOf, press, resetChat } from "../support/pressing.ts";
import { Stage } from "../support/real-bot.ts";
import { SettingsPanel } from "../support/settings-panel.ts";

test("who starts, resets, stops or changes a chat is in the audit log, and who looks or fails isn't", async () => {
  const stage = await Stage.open();
  await stage.invite();
  const mara = stage.as("mara");
  stage.as("alice").say("These words are nobody's business.");
  await stage.answered("Of course.");
  await mara.slash("note set", { text: "Words of the note." }).reply();
  await mara.slash("note show").reply();
  await mara.slash("note clear").reply();
  await mara.slash("note clear").reply();
  await mara.slash("character add", { character: "isolde-marrow" }).reply();
  await mara.slash("character tune", { character: "isolde-marrow", muted: true }).reply();
  await mara.slash("character remove", { character: "isolde-marrow" }).reply();
  await mara.slash("character list").reply();
  await mara.slash("memory pin", { text: "Words of a fact." }).reply();
  const isSaid = (text: string) => stage.answered(text);
  await mara.slash("narrate", { text: "Words of the narrator." }).reply();
  await isSaid("Words of the narrator.");
  await mara.slash("say-as", { character: "rosie-oakhart", text: "Words of a host." }).reply();
  await isSaid("Words of a host.");
  await mara.slash("chat next", { character: "rosie-oakhart" }).reply();
  await isSaid("Of course.");
  await mara.slash("chat continue").reply();
  const reset = await resetChat(stage);
  await press(stage, "mara", reset, "unreset").followed();
  await mara.slash("chat stop").reply();
  // Refused: she isn't there any more.
  await mara.slash("character tune", { character: "isolde-marrow", muted: true }).reply();

  const { id: actorId } = stage.simulator.user("mara").user;
  const entries = stage.files.audit.by(actorId);
  expect(entries.map(({ action, detail }) => `${action}: ${detail}`)).toEqual([
    "chat.start: Rosie Oakhart",
    "note.set: text",
    "note.clear: ",
    "character.add: Isolde Marrow",
    "character.tune: Isolde Marrow",
    "character.remove: Isolde Marrow",
    "memory.pin: ",
    "narrate: ",
    "say-as: Rosie Oakhart",
    "chat.next: Rosie Oakhart",
    "chat.continue: ",
    expect.stringMatching(/^chat\.reset: \d+ messages$/),
    "chat.reset: taken back",
    "chat.stop: ",
  ]);
  const panel = await SettingsPanel.open(mara);
  await panel.group("Who is answered");
  await panel.setting("Characters answer");
  await panel.press("off");
  const log = JSON.stringify((await mara.slash("audit log").reply()).embeds);
  expect(log).toContain(`setting **Characters answer**: off (<#${stage.as("mara").channel.id}>)`);
  expect(log).toMatch(/<\/chat stop:\d+>/);
  expect(log).not.toContain("Words of");
});

test("what is set up, pinned, branched off and dropped below a reply is in the audit log too", async () => {
  const stage = await Stage.open({ replies: (_, call) => `Reply number ${call}.` });
  const mara = stage.as("mara");
  await mara.slash("setup", { character: "rosie-oakhart" }).reply();
  await stage.answered(/Crooked Lantern/);
  await mara.slash("setup", { answer: "always" }).reply();
  await mara.slash("setup").reply();
  mara.say("one");
  const first = await stage.answered("Reply number 0.");
  mara.say("two");
  const second = await stage.answered("Reply number 1.");
  await stage.simulator.waitFor(() => labelsOf(second).includes("1/1") || undefined);
  const use = async (name: string) => {
    const menu = await mara.messageMenu(first, "Regenerate / swipe").reply();
    return press(stage, "mara", menu, name).followed();
  };
  await use("Pin to memory");
  const thread = /<#(\d+)>/.exec((await use("Branch to thread")).content)?.[1];
  await press(stage, "mara", await use("again"), "Drop").settled();
  await stage.simulator.waitFor(() => second.deletedAt !== null || undefined);

  const { id: actorId } = stage.simulator.user("mara").user;
  const entries = stage.files.audit.by(actorId);
  expect(entries.map(({ action, detail }) => `${action}: ${detail}`)).toEqual([
    "setup: Rosie Oakhart",
    "setup: always",
    "memory.pin: ",
    `turn.branch: Rosie Oakhart in <#${thread}>`,
    "turn.drop: 1 reply",
  ]);
});
