import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { Clock } from "../../../src/lib/clock.ts";
import { deferred } from "../../../src/lib/deferred.ts";
import { type Logger, silentLogger } from "../../../src/lib/logger.ts";
import { keepWorld } from "../../../src/playground/keep-world.ts";
import { loadWorld, saveWorld } from "../../../src/playground/world-file.ts";
import type { SimulatorEvent, SimulatorListener } from "../../../src/simulator/events.ts";
import type { SimChannel, SimMessage } from "../../../src/simulator/world/records.ts";
import type { WorldSnapshot } from "../../../src/simulator/world/world-snapshot.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

function world(builtIds = 0): WorldSnapshot {
  return {
    version: 1,
    users: [],
    guilds: [],
    channels: [],
    messages: [],
    webhooks: [],
    commands: [],
    emojis: [],
    files: [],
    builtIds,
  };
}

/** A world whose `builtIds` counts its changes. */
class ChangingWorld {
  readonly #listeners = new Set<SimulatorListener>();
  snapshots = 0;
  changes = 0;

  on(listener: SimulatorListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  onSnapshot: (() => void) | undefined;

  snapshot(): WorldSnapshot {
    this.snapshots += 1;
    this.onSnapshot?.();
    return world(this.changes);
  }

  change(): void {
    this.changes += 1;
    this.emit({ type: "channel-changed", channel: {} as SimChannel });
  }

  say(author: { readonly bot: boolean }): void {
    this.changes += 1;
    this.emit({ type: "message-created", message: { author } as SimMessage });
  }

  emit(event: SimulatorEvent): void {
    for (const listener of this.#listeners) listener(event);
  }
}

/** A clock whose sleeper wakes when the test says so, and lets what follows begin. */
class AlarmClock implements Clock {
  readonly slept: number[] = [];
  #alarm = deferred();

  now(): number {
    return 0;
  }

  async sleep(delayMs: number, signal?: AbortSignal): Promise<void> {
    this.slept.push(delayMs);
    this.#alarm = deferred();
    signal?.addEventListener("abort", () => this.#alarm.reject(signal.reason));
    await this.#alarm.promise;
  }

  async wake(): Promise<void> {
    this.#alarm.resolve();
    await settled();
  }
}

/** Resolves when what can happen at once has happened. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** Remembers what was warned of or failed. */
function recordingLogger(): { readonly logger: Logger; readonly lines: string[] } {
  const lines: string[] = [];
  const note = (_: object, message: string) => void lines.push(message);
  return { logger: { ...silentLogger, warn: note, error: note }, lines };
}

describe("a saved world", () => {
  test("comes back as it was", async () => {
    using folder = temporaryFolder();
    const file = folder.file("deep/playground.json");
    await saveWorld(file, world(7));
    expect(await loadWorld(file, silentLogger)).toEqual(world(7));
    expect(readdirSync(folder.file("deep"))).toEqual(["playground.json"]);
  });

  test("is not there on the first run", async () => {
    using folder = temporaryFolder();
    expect(await loadWorld(folder.file("playground.json"), silentLogger)).toBeUndefined();
  });

  test.each([
    ["half a file", '{"version":1,"users":['],
    ["another program's file", '{"name":"x"}'],
    ["a later version", JSON.stringify({ ...world(), version: 2 })],
    ["an empty file", ""],
  ])("that is %s is put aside with a warning", async (_, text) => {
    using folder = temporaryFolder();
    const { logger, lines } = recordingLogger();
    writeFileSync(folder.file("playground.json"), text);
    expect(await loadWorld(folder.file("playground.json"), logger)).toBeUndefined();
    expect(readFileSync(folder.file("playground.json.broken"), "utf8")).toBe(text);
    expect(lines).toHaveLength(1);
  });
});

describe("keeping a world", () => {
  function keeping(file: string, logger: Logger = silentLogger) {
    const simulator = new ChangingWorld();
    const clock = new AlarmClock();
    const keeper = keepWorld({ simulator, file, clock, logger, delayMs: 1000 });
    return { simulator, clock, keeper };
  }

  test("gathers the changes of a second in one file", async () => {
    using folder = temporaryFolder();
    const { simulator, clock, keeper } = keeping(folder.file("w.json"));
    simulator.change();
    simulator.change();
    expect(clock.slept).toEqual([1000]);
    expect(simulator.snapshots).toBe(0);
    await clock.wake();
    expect(simulator.snapshots).toBe(1);
    await keeper.stop();
    expect(simulator.snapshots).toBe(1);
    expect((await loadWorld(folder.file("w.json"), silentLogger))?.builtIds).toBe(2);
  });

  test("writes at once what a person says, and waits with what bots say", async () => {
    using folder = temporaryFolder();
    const { simulator, keeper } = keeping(folder.file("w.json"));
    simulator.say({ bot: true });
    await settled();
    expect(simulator.snapshots).toBe(0);
    simulator.say({ bot: false });
    await settled();
    expect(simulator.snapshots).toBe(1);
    await keeper.stop();
  });

  test("writes again what changed while it wrote", async () => {
    using folder = temporaryFolder();
    const { simulator, clock, keeper } = keeping(folder.file("w.json"));
    simulator.onSnapshot = () => {
      simulator.onSnapshot = undefined;
      queueMicrotask(() => simulator.change());
    };
    simulator.change();
    await clock.wake();
    await expect.poll(() => clock.slept.length).toBe(2);
    await clock.wake();
    expect(simulator.snapshots).toBe(2);
    await keeper.stop();
  });

  test("writes at the stop what is not written yet", async () => {
    using folder = temporaryFolder();
    const { simulator, keeper } = keeping(folder.file("w.json"));
    simulator.change();
    await keeper.stop();
    await keeper.stop();
    expect((await loadWorld(folder.file("w.json"), silentLogger))?.builtIds).toBe(1);
  });

  test("leaves the file alone when nothing of the world has changed", async () => {
    using folder = temporaryFolder();
    const { simulator, keeper } = keeping(folder.file("w.json"));
    simulator.emit({ type: "typing", channelId: "1", userId: "2", until: 3 });
    await keeper.stop();
    expect(simulator.snapshots).toBe(0);
  });

  test("says that a disk refuses, and tries again", async () => {
    using folder = temporaryFolder();
    writeFileSync(folder.file("not-a-folder"), "");
    const { logger, lines } = recordingLogger();
    const { simulator, keeper } = keeping(folder.file("not-a-folder/w.json"), logger);
    simulator.change();
    await keeper.stop();
    expect(lines.length).toBeGreaterThan(0);
  });
});
