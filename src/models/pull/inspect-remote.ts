import { inspectRemoteHeader } from "../inspect-model.ts";
import type { ModelInspection } from "../model-inspection.ts";
import type { RemoteFile } from "./remote-file.ts";

/** Longer than a header of tens of megabytes takes on a slow line; then the download goes on without. */
const timeoutMs = 60_000;

/** What the header on the server says; undefined where the server or the file don't let it be read by itself. */
export async function inspectRemote(
  { url, sizeBytes }: RemoteFile,
  signal: AbortSignal,
): Promise<ModelInspection | undefined> {
  if (sizeBytes === null) return undefined;
  try {
    return await inspectRemoteHeader(url, sizeBytes, { signal, timeoutMs });
  } catch {
    signal.throwIfAborted();
    return undefined;
  }
}
