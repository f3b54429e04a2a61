import { copyFileSync, mkdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { openEngine } from "../../../src/app/open-engine.ts";
import { loadSettings } from "../../../src/config/load-settings.ts";
import { systemClock } from "../../../src/lib/clock.ts";
import { silentLogger } from "../../../src/lib/logger.ts";
import type { SimMessage } from "../../../src/simulator/world/records.ts";
import { demoModelFile } from "../../support/demo-request.ts";
import { Stage } from "../../support/real-bot.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { testGpu } from "../../support/test-gpu.ts";
import { writeTinyModel } from "../../support/tiny-model.ts";

/** The tiny model says nothing but this. */
const word = "ø";

/** The real engine over a folder with the demo model and a tiny one. Mara owns the bot. */
async function openStage(environment: Readonly<Record<string, string>> = {}) {
  const folder = temporaryFolder();
  onTestFinished(() => folder[Symbol.dispose]());
  const directory = join(folder.path, "models");
  mkdirSync(directory);
  copyFileSync(demoModelFile, join(directory, "demo.gguf"));
  writeTinyModel(join(directory, "tiny.gguf"), { name: "Tiny", word, contextLength: 16_384 });
  const settings = loadSettings({
    MODELS_DIR: directory,
    MODEL: "demo.gguf",
    CONTEXT_SIZE: "16384",
    SLOTS: "2",
    GPU: testGpu,
    THREADS: "1",
    KEPT_STATES_MB: "0",
    ...environment,
  });
  const signal = new AbortController().signal;
  const context = { logger: silentLogger, clock: systemClock, print: () => {}, signal };
  const opened = await openEngine(settings, context);
  const stage = await Stage.open({
    opened,
    environment: { MAX_REPLY_TOKENS: "24" },
  });
  /** What a command says in the end, after what it says on the way. */
  const finalAnswer = async (
    user: string,
    name: string,
    options: Readonly<Record<string, string>>,
    channel = "#tavern",
  ): Promise<string> => {
    const message = await stage.as(user, channel).slash(name, options).reply();
    await stage.simulator.waitFor(() => (isFinal(message) ? message : undefined), {
      what: `the end of /${name}`,
    });
    return message.content;
  };
  const shown = async (channel = "#tavern") =>
    (await stage.as("alice", channel).slash("model show").reply()).content.split("\n")[0];
  return { stage, directory, finalAnswer, shown };
}

function isFinal({ content }: SimMessage): boolean {
  return content !== "" && !/^(Looking into|Waiting for|Loading|Trying) /.test(content);
}

test("R16: operators switch models, for a channel, a server or the bot; what holds is shown, and outlives a restart", async () => {
  const { stage, finalAnswer, shown } = await openStage();
  expect(await shown()).toBe("◉ **demo** answers here. Nobody chose one: it is the default.");

  expect(await finalAnswer("alice", "model use", { model: "tiny" })).toContain("operators");
  expect(await shown()).toContain("Nobody chose one");

  expect(await finalAnswer("mara", "model use", { model: "tiny", for: "bot" })).toContain("Tiny");
  expect(await shown()).toContain("**tiny** answers here. Chosen for wherever nobody chose");
  await finalAnswer("mara", "model use", { model: "demo", for: "server" });
  expect(await shown()).toBe("◉ **demo** answers here. Chosen for this server.");
  await finalAnswer("mara", "model use", { model: "tiny" });
  expect(await shown()).toBe("◉ **tiny** answers here. Chosen for this channel.");
  expect(await shown("#library")).toBe("◉ **demo** answers here. Chosen for this server.");

  const names = async (channel: string) =>
    (
      await stage.as("mara", channel).autocomplete("model use", { model: "" }, "model").choices()
    ).map(({ name }) => name.split(",")[0]);
  expect(await names("#tavern")).toEqual(["demo", "◉ tiny"]);
  expect(await names("#library")).toEqual(["◉ demo", "tiny"]);

  // What the catalogue knows how to get is suggested; an address is typed.
  const pull = stage.as("mara").autocomplete("model pull", { source: "qwen" }, "source");
  expect((await pull.choices()).map(({ value }) => value)).toContain("qwen-3");

  // A chat may begin with one, for who may choose.
  const begin = { character: "silas-crane", model: "tiny" };
  const refused = await finalAnswer("alice", "chat start", begin, "#library");
  expect(refused).toContain("operators");
  expect(await shown("#library")).toBe("◉ **demo** answers here. Chosen for this server.");
  const begun = await finalAnswer("mara", "chat start", begin, "#library");
  expect(begun).toMatch(/\*\*Silas Crane\*\* is here\.[\s\S]*Tiny/);
  expect(await shown("#library")).toBe("◉ **tiny** answers here. Chosen for this channel.");

  await stage.invite();
  stage.as("alice").say("Any stew left?");
  await stage.answered(/^ø+$/);

  await stage.stopBot();
  await stage.startBot();
  expect(await shown()).toBe("◉ **tiny** answers here. Chosen for this channel.");
  stage.as("alice").say("And ale?");
  await stage.answered(/^ø+$/);
  expect(await finalAnswer("mara", "model use", {})).toContain("demo");
  expect(await shown()).toBe("◉ **demo** answers here. Chosen for this server.");
}, 120_000);

test("R16: a role may be let choose; its members choose for channels and the server, and not for the bot", async () => {
  const { stage, finalAnswer, shown } = await openStage();
  const { build, world } = stage.simulator;
  const [guild] = world.guilds;
  if (guild === undefined) throw new Error("no guild");
  const keepers = build.createRole(guild, { name: "Keepers", permissions: [] });
  build.addMember(guild, stage.simulator.user("alice").user, { roles: [keepers] });
  const ask = (user: string, place: string) =>
    finalAnswer(user, "model use", { model: "tiny", for: place });
  expect(await finalAnswer("alice", "model role", { role: keepers.id })).toContain("operators");
  expect(await finalAnswer("mara", "model role", { role: keepers.id })).toMatch(
    /<@&\d+> may choose/,
  );
  expect(await ask("bob", "channel")).toMatch(/members of <@&\d+> may choose/);
  expect(await ask("alice", "bot")).toContain("Only the operators");
  expect(await shown()).toContain("**demo**");
  expect(await ask("alice", "server")).toContain("**Tiny** answers on this server");
  expect(await shown("#library")).toBe("◉ **tiny** answers here. Chosen for this server.");
  await finalAnswer("mara", "model role", {});
  expect(await finalAnswer("alice", "model use", { for: "server" })).toContain(
    "Only the operators",
  );
}, 120_000);

test("R16: a model that is broken, or fails while it is loaded, is refused in one line, and the one before answers on", async () => {
  const { stage, directory, finalAnswer, shown } = await openStage({ MODELS_LOADED: "1" });
  await stage.invite();
  await finalAnswer("mara", "model use", { model: "tiny" });
  writeFileSync(join(directory, "broken.gguf"), readFileSync(demoModelFile).subarray(0, 900_000));
  const refusal = await finalAnswer("mara", "model use", { model: "broken" });
  expect(refusal).toContain("broken.gguf");
  expect(refusal.split("\n")).toHaveLength(1);
  expect(await shown()).toBe("◉ **tiny** answers here. Chosen for this channel.");
  stage.as("alice").say("Any stew left?");
  await stage.answered(/^ø+$/);
  // One that was sound when it was looked into, and isn't any more: the other has left for it, and comes back.
  const late = join(directory, "late.gguf");
  const longAgo = new Date("2024-01-01");
  copyFileSync(demoModelFile, late);
  utimesSync(late, longAgo, longAgo);
  await stage.as("mara").slash("model info", { model: "late" }).reply();
  writeFileSync(late, "none", { flag: "r+" });
  utimesSync(late, longAgo, longAgo);
  const failed = await finalAnswer("mara", "model use", { model: "late" });
  expect(failed).toContain("The model can't be loaded");
  expect(failed.split("\n")).toHaveLength(1);
  expect(await shown()).toBe("◉ **tiny** answers here. Chosen for this channel.");
  stage.as("alice").say("Any bread?");
  await stage.answered(/^ø+$/);
  // The file of the model that answers goes away as well: what is in memory answers on.
  rmSync(join(directory, "demo.gguf"));
  const gone = await finalAnswer("mara", "model use", { model: "demo" });
  expect(gone).toContain('There is no model "demo" here');
  stage.as("alice").say("And ale?");
  await stage.answered(/^ø+$/);
}, 120_000);

test("R19: /model info shows the prompt format, and how the model did when it was tried after loading", async () => {
  const { stage, finalAnswer } = await openStage();
  const fields = async (model: string) => {
    const { embeds } = await stage.as("alice").slash("model info", { model }).reply();
    const [embed] = embeds as readonly { fields: readonly { name: string; value: string }[] }[];
    return Object.fromEntries(embed?.fields.map(({ name, value }) => [name, value]) ?? []);
  };
  const demo = await fields("demo");
  expect(demo["Prompt format"]).toBe("its own chat template");
  expect(demo["Self-test"]).toMatch(/^Tried out: it ends its replies and shows no marks\. \d/);
  expect((await fields("tiny"))["Self-test"]).toBe("not tried yet: it wasn't loaded");

  // The tiny model never ends a turn, and has no chat template: that is found out by trying, and told.
  const used = await finalAnswer("mara", "model use", { model: "tiny" });
  expect(used).toContain("⚠ Tried out: it didn't end its reply by itself.");
  const tiny = await fields("tiny");
  expect(tiny["Prompt format"]).toBe("plain");
  expect(tiny["Self-test"]).toContain("⚠ Tried out: it didn't end its reply by itself.");
}, 120_000);

test("R20: whether a model fits is said before it is loaded, and one that is too large is refused in one line", async () => {
  // More conversations of this length than any machine has memory for.
  const { stage, directory, finalAnswer, shown } = await openStage({ CONTEXT_SIZE: "2000000000" });
  writeTinyModel(join(directory, "huge.gguf"), { name: "Huge", word, contextLength: 4e9 });
  const info = await stage.as("alice").slash("model info", { model: "tiny" }).reply();
  expect(JSON.stringify(info.embeds)).toMatch(
    /About .* of weights, .* for conversations .*Free in memory: .*fits/,
  );
  const refusal = await finalAnswer("mara", "model use", { model: "huge" });
  expect(refusal).toMatch(/Huge doesn't fit in memory\. It takes about .* It would fit with/);
  expect(refusal.split("\n")).toHaveLength(1);
  expect(await shown()).toContain("**demo**");
}, 120_000);
