import type { IncomingMessage } from "node:http";
import { ApiError } from "./api-error.ts";
import type { UploadedPart } from "./route.ts";

/** Discord's limit for a whole request. */
const maxBytes = 25 * 1024 * 1024;

export interface RequestBody {
  /** Undefined when there is none. */
  readonly json: unknown;
  readonly files: readonly UploadedPart[];
}

/** Reads a JSON or multipart body. Throws an `ApiError` when it is too large or no JSON. */
export async function readBody(message: IncomingMessage): Promise<RequestBody> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message) {
    const bytes = Buffer.from(chunk);
    size += bytes.byteLength;
    if (size <= maxBytes) chunks.push(bytes);
  }
  if (size > maxBytes)
    throw new ApiError(413, 40005, "Request entity too large", { rule: "invalid-body" });
  const bytes = Buffer.concat(chunks);
  if (bytes.byteLength === 0) return { json: undefined, files: [] };
  const contentType = message.headers["content-type"] ?? "";
  if (contentType.startsWith("multipart/form-data")) return await readMultipart(bytes, contentType);
  return { json: parseJson(bytes.toString("utf8")), files: [] };
}

async function readMultipart(
  bytes: Buffer<ArrayBuffer>,
  contentType: string,
): Promise<RequestBody> {
  const form = await new Response(bytes, { headers: { "content-type": contentType } })
    .formData()
    .catch((cause: unknown) => {
      throw invalidJson(cause);
    });
  const files: UploadedPart[] = [];
  let json: unknown;
  for (const [field, value] of form) {
    if (typeof value === "string") {
      if (field === "payload_json") json = parseJson(value);
      continue;
    }
    files.push({
      field,
      filename: value.name,
      contentType: value.type === "" ? "application/octet-stream" : value.type,
      bytes: new Uint8Array(await value.arrayBuffer()),
    });
  }
  return { json, files };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw invalidJson(cause);
  }
}

function invalidJson(cause: unknown): ApiError {
  return new ApiError(400, 50109, "The request body contains invalid JSON.", {
    rule: "invalid-body",
    cause,
  });
}
