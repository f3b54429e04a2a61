import { loadSettings } from "../../config/load-settings.ts";
import type { Settings } from "../../config/settings.ts";
import { readPlaceDefaults } from "../../conversation/settings/settings-desk.ts";
import { UserError } from "../../lib/errors.ts";
import { probeRedis } from "../../queue/probe-redis.ts";
import { askDiscord } from "./ask-discord.ts";
import { checkIntents, checkToken, showInvite } from "./check-discord.ts";
import { checkModel } from "./check-model.ts";
import { checkNode } from "./check-node.ts";
import { checkRedis } from "./check-redis.ts";
import { checkDisk, checkMemory } from "./check-resources.ts";
import { type CheckResult, failed, ok, unused } from "./check-result.ts";
import { checkServer } from "./check-server.ts";
import { lookAtCharacters } from "./look-at-characters.ts";
import { availableMemory, freeDisk } from "./look-at-machine.ts";
import { lookAtModel } from "./look-at-model.ts";
import { lookAtOnnx } from "./look-at-onnx.ts";
import { lookAtServer } from "./look-at-server.ts";

const redisTimeoutMs = 5_000;
const discordApi = "https://discord.com/api";

/** Looks at everything that Hearthside needs. Starts and changes nothing; never rejects for what it finds. */
export async function runDoctor(
  environment: Readonly<Record<string, string | undefined>>,
): Promise<readonly CheckResult[]> {
  const node = checkNode(process.versions.node);
  const settings = readSettings(environment);
  if (settings instanceof UserError)
    return [node, failed("settings", settings.message, "Mend them; the other checks need them.")];
  const sections = await Promise.all([
    discordChecks(settings),
    redisChecks(settings),
    modelChecks(settings),
    diskChecks(settings),
    lookAtCharacters(settings.CHARACTERS_DIR).then((result) => [result]),
  ]);
  return [node, ok("settings", "all are readable"), ...sections.flat()];
}

function readSettings(environment: Readonly<Record<string, string | undefined>>) {
  try {
    const settings = loadSettings(environment);
    readPlaceDefaults(settings.PLACE_DEFAULTS);
    return settings;
  } catch (thrown) {
    if (thrown instanceof UserError) return thrown;
    throw thrown;
  }
}

async function discordChecks(settings: Settings): Promise<readonly CheckResult[]> {
  const { DISCORD_TOKEN: token, DISCORD_API_BASE: apiBase = discordApi } = settings;
  if (token === undefined)
    return [unused("token", "DISCORD_TOKEN is not set: `hearthside start` opens the playground")];
  const { user, application } = await askDiscord({ token, apiBase });
  return [checkToken(user), checkIntents(application), showInvite(application)];
}

async function redisChecks({ REDIS_URL }: Settings): Promise<readonly CheckResult[]> {
  if (REDIS_URL === undefined)
    return [unused("Redis", "REDIS_URL is not set: everything runs in one process")];
  return [checkRedis(await probeRedis(REDIS_URL, redisTimeoutMs))];
}

async function modelChecks(settings: Settings): Promise<readonly CheckResult[]> {
  if (settings.ENGINE === "openai")
    return [checkServer(await lookAtServer(settings), settings.CONTEXT_SIZE)];
  if (settings.ENGINE === "transformers") return [await lookAtOnnx(settings)];
  const finding = await lookAtModel(settings);
  const fit = finding.usable ? finding.fit : null;
  return [checkModel(finding), checkMemory({ ...availableMemory(), fit })];
}

async function diskChecks({ DATABASE_FILE }: Settings): Promise<readonly CheckResult[]> {
  const { folder, freeBytes } = await freeDisk(DATABASE_FILE);
  return [checkDisk(folder, freeBytes)];
}
