import { basename, dirname } from "node:path";
import type { PullProgress } from "../../generation/model-control.ts";
import { coerceError, UserError } from "../../lib/errors.ts";

export interface DownloadOptions {
  readonly url: string;
  /** Where the file comes to lie; its name with {@link unfinishedEnding} is what has come so far. */
  readonly file: string;
  /** Bytes that are free on its disk. */
  readonly freeBytes: number;
  readonly onProgress: (progress: PullProgress) => void;
  readonly signal: AbortSignal;
}

/** At the end of the name of a file that hasn't come as a whole. */
export const unfinishedEnding = ".ipull";

/** What stays free for everything else that writes to the disk. */
const reserveBytes = 512 * 1024 ** 2;

/**
 * Fetches a file, several pieces at once, and with it the others of a model that is split. What an earlier try has
 * brought stays and isn't fetched again, also after an abort. Returns the file that stands for the model: a split one's
 * has its number in its name.
 */
export async function downloadFile(options: DownloadOptions): Promise<string> {
  const { url, file, freeBytes, onProgress, signal } = options;
  signal.throwIfAborted();
  // Only now: the library takes long to read, and few processes download.
  const { createModelDownloader } = await import("node-llama-cpp");
  let downloaded: string;
  try {
    const downloader = await createModelDownloader({
      modelUri: url,
      dirPath: dirname(file),
      fileName: basename(file),
      deleteTempFileOnCancel: false,
      onProgress: ({ totalSize, downloadedSize, averageSpeed }) =>
        onProgress({
          doneBytes: downloadedSize,
          totalBytes: totalSize,
          bytesPerSecond: averageSpeed,
        }),
    });
    const missing = downloader.totalSize - downloader.downloadedSize;
    if (missing + reserveBytes > freeBytes) throw noRoom(missing, freeBytes);
    downloaded = await downloader.download({ signal });
  } catch (thrown) {
    signal.throwIfAborted();
    if (thrown instanceof UserError) throw thrown;
    throw new UserError(
      "model-download-failed",
      `The download broke off: ${coerceError(thrown).message}. Ask for it again: it goes on where it was.`,
      { cause: thrown, values: { reason: coerceError(thrown).message } },
    );
  }
  // The library resolves when it is stopped.
  signal.throwIfAborted();
  return downloaded;
}

function noRoom(missing: number, free: number): UserError {
  const gib = (bytes: number) => `${(bytes / 1024 ** 3).toFixed(1)} GiB`;
  return new UserError(
    "disk-full",
    `The file needs ${gib(missing)} more on the disk of MODELS_DIR, and ${gib(free)} are free, of which 0.5 GiB stay free. Make room first.`,
    { values: { needed: gib(missing), free: gib(free) } },
  );
}
