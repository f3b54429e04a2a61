import { z } from "zod";
import { coerceError, isAbort, UserError } from "../../lib/errors.ts";
import type { ModelAddress } from "./model-address.ts";

/** A model file on a server, as far as it tells without sending it. */
export interface RemoteFile {
  readonly url: string;
  /** Null where the server doesn't say. */
  readonly sizeBytes: number | null;
  readonly sha256: string | null;
  /** Its first bytes. */
  readonly start: Uint8Array;
}

/** Where Hugging Face is, unless a mirror is asked. */
export const huggingFaceUrl = "https://huggingface.co/";

/** How long a server may take to answer; an address that nobody listens at would else hang for minutes. */
const patienceMs = 30_000;

const startBytes = 1024;

/** Only what is needed of it: https://github.com/ggml-org/llama.cpp/pull/11195 */
const manifestSchema = z.object({
  ggufFile: z.object({
    rfilename: z.string().min(1),
    lfs: z.object({ sha256: z.string() }).optional().catch(undefined),
  }),
});

/**
 * Asks a server for a file without fetching it.
 *
 * @throws UserError when it isn't there, or the server doesn't answer.
 */
export async function lookAtRemote(
  address: ModelAddress,
  endpoint: string,
  signal: AbortSignal,
): Promise<RemoteFile> {
  const found =
    address.kind === "url"
      ? { url: address.url, sha256: null }
      : await findOnHuggingFace(address, endpoint, signal);
  const response = await ask(found.url, { Range: `bytes=0-${startBytes - 1}` }, signal);
  const { headers } = response;
  const total = headers.get("content-range")?.split("/")[1] ?? headers.get("content-length");
  return {
    url: found.url,
    sizeBytes: total !== null && /^\d+$/.test(total) ? Number(total) : null,
    sha256: found.sha256 ?? checksumOf(headers),
    start: await firstBytes(response),
  };
}

async function findOnHuggingFace(
  { user, repo, quantisation }: ModelAddress & { readonly kind: "hugging-face" },
  endpoint: string,
  signal: AbortSignal,
): Promise<{ readonly url: string; readonly sha256: string | null }> {
  const base = endpoint.endsWith("/") ? endpoint : `${endpoint}/`;
  // Only llama.cpp is told which file it is.
  const response = await ask(
    `${base}v2/${user}/${repo}/manifests/${quantisation}`,
    { "User-Agent": "llama-cpp" },
    signal,
  );
  const manifest = manifestSchema.safeParse(await response.json().catch(() => undefined));
  if (!manifest.success)
    throw new UserError(
      "model-not-offered",
      `hf:${user}/${repo} has no GGUF file of ${quantisation}.`,
      { values: { host: `hf:${user}/${repo}` } },
    );
  const { rfilename, lfs } = manifest.data.ggufFile;
  const path = rfilename.split("/").map(encodeURIComponent).join("/");
  return {
    url: `${base}${user}/${repo}/resolve/main/${path}`,
    sha256: validChecksum(lfs?.sha256),
  };
}

async function ask(
  url: string,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(url, {
      headers,
      signal: AbortSignal.any([signal, AbortSignal.timeout(patienceMs)]),
    });
  } catch (thrown) {
    if (signal.aborted && isAbort(thrown, signal)) throw thrown;
    throw new UserError(
      "model-server-unreachable",
      `${new URL(url).host} doesn't answer: ${causeOf(thrown)}. Check the address and the connection.`,
      { cause: thrown, values: { host: new URL(url).host } },
    );
  }
  if (response.ok) return response;
  await response.body?.cancel();
  throw refusal(response.status, new URL(url).host);
}

function refusal(status: number, host: string): UserError {
  if (status === 401 || status === 403)
    return new UserError(
      "model-wants-account",
      `${host} wants an account for this model. Set HF_TOKEN to a token of one that may read it.`,
      { values: { host } },
    );
  if (status === 404)
    return new UserError("model-not-offered", `${host} has no such model or quantisation.`, {
      values: { host },
    });
  return new UserError("model-server-refuses", `${host} answers with ${status}. Try again later.`, {
    values: { host, status },
  });
}

function causeOf(thrown: unknown): string {
  const error = coerceError(thrown);
  if (error.name === "TimeoutError") return `nothing in ${patienceMs / 1000} s`;
  return error.cause === undefined ? error.message : coerceError(error.cause).message;
}

/** Servers that know it give a file's SHA-256 as its tag. */
function checksumOf(headers: Headers): string | null {
  return validChecksum(headers.get("x-linked-etag")) ?? validChecksum(headers.get("etag"));
}

function validChecksum(text: string | null | undefined): string | null {
  return /^(?:W\/)?"?([0-9a-f]{64})"?$/.exec(text ?? "")?.[1] ?? null;
}

/** A server that knows no ranges sends everything: no more than the start is read. */
async function firstBytes(response: Response): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  const reader = response.body?.getReader();
  while (reader !== undefined && length < startBytes) {
    const { done, value } = await reader.read();
    if (done) break;
    pieces.push(value);
    length += value.length;
  }
  await reader?.cancel();
  return Buffer.concat(pieces).subarray(0, startBytes);
}
