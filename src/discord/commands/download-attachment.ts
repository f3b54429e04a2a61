import { UserError } from "../../lib/errors.ts";

/** A file that someone handed to a command, as Discord describes it. */
export interface GivenAttachment {
  readonly name: string;
  readonly url: string;
  /** Bytes. */
  readonly size: number;
}

export interface DownloadedFile {
  readonly fileName: string;
  readonly bytes: Uint8Array;
}

/** @throws UserError when it is too large, isn't on Discord's CDN, or can't be had. */
export type DownloadAttachment = (
  attachment: GivenAttachment,
  limitBytes: number,
) => Promise<DownloadedFile>;

const timeoutMs = 30_000;
const discordCdn = "https://cdn.discordapp.com";
const mebibyte = 1024 * 1024;

/** Fetches attachments from Discord's CDN and from nowhere else; `cdnBase` is another address of it. */
export function createDownloader(cdnBase: string = discordCdn): DownloadAttachment {
  return async ({ name, url, size }, limitBytes) => {
    if (size > limitBytes) throw tooLarge(name, limitBytes);
    if (!isBelow(url, cdnBase))
      throw new UserError(
        "attachment-elsewhere",
        `${name}: this file isn't on Discord's own servers, so it isn't fetched. Attach it once more.`,
        { values: { file: name } },
      );
    try {
      const signal = AbortSignal.timeout(timeoutMs);
      const response = await fetch(url, { redirect: "error", signal });
      if (!response.ok || response.body === null) throw new Error(`status ${response.status}`);
      return { fileName: name, bytes: await readBounded(response.body, name, limitBytes) };
    } catch (thrown) {
      if (thrown instanceof UserError) throw thrown;
      throw new UserError(
        "attachment-unavailable",
        `${name}: the file could not be fetched from Discord. Attach it once more.`,
        { cause: thrown, values: { file: name } },
      );
    }
  };
}

/** What was announced isn't trusted. */
async function readBounded(
  body: AsyncIterable<Uint8Array>,
  name: string,
  limitBytes: number,
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body) {
    length += chunk.length;
    if (length > limitBytes) throw tooLarge(name, limitBytes);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function isBelow(url: string, base: string): boolean {
  if (!URL.canParse(url)) return false;
  const { origin, pathname, username } = new URL(url);
  const allowed = new URL(base);
  const folder = allowed.pathname.endsWith("/") ? allowed.pathname : `${allowed.pathname}/`;
  return origin === allowed.origin && pathname.startsWith(folder) && username === "";
}

function tooLarge(name: string, limitBytes: number): UserError {
  const mebibytes = Math.floor(limitBytes / mebibyte);
  return new UserError(
    "attachment-too-large",
    `${name}: the file is too large. At most ${mebibytes} MiB are read.`,
    { values: { file: name, mebibytes } },
  );
}
