import { type FileHandle, open } from "node:fs/promises";
import { z } from "zod";

const headSchema = z.object({ version: z.literal(2), content: z.string() });

const stretchSchema = z.object({
  /** Whole tensors that are written up to here. */
  tensors: z.number().int().nonnegative(),
  /** Where the stretch ends, in bytes from the start of the file. */
  endBytes: z.number().int().positive(),
  /** CRC-32 of the bytes since the stretch before: what a disk garbles shows in it, and it costs next to nothing. */
  crc32: z.number().int().nonnegative(),
});

/** Bytes of a new file that were on the disk before they were noted, up to the end of a tensor. */
export type Stretch = z.infer<typeof stretchSchema>;

/** A journal of the largest model that there is stays far below. */
const mostBytes = 1024 ** 2;

/** The name of the journal that belongs to a file that is being written. */
export function journalOf(part: string): string {
  return `${part}.journal`;
}

/**
 * What is known to be whole of a file that an import was writing when it was broken off: nothing when the journal is of
 * another import, or isn't there. A last line that was cut off doesn't count.
 */
export async function readJournal(part: string, content: string): Promise<readonly Stretch[]> {
  const lines = (await textOf(journalOf(part))).split("\n").slice(0, -1).map(parseLine);
  const [first, ...rest] = lines;
  const head = headSchema.safeParse(first);
  if (!head.success || head.data.content !== content) return [];
  const stretches: Stretch[] = [];
  for (const line of rest) {
    const stretch = stretchSchema.safeParse(line);
    const last = stretches.at(-1);
    if (!stretch.success || stretch.data.endBytes <= (last?.endBytes ?? 0)) break;
    stretches.push(stretch.data);
  }
  return stretches;
}

/** Notes stretches as they are written. */
export class PartJournal implements AsyncDisposable {
  readonly #handle: FileHandle;

  private constructor(handle: FileHandle) {
    this.#handle = handle;
  }

  /** Begins the journal of `part` anew with what is known already. */
  static async begin(
    part: string,
    content: string,
    known: readonly Stretch[],
  ): Promise<PartJournal> {
    const journal = new PartJournal(await open(journalOf(part), "w"));
    const head: z.infer<typeof headSchema> = { version: 2, content };
    await journal.#append([head, ...known]);
    return journal;
  }

  /** The bytes of the stretch have to be on the disk by now. */
  async note(stretch: Stretch): Promise<void> {
    await this.#append([stretch]);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#handle.close();
  }

  async #append(lines: readonly object[]): Promise<void> {
    await this.#handle.appendFile(lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
    await this.#handle.datasync();
  }
}

async function textOf(file: string): Promise<string> {
  try {
    const handle = await open(file, "r");
    try {
      const { size } = await handle.stat();
      return size > mostBytes ? "" : await handle.readFile("utf8");
    } finally {
      await handle.close();
    }
  } catch {
    // Missing, or not ours to read: nothing is known.
    return "";
  }
}

function parseLine(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    // Cut off in its midst: what it would have said isn't known.
    return undefined;
  }
}
