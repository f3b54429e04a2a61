import { afterEach, describe, expect, test } from "vitest";
import { UserError } from "../../../src/lib/errors.ts";
import type { Simulator, SimulatorOptions } from "../../../src/simulator/simulator.ts";
import { startCheckedSimulator } from "../../support/checked-simulator.ts";
import { startDiscordBot } from "../../support/discord-bot.ts";
import { SteppingClock } from "../../support/stepping-clock.ts";

let sim: Simulator;

afterEach(() => sim.stop());

async function simulate(options: SimulatorOptions = {}): Promise<Simulator> {
  sim = await startCheckedSimulator(options);
  return sim;
}

const failureOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );

/** Moves the clock until `until` says so, letting real requests take place in between. */
async function advanceUntil(clock: SteppingClock, until: () => boolean, stepMs: number) {
  await expect
    .poll(
      async () => {
        await clock.advance(stepMs);
        return until();
      },
      { interval: 5 },
    )
    .toBe(true);
}

describe("what only a person can mend ends with what to do", () => {
  test("a wrong token", async () => {
    await simulate();
    const error = await failureOf(startDiscordBot(sim, { token: "wrong" }));
    expect(error).toBeInstanceOf(UserError);
    expect(error).toMatchObject({
      code: "discord-bad-token",
      message: expect.stringContaining("Reset Token"),
    });
  });

  test("an intent that isn't switched on", async () => {
    await simulate({ grantedIntents: [] });
    const error = await failureOf(startDiscordBot(sim));
    expect(error).toBeInstanceOf(UserError);
    expect(error).toMatchObject({
      code: "discord-missing-intent",
      message: expect.stringContaining("Message Content Intent"),
    });
  });

  test("a token that is revoked while the bot runs", async () => {
    await simulate();
    await using bot = await startDiscordBot(sim);
    sim.faults.request({
      route: "/channels/{channel_id}/typing",
      effect: { kind: "answer", status: 401, body: { message: "401: Unauthorized", code: 0 } },
    });
    const channelId = sim.world.channel("#tavern")?.id ?? "";
    const delivery = bot.deliver({ turnId: "turn", channelId });
    void failureOf(delivery.open());
    await expect.poll(() => bot.fatal[0]?.code, { interval: 5 }).toBe("discord-bad-token");
    await expect(delivery.finish("Hello!")).rejects.toMatchObject({ code: "discord-failed" });
  });

  test("a connection that Discord closes for good", async () => {
    await simulate();
    await using bot = await startDiscordBot(sim);
    sim.faults.gateway.close(4014);
    await expect.poll(() => bot.fatal[0]?.code, { interval: 5 }).toBe("discord-missing-intent");
  });
});

describe("what passes is waited for", () => {
  test("Discord being down at the start", async () => {
    await simulate();
    sim.faults.request({
      route: "/gateway/bot",
      times: 3,
      effect: { kind: "answer", status: 503, body: {} },
    });
    const clock = new SteppingClock();
    const starting = startDiscordBot(sim, { clock });
    await advanceUntil(clock, () => sim.botConnected, 500);
    await using bot = await starting;
    const waits = bot.log.filter(({ message }) => message.startsWith("Discord can't be reached"));
    expect(waits.map(({ fields }) => fields)).toMatchObject([
      { waitMs: 1000 },
      { waitMs: 2000 },
      { waitMs: 4000 },
    ]);
  });

  test("no session being left today", async () => {
    await simulate();
    sim.faults.gateway.setSessionStartsLeft(0);
    const clock = new SteppingClock();
    const starting = startDiscordBot(sim, { clock });
    await expect.poll(() => clock.sleeping, { interval: 5 }).toBe(1);
    expect(sim.botConnected).toBe(false);
    sim.faults.gateway.setSessionStartsLeft(1000);
    await advanceUntil(clock, () => sim.botConnected, 24 * 60 * 60_000);
    await (await starting)[Symbol.asyncDispose]();
  });
});

test("a bot that leaves doesn't say that it will be back", async () => {
  await simulate();
  const bot = await startDiscordBot(sim);
  await bot[Symbol.asyncDispose]();
  expect(bot.log.map(({ message }) => message)).not.toContain("reconnecting to the gateway");
});
