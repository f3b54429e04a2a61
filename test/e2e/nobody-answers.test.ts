import { cpSync, rmSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { type Clock, systemClock } from "../../src/lib/clock.ts";
import { Stage } from "../support/real-bot.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

test("whoever calls the bot where no character is learns once what to do", async () => {
  const stage = await Stage.open();
  const tavern = stage.as("alice");
  const call = tavern.say("@Hearthside hello?");
  const hint = await stage.answered(
    /No character is here yet\. (?:`\/chat start`|<\/chat start:\d+>)/,
  );
  expect(hint.author.webhookId).toBeNull();
  expect(hint.replyToId).toBe(call.id);
  tavern.say("nobody is meant");
  tavern.say("@Hearthside are you there?");
  await stage.invite();
  const told = stage.messages().filter(({ author }) => author.bot && author.webhookId === null);
  expect(told).toEqual([hint]);
});

test("after a while the hint is worth repeating", async () => {
  let later = 0;
  const clock: Clock = { ...systemClock, now: () => systemClock.now() + later };
  const stage = await Stage.open({ clock });
  const hints = () => stage.messages().filter(({ author }) => author.bot).length;
  stage.as("alice").say("@Hearthside hello?");
  await stage.answered(/No character/);
  later = 10 * 60_000;
  stage.as("alice").say("@Hearthside hello again?");
  await stage.simulator.waitFor(() => hints() > 1);
  expect(hints()).toBe(2);
});

test("in direct messages everything is meant for the bot", async () => {
  const stage = await Stage.open();
  const alone = stage.simulator.user("bob").directMessage();
  alone.say("hello?");
  const hint = await stage.simulator.waitFor(() =>
    stage.simulator.world.messagesIn(alone.channel.id).find(({ author }) => author.bot),
  );
  expect(hint.content).toContain("/chat start");
});

test("bots are told nothing, or two of them would talk forever", async () => {
  const stage = await Stage.open();
  const { simulator } = stage;
  const robot = simulator.build.createUser({ username: "robot", bot: true });
  for (const guild of simulator.world.guilds) simulator.build.addMember(guild, robot);
  simulator.user("robot").in("#tavern").say("@Hearthside hello?");
  await stage.invite();
  expect(stage.messages().filter(({ author }) => author.name === "Hearthside")).toEqual([]);
});

test("where the bot may not write it stays silent, and goes on", async () => {
  const stage = await Stage.open();
  const { channel } = stage.as("alice");
  stage.simulator.build.setPermissions({ channel, of: "bot", deny: ["SEND_MESSAGES"] });
  stage.as("alice").say("@Hearthside hello?");
  await stage.invite("#library");
  expect(stage.transcript()).toEqual([expect.stringMatching(/^Alice: /)]);
});

test("when the card of a chat is taken away people are told, and once it is back their words are known", async () => {
  const folder = temporaryFolder();
  onTestFinished(() => folder[Symbol.dispose]());
  const characters = folder.file("characters");
  cpSync("characters", characters, { recursive: true });
  const stage = await Stage.open({ environment: { CHARACTERS_DIR: characters } });
  await stage.invite();
  await stage.stopBot();
  rmSync(join(characters, "rosie-oakhart.json"));
  await stage.startBot();
  stage.as("alice").say("my cat is called Pepper");
  await stage.answered(/The card of this chat's character is gone/);
  await stage.stopBot();
  cpSync("characters", characters, { recursive: true });
  await stage.startBot();
  stage.as("alice").say("what is my cat called?");
  await stage.answered("Of course.");
  expect(JSON.stringify(stage.scripted.started.at(-1)?.prompt)).toContain("Pepper");
});
