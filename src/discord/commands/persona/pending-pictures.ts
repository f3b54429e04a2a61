import type { AvatarChange } from "../../../conversation/personas/persona-desk.ts";
import { UserError } from "../../../lib/errors.ts";
import type { CommandServices } from "../command.ts";
import type { GivenAttachment } from "../download-attachment.ts";

/** Forms that nobody sends are forgotten when so many others have been opened. */
const mostPending = 200;
const largestPictureBytes = 8 * 1024 * 1024;

/**
 * Pictures that were given with a command and wait for its form: a form carries no file along. After a restart they are
 * gone; the persona is kept without.
 */
const pending = new Map<string, GivenAttachment>();

/** Returns the key under which it is found again; empty where there is none. */
export function keepPicture(id: string, picture: GivenAttachment | null): string {
  if (picture === null) return "";
  pending.set(id, picture);
  const [oldest] = pending.keys();
  if (pending.size > mostPending && oldest !== undefined) pending.delete(oldest);
  return id;
}

/** What became of a picture; undefined leaves the one there is. */
export interface TakenPicture {
  readonly avatar: AvatarChange;
  /** Why it can't be had; what was typed in the form is kept all the same. */
  readonly problem: UserError | null;
}

export async function takePicture(
  key: string,
  { download, makeAvatar }: Pick<CommandServices, "download" | "makeAvatar">,
): Promise<TakenPicture> {
  if (key === "") return { avatar: undefined, problem: null };
  const picture = pending.get(key);
  pending.delete(key);
  if (picture === undefined) return { avatar: undefined, problem: lostPicture() };
  try {
    const { fileName, bytes } = await download(picture, largestPictureBytes);
    const avatar = await makeAvatar(bytes).catch((thrown: unknown) => {
      throw new UserError(
        "persona-picture",
        `${fileName}: this is no picture that can be used. Take a PNG, JPEG or WebP.`,
        { cause: thrown, values: { file: fileName } },
      );
    });
    return { avatar, problem: null };
  } catch (thrown) {
    if (!(thrown instanceof UserError)) throw thrown;
    return { avatar: undefined, problem: thrown };
  }
}

function lostPicture(): UserError {
  return new UserError(
    "persona-picture-lost",
    "The picture got lost on the way. Give it once more with `/persona edit`.",
  );
}
