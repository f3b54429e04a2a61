import type { Avatar, CharacterProblem } from "../conversation/ports.ts";
import { coerceError, remarkOf, UserError } from "../lib/errors.ts";
import type { Remark } from "../lib/remark.ts";
import { cardPicture } from "../roleplay/character/card-picture.ts";
import { remark } from "../roleplay/remarks.ts";
import { type CardFile, readBounded } from "./card-files.ts";
import { makeAvatar } from "./make-avatar.ts";

interface Entry {
  readonly fingerprint: string;
  readonly avatar: Promise<Avatar | null>;
  problem: CharacterProblem | undefined;
}

/** Avatars, each made once for as long as its picture stays the same. */
export class AvatarCache {
  readonly #directory: string;
  readonly #entries = new Map<string, Entry>();

  constructor(directory: string) {
    this.#directory = directory;
  }

  /** While a changed picture is broken, the avatar from before; null when there was none. */
  get(picture: CardFile): Promise<Avatar | null> {
    const before = this.#entries.get(picture.name);
    if (before?.fingerprint === picture.fingerprint) return before.avatar;
    const entry: Entry = {
      fingerprint: picture.fingerprint,
      problem: undefined,
      avatar: this.#make(picture.name).catch((error: unknown) => {
        entry.problem = { file: picture.name, what: explain(picture.name, error) };
        return before?.avatar ?? null;
      }),
    };
    this.#entries.set(picture.name, entry);
    return entry.avatar;
  }

  /** Pictures among these files that could not be shown when they were asked for. */
  problems(files: ReadonlyMap<string, CardFile>): readonly CharacterProblem[] {
    return [...this.#entries].flatMap(([name, { fingerprint, problem }]) =>
      files.get(name)?.fingerprint === fingerprint ? (problem ?? []) : [],
    );
  }

  /** Forgets the pictures that aren't among these files. */
  keep(files: ReadonlyMap<string, CardFile>): void {
    for (const name of this.#entries.keys()) if (!files.has(name)) this.#entries.delete(name);
  }

  async #make(file: string): Promise<Avatar> {
    const bytes = await readBounded(this.#directory, file);
    const picture = cardPicture(bytes, file);
    if (picture === undefined) throw new Error("it has no picture any more");
    return makeAvatar(picture);
  }
}

function explain(file: string, thrown: unknown): Remark {
  return thrown instanceof UserError
    ? remarkOf(thrown)
    : remark("picture-unshowable", { file, reason: coerceError(thrown).message });
}
