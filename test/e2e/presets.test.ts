import { expect, test } from "vitest";
import { builtInPresets } from "../../src/conversation/presets/built-in-presets.ts";
import { defaultSampling } from "../../src/generation/sampling-defaults.ts";
import { jsonFile } from "../support/card-files.ts";
import { Stage } from "../support/real-bot.ts";

/** What the newest reply in the tavern was asked for with, without its dice, as it is kept. */
function keptSampling(stage: Stage) {
  const { store } = stage.files;
  const channel = stage.simulator.world.channel("#tavern");
  const conversation = store.ofChannel(channel?.id ?? "");
  const newest = store.lastPrompted(conversation?.id ?? "");
  const kept = newest === undefined ? undefined : store.promptOf(newest.id);
  const { seed: _, ...sampling } = kept?.prompt.sampling ?? { seed: 0 };
  return sampling;
}

async function answerTo(stage: Stage, text: string, call: number): Promise<void> {
  stage.as("alice").say(text);
  await stage.answered(`Reply ${call}.`);
  await stage.simulator.waitFor(() => stage.files.store.owedTurns().length === 0 || undefined);
}

const settingsOf = (id: string) => builtInPresets.find((preset) => preset.id === id)?.settings;

test("a chosen preset is what the next reply is sampled with, the chat's before the server's, after a restart too", async () => {
  const stage = await Stage.open({ replies: (_, call) => `Reply ${call}.` });
  await stage.invite();
  await answerTo(stage, "one", 0);
  expect(keptSampling(stage)).toEqual(defaultSampling);

  const mara = stage.as("mara");
  await mara.slash("preset set", { preset: "stable", for: "server" }).reply();
  await answerTo(stage, "two", 1);
  expect(keptSampling(stage)).toEqual(settingsOf("stable"));

  const chosen = await mara.slash("preset set", { preset: "creative" }).reply();
  expect(chosen.content).toContain("**Creative**");
  await answerTo(stage, "three", 2);
  expect(keptSampling(stage)).toEqual(settingsOf("creative"));

  await stage.stopBot();
  await stage.startBot();
  await answerTo(stage, "four", 3);
  expect(keptSampling(stage)).toEqual(settingsOf("creative"));

  await mara.slash("preset set").reply();
  const shown = await mara.slash("preset show").reply();
  expect(JSON.stringify(shown.embeds)).toMatch(/Stable.*Chosen for this server/);
  await answerTo(stage, "five", 4);
  expect(keptSampling(stage)).toEqual(settingsOf("stable"));
});

test("guests choose no preset for others' chats or the server, and a character's own holds beside the server's", async () => {
  const stage = await Stage.open({ replies: (_, call) => `Reply ${call}.` });
  await stage.invite();
  const asAlice = await stage.as("alice").slash("preset set", { preset: "creative" }).reply();
  expect(asAlice.content).toContain("who started this chat");
  const mara = stage.as("mara");
  await mara.slash("preset set", { preset: "stable", for: "server" }).reply();
  await mara
    .slash("preset set", { preset: "old-models", for: "character", character: "rosie-oakhart" })
    .reply();
  await answerTo(stage, "one", 0);
  expect(keptSampling(stage)).toEqual(settingsOf("old-models"));
});

test("a preset of SillyTavern is taken from its file, chosen by its name and deleted again", async () => {
  const stage = await Stage.open({ replies: (_, call) => `Reply ${call}.` });
  await stage.invite();
  const mara = stage.as("mara");
  const bytes = jsonFile({ temp: 0.35, top_k: 12, no_repeat_ngram_size: 3 });
  const file = { filename: "Winter.json", contentType: "application/json", bytes };
  const imported = await mara.slash("preset import", { file }).reply();
  expect(imported.content).toMatch(/\*\*Winter\*\* is here.*\n.*no_repeat_ngram_size/s);
  await mara.slash("preset set", { preset: "winter" }).reply();
  await answerTo(stage, "one", 0);
  expect(keptSampling(stage)).toEqual({ ...defaultSampling, temperature: 0.35, topK: 12 });
  await mara.slash("preset delete", { preset: "Winter" }).reply();
  await answerTo(stage, "two", 1);
  expect(keptSampling(stage)).toEqual(defaultSampling);
});
