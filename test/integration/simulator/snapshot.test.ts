import { expect, test } from "vitest";
import { startSimulatedBot, startSimulator } from "../../support/simulated-bot.ts";

test("a world that was saved goes on in another simulator", async () => {
  const first = await startSimulatedBot();
  await first.client.application.commands.set([{ name: "ping", description: "Pings" }]);
  const webhook = await first.tavern.createWebhook({ name: "Hearthside" });
  const sent = await webhook.send({ content: "once upon a time", username: "Rosie" });
  const saved = JSON.parse(JSON.stringify(first.simulator.snapshot()));

  const second = await startSimulatedBot({ snapshot: saved });
  expect(second.client.user.id).toBe(first.client.user.id);
  expect(second.tavern.id).toBe(first.tavern.id);
  expect(second.simulator.world.commandsFor(null).map((command) => command.name)).toEqual(["ping"]);
  const again = (await second.tavern.fetchWebhooks()).get(webhook.id);
  await again?.editMessage(sent.id, "once upon a later time");
  expect(second.simulator.world.message(sent.id)?.content).toBe("once upon a later time");
  const next = second.simulator.user("alice").in("#tavern").say("and then?");
  expect(BigInt(next.id)).toBeGreaterThan(BigInt(sent.id));
});

test("a world that was saved still knows what its messages answer", async () => {
  const first = await startSimulatedBot();
  await first.client.application.commands.set([{ name: "ping", description: "Pings" }]);
  first.client.on("interactionCreate", (interaction) => {
    if (interaction.isChatInputCommand()) void interaction.reply({ content: "pong", flags: 64 });
  });
  const { simulator } = first;
  const answer = await simulator.user("alice").in("#tavern").slash("ping").reply();
  const saved = JSON.parse(JSON.stringify(simulator.snapshot()));

  const second = await startSimulator({ snapshot: saved });
  const { interactionId } = second.world.message(answer.id) ?? {};
  expect(second.world.interaction(interactionId ?? "")).toMatchObject({
    name: "ping",
    userId: simulator.world.user("alice")?.id,
  });
});

test("worlds that are built alike have the same ids", async () => {
  const [one, two] = [await startSimulator(), await startSimulator()];
  expect(one.world.channel("tavern")?.id).toBe(two.world.channel("tavern")?.id);
  expect(one.botUserId).toBe(two.botUserId);
});

test("a web page that happens to be open can't play the bot", async () => {
  const simulator = await startSimulator();
  const answer = await fetch(`${simulator.apiBase}/v10/users/@me`, {
    headers: { authorization: `Bot ${simulator.token}`, origin: "https://elsewhere.example" },
  });
  expect(answer.status).toBe(404);
});
