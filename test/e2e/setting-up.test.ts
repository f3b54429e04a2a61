import { expect, test } from "vitest";
import type { SimMessage } from "../../src/simulator/world/records.ts";
import { Stage } from "../support/real-bot.ts";

/** The steps of the panel, as `✅ Model: …`. */
function steps({ embeds }: SimMessage): readonly string[] {
  const [embed] = embeds as { fields?: { name: string; value: string }[] }[];
  return (embed?.fields ?? []).map(({ name, value }) => `${name}: ${value}`);
}

test("a new admin comes from the invitation to the first reply, and learns what is missing on the way", async () => {
  const stage = await Stage.open();
  const mara = stage.as("mara");
  const { channel } = mara;
  stage.simulator.build.setPermissions({
    channel,
    of: "bot",
    deny: ["MANAGE_WEBHOOKS", "ATTACH_FILES"],
  });
  const first = steps(await mara.slash("setup").reply());
  expect(first[0]).toMatch(
    /^❌ .*This channel denies me: Attach Files, Manage Webhooks\. Open Edit Channel/,
  );
  expect(first[1]).toMatch(/^❌ .*"Manage Webhooks"/);
  expect(first[2]).toBe("✅ Model: Running: scripted.");
  expect(first[3]).toMatch(/^✅ .*5 characters are there\./);
  expect(first[4]).toMatch(/^❌ A character in this channel: /);

  stage.simulator.build.setPermissions({ channel, of: "bot", deny: [] });
  const chosen = await mara
    .slash("setup", { character: "rosie-oakhart", answer: "always" })
    .reply();
  expect(chosen.content).toContain("greets in the channel");
  expect(steps(chosen).map((step) => step[0])).toEqual(["✅", "✅", "✅", "✅", "✅"]);
  await stage.answered(/Crooked Lantern/);

  const asked = await mara.slash("setup", { test: true }).reply();
  expect(asked.content).toContain("The reply appears in the channel.");
  const reply = await stage.answered("Of course.");
  expect(reply.author.name).toBe("Rosie Oakhart");
  expect(stage.messages().at(-2)?.content).toBe(
    "**Mara**: Hello! Who are you, and what is this place?",
  );
  expect(stage.scripted.started[0]?.prompt.sections.at(-1)?.text).toBe(
    "Mara: Hello! Who are you, and what is this place?",
  );
});

test("a new admin sets a channel up by what stands below the steps alone", async () => {
  const stage = await Stage.open();
  const mara = stage.as("mara");
  const library = stage.simulator.world.channel("#library");
  if (library === undefined) throw new Error("unreachable");
  const panel = await mara.slash("setup").reply();
  /** Uses something of the panel, and resolves with the steps as they stand then. */
  const use = async (control: "select" | "click", name: string, values: readonly string[] = []) => {
    const used = control === "select" ? mara.select(panel, name, values) : mara.click(panel, name);
    return steps(await used.reply());
  };
  await use("select", "Which channel", [library.id]);
  const chosen = await use("select", "Who is to be here", ["silas-crane"]);
  expect(chosen[4]).toMatch(/^✅ .*Silas Crane.*answers when mentioned/);
  await stage.simulator.expectMessage({ channel: "#library", author: "Silas Crane" });
  expect((await use("click", "Answer everything"))[4]).toContain("answers every message");
  await use("click", "Ask it something");
  const reply = await stage.answered("Of course.", "#library");
  expect(reply.author.name).toBe("Silas Crane");
  expect(stage.messages()).toEqual([]);

  // What stands below is of the rights that Mara has when she uses it.
  stage.simulator.build.setPermissions({
    channel: library,
    of: "bot",
    deny: ["MANAGE_WEBHOOKS"],
  });
  expect((await use("click", "Look again"))[0]).toContain("This channel denies me");
});

test("what the bot's role lacks in the whole server is told apart from what one channel takes away", async () => {
  const stage = await Stage.open({
    simulator: {
      populate: (world) => {
        const mara = world.createUser({ username: "mara", globalName: "Mara" });
        const guild = world.createGuild({
          name: "Bare",
          owner: mara,
          botPermissions: ["VIEW_CHANNEL", "SEND_MESSAGES"],
        });
        world.createChannel({ guild, name: "tavern" });
      },
    },
  });
  const [permissions] = steps(await stage.as("mara").slash("setup").reply());
  expect(permissions).toMatch(/My role lacks: .*Manage Webhooks.*Open Server Settings, Roles/);
  expect(permissions).not.toContain("This channel denies me");
  expect(permissions).toMatch(/Optional, .*Manage Messages, which I don't have here/);
});

test("only those who manage the server set it up; each person sees the commands that are theirs", async () => {
  const stage = await Stage.open();
  expect(() => stage.as("alice").slash("setup")).toThrow("isn't offered to this person");
  const help = async (user: string) =>
    JSON.stringify((await stage.as(user).slash("help").reply()).embeds);
  expect(await help("alice")).toMatch(/<\/chat start:\d+>/);
  expect(await help("alice")).not.toContain("</setup:");
  expect(await help("mara")).toMatch(/<\/setup:\d+>/);
  expect(await help("mara")).toMatch(/permissions=378494372928/);
  const topic = await stage.as("mara").slash("help", { topic: "chat" }).reply();
  expect(JSON.stringify(topic.embeds)).toContain("Starts a chat with a character in this channel");
});
