import { expect, onTestFinished, test } from "vitest";
import { deferred } from "../../src/lib/deferred.ts";
import type { Simulator } from "../../src/simulator/simulator.ts";
import type { SimMessage } from "../../src/simulator/world/records.ts";
import { promptOf, startCompletionServer } from "../support/completion-server.ts";
import { kill, openKilledScene, replyOf, said } from "../support/killed-scene.ts";
import { buttonsOf, labelsOf } from "../support/pressing.ts";

/** Where the bot stands with what was asked of a reply when it is killed. */
type Standing = "unsaid" | "begun" | "final";

interface Case {
  readonly channel: string;
  readonly button: "next" | "continue";
  readonly standing: Standing;
}

/** One channel each, so that one death and one rise do for all. */
const cases: readonly Case[] = (["next", "continue"] as const).flatMap((button) =>
  (["unsaid", "begun", "final"] as const).map((standing) => ({
    channel: `#${button}-${standing}`,
    button,
    standing,
  })),
);

const first = "The ferry leaves at dawn.";
const second = "Nobody rows at night, for the river is high.";
const third = "The ferryman is asleep.";
/** Enough of the second text that it is worth showing. */
const begun = 3;

/**
 * A model that says the first text, then begins the second and stops where the case wants it, until the bot that asked is
 * gone, then says the third.
 */
async function openModel() {
  const gates = { begin: new Promise<void>(() => {}), end: deferred() };
  const asked = (channel: string) =>
    server.asked.filter((body) => promptOf(body).includes(`in ${channel}?`));
  const caseOf = (call: number) => {
    const body = server.asked[call];
    const found = cases.find(({ channel }) => body && promptOf(body).includes(`in ${channel}?`));
    return found && body && { ...found, time: asked(found.channel).indexOf(body) };
  };
  const server = await startCompletionServer({
    charactersPerToken: 8,
    contextSize: 8192,
    reply: (_, call) => {
      const { button, time } = caseOf(call) ?? { button: "next", time: 0 };
      const text = [first, second, third][time] ?? "Aye.";
      return button === "continue" && time > 0 ? ` ${text}` : text;
    },
    beforeToken: (index, call) => {
      const found = caseOf(call);
      if (found?.time !== 1) return undefined;
      if (found.standing === "final") return index === 0 ? gates.end.promise : undefined;
      return index === (found.standing === "unsaid" ? 0 : begun) ? gates.begin : undefined;
    },
  });
  onTestFinished(() => server[Symbol.asyncDispose]());
  return { url: server.url, asked, finish: () => gates.end.resolve() };
}

test("a bot that is killed while it writes another text, or more of one, ends with exactly that, in the same message", async () => {
  const model = await openModel();
  const { discord, run } = await openKilledScene({
    ENGINE: "openai",
    ENGINE_URL: model.url,
    ENGINE_SLOTS: "8",
    // Alice asks for more in a minute than one person usually may.
    PLACE_DEFAULTS: '{"burst":0,"userLimit":0,"serverLimit":0}',
  });
  const [guild] = discord.world.guilds;
  if (guild === undefined) throw new Error("unreachable");
  for (const { channel } of cases) discord.build.createChannel({ guild, name: channel.slice(1) });
  let bot = run("start");
  await bot.line(/connected to Discord/);
  const replies = new Map<Case, SimMessage>();
  for (const each of cases) replies.set(each, await firstReply(discord, each));
  const replyIn = (each: Case) => replies.get(each) as SimMessage;

  for (const each of cases) press(discord, replyIn(each), each.button);
  await discord.waitFor(() => cases.every((each) => isHeld(replyIn(each), each)), {
    what: "every reply to be held where its case wants it",
  });
  // From now on Discord takes no edit, so that what is final can't be shown.
  const restore = discord.faults.request({
    method: "PATCH",
    route: "/webhooks/{webhook_id}/{webhook_token}/messages/{message_id}",
    times: 1000,
    effect: { kind: "answer", status: 503 },
  });
  model.finish();
  const final = cases.filter(({ standing }) => standing === "final");
  await discord.waitFor(() => final.every((each) => wasTried(discord, replyIn(each), each)), {
    what: "the final texts to be tried",
  });
  await kill(bot);
  restore();
  bot = run("start");

  await discord.waitFor(() => cases.every((each) => isWhole(replyIn(each), each)), {
    what: "every reply to stand as it should",
  });
  expect(cases.map((each) => standingOf(discord, each))).toEqual(
    cases.map((each) => [replyIn(each).id]),
  );
  // A text that is there is shown; one that isn't is asked for once more.
  expect(cases.map(({ channel }) => model.asked(channel).length)).toEqual(
    cases.map(({ standing }) => (standing === "final" ? 2 : 3)),
  );
  for (const { channel } of cases) {
    discord.user("alice").in(channel).say("And then?");
    await discord.waitFor(() => said(discord, channel).length === 4, { what: "another reply" });
    await replyOf(discord, channel);
  }
  const prompts = cases.map(({ channel }) => model.asked(channel).map(promptOf).at(-1) ?? "");
  expect(prompts.map(textsIn)).toEqual(cases.map((each) => textsIn(endOf(each))));
});

/** Messages of the character's. */
function standingOf(discord: Simulator, { channel }: Case): readonly string[] {
  return said(discord, channel)
    .filter(({ author }) => author.webhookId !== null)
    .map(({ id }) => id);
}

/** Which of the texts stand in another, in order. */
function textsIn(text: string): readonly string[] {
  return text.match(new RegExp([first, second, third].join("|").replaceAll(".", "\\."), "g")) ?? [];
}

async function firstReply(discord: Simulator, { channel }: Case): Promise<SimMessage> {
  const start = { character: "rosie-oakhart", answer: "always", greeting: "none" };
  await discord.user("mara").in(channel).slash("chat start", start).reply();
  discord.user("alice").in(channel).say(`When can we leave in ${channel}?`);
  const reply = await replyOf(discord, channel);
  await discord.waitFor(() => labelsOf(reply).includes("1/1"), { what: `the row in ${channel}` });
  return reply;
}

function press(discord: Simulator, message: SimMessage, action: string): void {
  const found = buttonsOf(message).find(({ customId }) => customId.split(":")[1] === action);
  if (found === undefined) throw new Error(`no button ${action}`);
  discord.user("alice").in(message.channelId).click(message, found.customId);
}

/** The stop button is there, and of the text what the model has said of it. */
function isHeld(message: SimMessage, { standing }: Case): boolean {
  const stops = buttonsOf(message).some(({ customId }) => customId.split(":")[1] === "stop");
  return stops && (standing !== "begun" || message.content.includes("Nobody"));
}

function isWhole(message: SimMessage, each: Case): boolean {
  return message.content === endOf(each) && labelsOf(message).includes(countOf(each));
}

/** The bot has asked Discord to show the final text. */
function wasTried(discord: Simulator, { id }: SimMessage, { button }: Case): boolean {
  return discord.requests.some(
    ({ path, status, body }) =>
      status === 503 &&
      path.includes(id) &&
      JSON.stringify(body).includes(
        `"content":"${button === "next" ? second : `${first} ${second}`}"`,
      ),
  );
}

/** What stands there in the end. */
function endOf({ button, standing }: Case): string {
  const added = standing === "final" ? second : third;
  return button === "next" ? added : `${first} ${added}`;
}

function countOf({ button }: Case): string {
  return button === "next" ? "2/2" : "1/1";
}
