import { onTestFinished } from "vitest";
import { createSimulator } from "../../src/simulator/create-simulator.ts";
import type { SimulatorEvent } from "../../src/simulator/events.ts";
import type { Simulator } from "../../src/simulator/simulator.ts";
import type { SimMessage } from "../../src/simulator/world/records.ts";
import { expectLawful } from "./checked-simulator.ts";
import { discordSchemaCheck } from "./discord-schema-check.ts";
import { type ProgramProcess, startProgram } from "./program-process.ts";
import { temporaryFolder } from "./temporary-folder.ts";

/** The built program in processes of its own, on a simulated Discord and one database. */
export interface KilledScene {
  readonly discord: Simulator;
  readonly run: (command: string, settings?: Readonly<Record<string, string>>) => ProgramProcess;
}

/** `shared`: settings of every process. */
export async function openKilledScene(
  shared: Readonly<Record<string, string>> = {},
): Promise<KilledScene> {
  const schemaCheck = discordSchemaCheck();
  const discord = createSimulator({
    waitTimeoutMs: 45_000,
    ...(schemaCheck === undefined ? {} : { schemaCheck }),
  });
  await discord.start();
  const folder = temporaryFolder();
  const programs: ProgramProcess[] = [];
  onTestFinished(async () => {
    for (const program of programs) await program[Symbol.asyncDispose]();
    await discord.stop();
    folder[Symbol.dispose]();
    expectLawful(discord);
  });
  const run = (command: string, settings: Readonly<Record<string, string>> = {}) => {
    const program = startProgram({
      command: process.execPath,
      args: ["--enable-source-maps", "dist/src/cli/main.js", command],
      environment: {
        DISCORD_TOKEN: discord.token,
        DISCORD_API_BASE: discord.apiBase,
        DISCORD_CDN_BASE: discord.cdnBase,
        DATABASE_FILE: folder.file("hearthside.db"),
        ...shared,
        ...settings,
      },
    });
    programs.push(program);
    return program;
  };
  return { discord, run };
}

/** SIGKILL; resolves when it is dead. */
export async function kill(program: ProgramProcess): Promise<void> {
  program.signal("SIGKILL");
  const end = await program.ended;
  if (end !== "SIGKILL") throw new Error(`it ended by itself: ${end}\n${program.output}`);
}

/** Everything in a channel that was said by a person or by a character. */
export function said(discord: Simulator, channel = "#tavern"): readonly SimMessage[] {
  return discord.world
    .messagesIn(discord.world.channel(channel)?.id ?? "")
    .filter(({ author }) => author.webhookId !== null || !author.bot);
}

/** Resolves with the channel's last message once it is a character's and whole. */
export function replyOf(discord: Simulator, channel = "#tavern"): Promise<SimMessage> {
  return discord.waitFor(
    () => {
      const last = said(discord, channel).at(-1);
      return last?.author.webhookId && /\p{L}{2}/u.test(last.content) && !last.content.endsWith("▌")
        ? last
        : undefined;
    },
    { what: `the reply in ${channel}` },
  );
}

/** Resolves at the first event like this. It must have been asked for before. */
export function moment(
  discord: Simulator,
  matches: (event: SimulatorEvent) => boolean,
): Promise<void> {
  return new Promise((resolve) => {
    const unsubscribe = discord.on((event) => {
      if (!matches(event)) return;
      unsubscribe();
      resolve();
    });
  });
}
