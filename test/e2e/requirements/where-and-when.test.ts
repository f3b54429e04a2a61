import { describe, expect, test } from "vitest";
import { askWhy } from "../../support/ask-why.ts";
import { Stage } from "../../support/real-bot.ts";
import { SettingsPanel } from "../../support/settings-panel.ts";

function why(stage: Stage, message: { readonly id: string }, channel = "#tavern") {
  return askWhy(stage, message, { channel });
}

/** Says something and resolves with why it was not answered, once it was heard. */
async function silence(stage: Stage, person: string, text: string, channel = "#tavern") {
  return why(stage, stage.as(person, channel).say(text), channel);
}

describe("R9: a policy of triggers for each channel", () => {
  test("R9: what counts as a call is set in a panel, holds at once, and says where it comes from", async () => {
    const stage = await Stage.open();
    const mara = stage.as("mara");
    await mara.slash("character add", { character: "rosie-oakhart", greeting: "none" }).reply();
    const alice = stage.as("alice");
    alice.say("Rosie, any stew?");
    await stage.answered("Of course.");

    const panel = await SettingsPanel.open(mara);
    expect(panel.line("What counts as a call")).toContain("default");
    await panel.setting("What counts as a call");
    await panel.choose("What counts as a call", ["a mention of me", "a keyword"]);
    expect(panel.line("What counts as a call")).toContain(
      "a mention of me, a keyword · set for the channel",
    );
    await panel.setting("Keywords");
    await panel.type("stew\nround of ale");
    expect(panel.line("Keywords")).toContain("stew, round of ale");
    await panel.setting("Chance to join in uncalled");
    await panel.type("often");
    expect(panel.notice).toContain(
      "**Chance to join in uncalled** stays as it was. A whole number from 0 to 100, in percent.",
    );
    await panel.type("0");
    expect(panel.notice).toBe("");
    expect(panel.line("Chance to join in uncalled")).toContain("0 % · set for the channel");

    const name = alice.say("Rosie?");
    const keyword = alice.say("Somebody bring a ROUND OF ALE!");
    await stage.answered("Of course.");
    expect(await why(stage, name)).toContain("it calls nobody");
    expect(await why(stage, keyword)).toContain("a keyword in it");

    await panel.setting("What counts as a call");
    await panel.press("Inherit");
    expect(panel.line("What counts as a call")).toContain("default");
    const again = alice.say("Rosie?");
    await stage.answered("Of course.");
    expect(await why(stage, again)).toContain("a character's name in it");
  });

  test("R9: a chance is rolled, and bounded by a pause", async () => {
    const stage = await Stage.open({
      environment: { PLACE_DEFAULTS: '{"together":false,"chance":100,"chanceCooldown":3600}' },
    });
    const mara = stage.as("mara");
    await mara.slash("character add", { character: "rosie-oakhart", greeting: "none" }).reply();
    const first = stage.as("alice").say("Nice weather today.");
    await stage.answered("Of course.");
    const second = stage.as("alice").say("Very nice weather.");
    expect(await why(stage, first)).toContain("by chance");
    expect(await why(stage, second)).toContain(
      "it calls nobody, and after a reply nobody joins in",
    );
  });

  test("R9: a thread inherits from its channel, answers as it does, and can differ", async () => {
    const stage = await Stage.open();
    await stage.invite();
    const { build, world } = stage.simulator;
    const tavern = world.channel("#tavern");
    const owner = world.user("alice");
    if (!tavern || !owner) throw new Error("unreachable");
    build.createThread({ parent: tavern, name: "cellar", owner });
    stage.as("alice", "#cellar").say("It is dark here.");
    const reply = await stage.answered("Of course.", "#cellar");
    expect(reply.author).toMatchObject({ name: "Rosie Oakhart" });
    expect(reply.author.webhookId).not.toBeNull();
    // A memory of its own: what was said in the channel isn't in its prompt.
    expect(stage.scripted.started.at(-1)?.prompt.sections.at(-1)?.text).toBe(
      "Alice: It is dark here.",
    );

    const panel = await SettingsPanel.open(stage.as("mara", "#cellar"));
    await panel.setting("Only the host is answered");
    await panel.press("on");
    expect(panel.line("Only the host is answered")).toContain("on · set for this thread");
    const guest = stage.as("bob", "#cellar").say("Hello?");
    expect(await why(stage, guest, "#cellar")).toContain("only the host");
    stage.as("bob").say("Hello out here?");
    await stage.answered("Of course.");
    stage.as("mara", "#cellar").say("Hello?");
    await stage.answered("Of course.", "#cellar");
  });

  test("R9: a category's settings hold in its channels and their threads, a role's for what its members say", async () => {
    const stage = await Stage.open();
    const { build, world } = stage.simulator;
    const [guild] = world.guilds;
    const alice = world.user("alice");
    if (!guild || !alice) throw new Error("unreachable");
    const category = build.createChannel({ guild, name: "Inns", kind: "category" });
    const parent = build.createChannel({ guild, name: "attic", category });
    build.createThread({ parent, name: "chest", owner: alice });
    const role = build.createRole(guild, { name: "Guests", permissions: [] });
    build.addMember(guild, alice, { roles: [role] });
    const mara = stage.as("mara", "#attic");
    await mara.slash("character add", { character: "rosie-oakhart", greeting: "none" }).reply();

    const panel = await SettingsPanel.open(mara);
    await panel.scope("this category");
    await panel.setting("What counts as a call");
    await panel.choose("What counts as a call", ["a mention of me"]);
    expect(await silence(stage, "bob", "Rosie?", "#attic")).toContain("it calls nobody");
    expect(await silence(stage, "bob", "Rosie?", "#chest")).toContain("it calls nobody");
    const here = await SettingsPanel.open(mara);
    expect(here.line("What counts as a call")).toContain("a mention of me · from the category");

    const ofRole = await SettingsPanel.open(mara, "server settings", { role: role.id });
    await ofRole.setting("What counts as a call");
    await ofRole.choose("What counts as a call", ["a character's name"]);
    stage.as("alice", "#chest").say("Rosie?");
    await stage.answered("Of course.", "#chest");
    expect(await silence(stage, "bob", "Rosie?", "#chest")).toContain("it calls nobody");
    await ofRole.setting("Characters answer");
    await ofRole.press("off");
    expect(await silence(stage, "alice", "Rosie?", "#attic")).toContain("switched off here or for");
  });

  test("R9: a second message before any text of the reply joins it, and a single one isn't held up", async () => {
    const stage = await Stage.open({
      environment: { PLACE_DEFAULTS: "{}" },
      replies: (_, call) => (call === 0 ? { steps: [{ hold: new Promise(() => {}) }] } : "Both."),
    });
    await stage.invite();
    const greetings = stage.messages().length;
    const alice = stage.as("alice");
    alice.say("Rosie?");
    await expect.poll(() => stage.scripted.started.length, { timeout: 20_000 }).toBe(1);
    alice.say("Is there stew?");
    await stage.answered("Both.");
    expect(stage.transcript().slice(greetings)).toEqual([
      "Alice: Rosie?",
      "Alice: Is there stew?",
      "Rosie Oakhart: Both.",
    ]);
    const prompts = stage.scripted.started.map(({ prompt }) => prompt.sections.at(-1)?.text);
    expect(prompts).toEqual(["Alice: Rosie?", "Alice: Is there stew?"]);
  });

  test("R9: a burst of one person gets one reply, and a restart in the middle loses nothing", async () => {
    const stage = await Stage.open({ environment: { PLACE_DEFAULTS: '{"burst":30}' } });
    await stage.invite();
    const alice = stage.as("alice");
    for (const text of ["Rosie?", "I have a question.", "Is there stew?"]) alice.say(text);
    await silence(stage, "bob", "((a pause))");
    expect(stage.scripted.started).toHaveLength(0);
    await stage.stopBot();
    await stage.startBot();
    await stage.answered("Of course.");
    expect(stage.scripted.started).toHaveLength(1);
    const prompt = stage.scripted.started[0]?.prompt.sections.map(({ text }) => text);
    expect(prompt?.slice(-3)).toEqual([
      "Alice: Rosie?",
      "Alice: I have a question.",
      "Alice: Is there stew?",
    ]);
  });
});

describe("R10: where it may speak, and why it doesn't", () => {
  test("R10: ignored people, roles and channels are left alone, and what is said beside the story isn't remembered", async () => {
    const stage = await Stage.open();
    await stage.invite();
    await stage.invite("#library", "silas-crane");
    const { build, world } = stage.simulator;
    const guild = world.guilds[0];
    const alice = world.user("alice");
    if (!guild || !alice) throw new Error("unreachable");
    const role = build.createRole(guild, { name: "Quiet", permissions: [] });
    build.addMember(guild, alice, { roles: [role] });

    const panel = await SettingsPanel.open(stage.as("mara"), "server settings");
    await panel.setting("Roles that are ignored");
    await panel.choose("Roles that are ignored", [role.id]);
    expect(panel.line("Roles that are ignored")).toContain(`<@&${role.id}> · from the server`);
    expect(await silence(stage, "alice", "Rosie?")).toContain("a role of this person");
    await panel.choose("Roles that are ignored", []);
    await panel.setting("Channels that are ignored");
    await panel.choose("Channels that are ignored", [world.channel("#library")?.id ?? ""]);
    expect(await silence(stage, "alice", "Silas?", "#library")).toContain("this channel is on");
    const here = await SettingsPanel.open(stage.as("mara"));
    await here.setting("People who are ignored");
    await here.choose("People who are ignored", ["alice"]);
    expect(await silence(stage, "alice", "Rosie?")).toContain("this person is on the list");

    expect(await silence(stage, "bob", "// Rosie, brb")).toContain("beside the story");
    stage.as("bob").say("Hello ((I am back)) Rosie.");
    await stage.answered("Of course.");
    const prompt = stage.scripted.started.at(-1)?.prompt.sections.map(({ text }) => text);
    expect(prompt?.filter((text) => /^(Bob|Alice):/.test(text))).toEqual(["Bob: Hello Rosie."]);
  });

  test("R10: it is silent until somebody is added, and direct messages can be switched off", async () => {
    const stage = await Stage.open();
    const said = stage.as("alice").say("Rosie?");
    expect(await why(stage, said)).toContain("no character is here");
    const begun = stage.simulator.user("bob").directMessage();
    const rosie = { character: "rosie-oakhart" };
    await begun.slash("chat start", { ...rosie, greeting: "none" }).reply();
    await stage.stopBot();
    await stage.startBot({ DIRECT_MESSAGES: "false" });
    const message = begun.say("Hello?");
    const told = await begun.slash("debug why", { message: message.id }).reply();
    expect(told.content).toContain("switched direct messages off");
    const fresh = stage.simulator.user("alice").directMessage();
    for (const command of ["chat start", "character add"])
      expect((await fresh.slash(command, rosie).reply()).content).toContain(
        "switched direct messages off",
      );
    fresh.say("Hello?");
    const hint = await stage.simulator.waitFor(
      () => stage.messages(fresh.channel.id).find(({ content }) => content.includes("off")),
      { what: "a hint" },
    );
    expect(hint.visibleTo).toBeNull();
  });

  test("R10: settings are for those who manage, in the panel and in each press of it", async () => {
    const stage = await Stage.open();
    const { build, world } = stage.simulator;
    // Discord itself doesn't show the command to those who may not use it.
    expect(() => stage.as("bob").slash("channel settings")).toThrow("permissions are missing");
    const guild = world.guilds[0];
    const bob = world.user("bob");
    if (!guild || !bob) throw new Error("unreachable");
    const role = build.createRole(guild, { name: "Helper", permissions: ["MANAGE_CHANNELS"] });
    build.addMember(guild, bob, { roles: [role] });
    const panel = await SettingsPanel.open(stage.as("bob"));
    await panel.setting("Characters answer");
    build.addMember(guild, bob, { roles: [] });
    await panel.press("off");
    const seen = await SettingsPanel.open(stage.as("mara"));
    expect(seen.line("Characters answer")).toContain("on · default");
  });
});
