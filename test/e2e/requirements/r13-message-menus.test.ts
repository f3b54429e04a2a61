import { expect, test } from "vitest";
import { labelsOf, press } from "../../support/pressing.ts";
import { Stage } from "../../support/real-bot.ts";
import { SettingsPanel } from "../../support/settings-panel.ts";

/** A question of Alice's, and the reply to it. */
async function aReply() {
  const stage = await Stage.open();
  await stage.invite();
  const question = stage.as("alice").say("any news?");
  const reply = await stage.answered("Of course.");
  await stage.simulator.waitFor(() => labelsOf(reply).includes("1/1") || undefined);
  return { stage, question, reply };
}

test('R13: "Why this reply?" shows who asked the prompt of that reply, and strangers nothing of it', async () => {
  const { stage, reply } = await aReply();
  const shown = await stage.as("alice").messageMenu(reply, "Why this reply?").reply();
  expect(shown.visibleTo).toBe(stage.simulator.user("alice").user.id);
  expect(shown.embeds).toHaveLength(1);
  expect(shown.attachments.map(({ filename }) => filename)).toEqual(["prompt.txt"]);
  const stranger = await stage.as("bob").messageMenu(reply, "Why this reply?").reply();
  expect(stranger.content).toContain("Only the person whom it answers");
  expect(stranger.attachments).toEqual([]);
});

test('R13: "Message info" tells everyone who is behind a reply and behind a message of a person', async () => {
  const { stage, question, reply } = await aReply();
  const alice = stage.simulator.user("alice").user.id;
  const ofReply = await stage.as("bob").messageMenu(reply, "Message info").reply();
  const fields = JSON.stringify(ofReply.embeds);
  expect(fields).toContain("Rosie Oakhart");
  expect(fields).toContain(`<@${alice}>`);
  expect(fields).toContain("1 of 1");
  const ofQuestion = await stage.as("bob").messageMenu(question, "Message info").reply();
  expect(JSON.stringify(ofQuestion.embeds)).toContain(`Alice (<@${alice}>)`);
  const elsewhere = stage.as("bob", "#library").say("nothing to do with it");
  const none = await stage.as("bob", "#library").messageMenu(elsewhere, "Message info").reply();
  expect(none.content).toContain("no turn of the chat");
});

test("R13: where a server's settings say so, reactions are controls, and nobody else's count", async () => {
  const stage = await Stage.open({ replies: (_, call) => `Version ${call}.` });
  await stage.invite();
  const alice = stage.as("alice");
  alice.say("any news?");
  const reply = await stage.answered("Version 0.");
  // Off at first.
  alice.react(reply, "🔁");
  alice.unreact(reply, "🔁");
  const panel = await SettingsPanel.open(stage.as("mara"), "server settings");
  await panel.group("Replies");
  await panel.setting("Reactions are controls");
  await panel.press("on");

  stage.as("bob").react(reply, "🔁");
  alice.react(reply, "🔁");
  await stage.answered("Version 1.");
  await stage.simulator.waitFor(() => labelsOf(reply).includes("2/2") || undefined);
  expect(stage.scripted.started).toHaveLength(2);

  alice.react(reply, "📝");
  const offer = await stage.simulator.waitFor(() =>
    stage.messages().find((message) => labelsOf(message).includes("Edit")),
  );
  expect(offer.mentionedUserIds).toEqual([]);
  const form = press(stage, "alice", offer, "Edit").interaction;
  await form.modal();
  alice.submitModal(form, { text0: "In her words." });
  await stage.simulator.waitFor(() => reply.content === "In her words." || undefined);
  await stage.simulator.waitFor(() => labelsOf(reply).includes("2/2") || undefined);

  stage.as("bob").react(reply, "❓");
  const looked = await stage.simulator.waitFor(() =>
    stage.messages().find((message) => labelsOf(message).includes("Info")),
  );
  const info = await press(stage, "bob", looked, "Info").followed();
  expect(JSON.stringify(info.embeds)).toContain("2 of 2");

  stage.as("bob").react(reply, "❌");
  alice.react(reply, "❌");
  const asked = await stage.simulator.waitFor(() =>
    stage.messages().find((message) => labelsOf(message).includes("Delete it")),
  );
  press(stage, "alice", asked, "Delete it");
  await stage.simulator.waitFor(() => reply.deletedAt !== null || undefined);
});

test("R25: who edits or deletes a reply to somebody else stands in the audit log, who edits their own does not", async () => {
  const { stage, reply } = await aReply();
  const edit = async (user: string, text: string) => {
    const form = stage.as(user).messageMenu(reply, "Edit reply");
    await form.modal();
    stage.as(user).submitModal(form, { text0: text });
    await stage.answered(text);
    await stage.simulator.waitFor(() => labelsOf(reply).includes("1/1") || undefined);
  };
  await edit("alice", "In her words.");
  await edit("mara", "In other words.");
  const asked = await stage.as("mara").messageMenu(reply, "Delete turn").reply();
  press(stage, "mara", asked, "Delete it");
  await stage.simulator.waitFor(() => reply.deletedAt !== null || undefined);
  const mara = stage.simulator.user("mara").user.id;
  const alice = stage.simulator.user("alice").user.id;
  const entries = [mara, alice]
    .flatMap((user) => stage.files.audit.by(user))
    .filter(({ action }) => action.startsWith("turn."));
  expect(entries.map(({ action, detail, actorId }) => [action, detail, actorId])).toEqual([
    ["turn.edit", `Rosie Oakhart → ${alice}`, mara],
    ["turn.delete", `Rosie Oakhart → ${alice}`, mara],
  ]);
});
