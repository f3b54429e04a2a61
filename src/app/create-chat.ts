import { randomInt } from "node:crypto";
import type { Settings } from "../config/settings.ts";
import { AgeGate } from "../conversation/cast/age-gate.ts";
import { Chat, type ChatOptions } from "../conversation/chat.ts";
import type { Speaker } from "../conversation/delivery.ts";
import type { SettingsReader } from "../conversation/settings/settings-desk.ts";
import type { SpeakContext } from "../conversation/speak-context.ts";
import type { GenerationQueue } from "../generation/generation-queue.ts";
import type { BotFiles } from "./open-files.ts";
import { requestSettings } from "./request-settings.ts";
import type { RunContext } from "./running.ts";

/** The conversations of a bot on its files, whatever front end shows them. */
export function createChat(parts: {
  readonly files: BotFiles;
  readonly queue: GenerationQueue;
  readonly speaker: Speaker;
  readonly places: SettingsReader;
  readonly choices: Pick<SpeakContext, "models" | "sampling">;
  readonly settings: Settings;
  readonly context: Pick<RunContext, "clock" | "logger">;
  /** Left out: what the files have, without an embedding model. */
  readonly memory?: NonNullable<SpeakContext["memory"]>;
  readonly onSaid?: NonNullable<ChatOptions["onSaid"]>;
  readonly onReplyEnded?: ChatOptions["onReplyEnded"];
  readonly standing?: ChatOptions["standing"];
  /** Left out: throws nobody can foresee. */
  readonly dice?: ChatOptions["dice"] | undefined;
}): Chat {
  const { files, choices, settings, context, onReplyEnded, standing, dice, ...others } = parts;
  return new Chat({
    ...files,
    ...others,
    ...choices,
    gate: new AgeGate({
      marked: new Set(settings.ADULT_CHARACTERS),
      inDirectMessages: settings.ADULT_DIRECT_MESSAGES,
    }),
    directMessages: settings.DIRECT_MESSAGES,
    dice: dice ?? Math.random,
    clock: context.clock,
    settings: requestSettings(settings),
    newSeed: () => randomInt(2 ** 31),
    ...(onReplyEnded && { onReplyEnded }),
    ...(standing && { standing }),
    logger: context.logger,
  });
}
