import { mkdir, open, readFile, rename } from "node:fs/promises";
import { dirname } from "node:path";
import { z } from "zod";
import type { Logger } from "../lib/logger.ts";
import type { WorldSnapshot } from "../simulator/world/world-snapshot.ts";

/** As much as tells a saved world from another file; its records are the simulator's own, written by itself. */
const savedWorld = z.looseObject({
  version: z.literal(1),
  users: z.array(z.looseObject({ id: z.string() })),
  guilds: z.array(z.looseObject({ id: z.string() })),
  channels: z.array(z.looseObject({ id: z.string() })),
  messages: z.array(z.looseObject({ id: z.string(), channelId: z.string() })),
  webhooks: z.array(z.looseObject({ id: z.string() })),
  commands: z.array(z.looseObject({ id: z.string() })),
  emojis: z.array(z.looseObject({ id: z.string() })),
  interactions: z.array(z.looseObject({ id: z.string(), token: z.string() })).optional(),
  files: z.array(z.looseObject({ path: z.string(), base64: z.string() })),
  builtIds: z.number(),
});

/**
 * The world of an earlier run, or undefined when there is none. A file that can't be read as one is put aside as
 * `<file>.broken`, with a warning, so that the playground always starts.
 */
export async function loadWorld(file: string, logger: Logger): Promise<WorldSnapshot | undefined> {
  const text = await readIfThere(file);
  if (text === undefined) return undefined;
  const world = parse(text);
  if (world !== undefined) return world;
  const aside = `${file}.broken`;
  await rename(file, aside);
  logger.warn(
    { file, aside },
    "The playground's saved world can't be read. Starting with a new one",
  );
  return undefined;
}

/** Writes the world so that the file is whole at any moment, whenever the power goes. */
export async function saveWorld(file: string, world: WorldSnapshot): Promise<void> {
  const unfinished = `${file}.unfinished`;
  await mkdir(dirname(file), { recursive: true });
  const handle = await open(unfinished, "w");
  try {
    await handle.writeFile(JSON.stringify(world));
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(unfinished, file);
}

function parse(text: string): WorldSnapshot | undefined {
  try {
    const parsed = savedWorld.safeParse(JSON.parse(text));
    return parsed.success ? (parsed.data as unknown as WorldSnapshot) : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}
