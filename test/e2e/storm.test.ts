import { expect, test } from "vitest";
import type { GenerationRequest } from "../../src/generation/request.ts";
import { type Clock, systemClock } from "../../src/lib/clock.ts";
import type { Simulator } from "../../src/simulator/simulator.ts";
import { populateHearthside } from "../../src/simulator/world/populate-hearthside.ts";
import type { SimMessage } from "../../src/simulator/world/records.ts";
import { fastClock } from "../support/fast-clock.ts";
import { Stage } from "../support/real-bot.ts";

const users = Array.from({ length: 20 }, (_, index) => `guest${index + 1}`);
const rosie = { id: "rosie-oakhart", name: "Rosie Oakhart" } as const;
const isolde = { id: "isolde-marrow", name: "Isolde Marrow" } as const;
const silas = { id: "silas-crane", name: "Silas Crane" } as const;
type Character = typeof rosie | typeof isolde | typeof silas;
/** Five channels, three characters: each message calls one of those who are there. */
const casts = {
  tavern: [rosie, isolde, silas],
  library: [isolde],
  harbour: [silas, rosie],
  market: [rosie],
  tower: [silas, isolde],
} as const satisfies Record<string, readonly [Character, ...Character[]]>;
type ChannelName = keyof typeof casts;
const channels = Object.keys(casts) as ChannelName[];
const messageCount = 200;

/** Within Discord's limits this takes minutes; both sides count them eight times as fast. */
const pace = 8;

interface Asked {
  readonly number: number;
  readonly channel: ChannelName;
  /** Who is called. */
  readonly called: Character;
  /** The name that is shown. */
  readonly asker: string;
}

/** Says whom it answers and what: the last message of its prompt. */
function replyTo(request: GenerationRequest): string {
  const last = request.prompt.sections.findLast(({ text }) => /question \d+\./.test(text));
  const [, asker = "?", number = "?"] = /^(.+?): .*question (\d+)\./.exec(last?.text ?? "") ?? [];
  return `To ${asker}, on ${number}: so it is.`;
}

test("a storm: each of 200 messages at once gets one reply, of the right character, to the right person, in order, whatever breaks", async () => {
  const stage = await openStorm(fastClock(pace));
  const { simulator } = stage;
  await inviteEverywhere(stage);
  const asked = Array.from({ length: messageCount }, (_, index) =>
    ask(stage, channels[index % channels.length] ?? "tavern", index),
  );
  breakThings(simulator);
  deleteWebhooksMidway(simulator);
  await simulator.waitFor(() => isAnswered(stage, messageCount), {
    what: "a reply to every message",
  });
  for (const channel of channels) {
    const expected = asked
      .filter((each) => each.channel === channel)
      .map(({ called, asker, number }) => `${called.name} | To ${asker}, on ${number}: so it is.`);
    const replies = repliesIn(stage, channel);
    expect(replies.map(({ author, content }) => `${author.name} | ${bare(content)}`)).toEqual(
      expected,
    );
  }
});

test("a reply stands as it is within two seconds after its text is final, where Discord lets it", async () => {
  const finalAt = new Map<string, number>();
  const stage = await openStorm(systemClock, (text) => finalAt.set(text, systemClock.now()));
  await inviteEverywhere(stage);
  const shownAt = new Map<string, number>();
  stage.simulator.on((event) => {
    if (event.type !== "message-created" && event.type !== "message-updated") return;
    const text = bare(event.message.content);
    if (finalAt.has(text) && !shownAt.has(text)) shownAt.set(text, systemClock.now());
  });
  channels.forEach((channel, index) => ask(stage, channel, index));
  await stage.simulator.waitFor(() => isAnswered(stage, channels.length));
  const late = [...finalAt].map(([text, at]) => (shownAt.get(text) ?? Infinity) - at);
  expect(late).toHaveLength(channels.length);
  expect(Math.max(...late)).toBeLessThanOrEqual(2000);
});

/** `onFinal` learns when the engine has said the last word of a reply. */
async function openStorm(clock: Clock, onFinal: (text: string) => void = () => {}): Promise<Stage> {
  return Stage.open({
    clock,
    replies: (request) => {
      const text = replyTo(request);
      return { steps: [{ text }, reached(() => onFinal(text))] };
    },
    simulator: {
      clock,
      waitTimeoutMs: 100_000,
      populate: (world) =>
        populateHearthside(world, { guests: users, channels: channels.map((name) => ({ name })) }),
    },
  });
}

/** A step that takes no time and tells when the engine comes to it. */
function reached(tell: () => void) {
  return {
    get hold(): Promise<void> {
      tell();
      return Promise.resolve();
    },
  };
}

async function inviteEverywhere(stage: Stage): Promise<void> {
  for (const channel of channels) {
    const mara = stage.as("mara", `#${channel}`);
    const [first, ...others] = casts[channel];
    const silently = { greeting: "none" } as const;
    await mara.slash("chat start", { character: first.id, answer: "always", ...silently }).reply();
    for (const { id } of others)
      await mara.slash("character add", { character: id, ...silently }).reply();
  }
}

function ask(stage: Stage, channel: ChannelName, index: number): Asked {
  const number = index + 1;
  const username = users[(index * 7) % users.length] ?? "";
  const cast: readonly Character[] = casts[channel];
  const called = cast[Math.floor(index / channels.length) % cast.length] ?? rosie;
  const [firstName] = called.name.split(" ");
  stage.as(username, `#${channel}`).say(`${firstName}, here is question ${number}.`);
  const asker = username.charAt(0).toUpperCase() + username.slice(1);
  return { number, channel, called, asker };
}

/** What Discord and its moderators do meanwhile. */
function breakThings({ faults }: Simulator): void {
  const webhook = "/webhooks/{webhook_id}/{webhook_token}";
  const edit = `${webhook}/messages/{message_id}`;
  for (const [method, route] of [
    ["POST", webhook],
    ["PATCH", edit],
  ] as const) {
    faults.request({
      method,
      route,
      times: 5,
      effect: {
        kind: "answer",
        status: 429,
        body: { message: "You are being rate limited.", retry_after: 0.5, global: false },
        headers: { "retry-after": "1" },
      },
    });
    faults.request({ method, route, times: 5, effect: { kind: "answer", status: 502, body: "" } });
    faults.request({ method, route, times: 3, effect: { kind: "reset", afterWork: true } });
    faults.request({ method, route, times: 3, effect: { kind: "reset" } });
  }
  faults.gateway.drop();
}

/** A moderator tidies up while everyone talks; the character has to find a new voice. */
function deleteWebhooksMidway(simulator: Simulator): void {
  const replies = new Map<string, number>();
  const { world, build } = simulator;
  simulator.on((event) => {
    if (event.type !== "message-created" || event.message.author.webhookId === null) return;
    const { channelId } = event.message;
    const count = (replies.get(channelId) ?? 0) + 1;
    replies.set(channelId, count);
    if (count === 12 && isWhole(event.message))
      for (const { id } of world.webhooksIn(channelId)) build.deleteWebhook(id);
  });
}

function everyReply(stage: Stage): readonly SimMessage[] {
  return channels.flatMap((channel) => repliesIn(stage, channel));
}

function repliesIn(stage: Stage, channel: ChannelName): readonly SimMessage[] {
  return stage.messages(`#${channel}`).filter(({ author }) => author.webhookId !== null);
}

function isAnswered(stage: Stage, count: number): boolean {
  const replies = everyReply(stage);
  return replies.length >= count && replies.every(isWhole);
}

function isWhole({ content }: SimMessage): boolean {
  return bare(content).endsWith("so it is.");
}

/** Without the line that says which message is answered. */
function bare(content: string): string {
  return content.replace(/^-# .*\n/, "");
}
