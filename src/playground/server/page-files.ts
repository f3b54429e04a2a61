import { readFile } from "node:fs/promises";
import type { ServerResponse } from "node:http";
import { extname, join } from "node:path";

const contentTypes: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".woff2": "font/woff2",
};

/** Exactly what the build puts there: the page itself, and flat names under `assets`. Nothing climbs out of it. */
const pagePath = /^\/(?:index\.html|assets\/[\w.-]+)$/;

/** Sends a file of the built page; resolves with false when there is none of that name. */
export async function sendPageFile(
  response: ServerResponse,
  pageDirectory: string,
  path: string,
): Promise<boolean> {
  const wanted = path === "/" ? "/index.html" : path;
  const contentType = contentTypes[extname(wanted)];
  if (!pagePath.test(wanted) || contentType === undefined) return false;
  const bytes = await readIfThere(join(pageDirectory, wanted));
  if (bytes === undefined) return false;
  // Names under assets/ carry a hash of their content.
  const fixed = wanted.startsWith("/assets/");
  response.writeHead(200, {
    "content-type": contentType,
    "cache-control": fixed ? "public, max-age=31536000, immutable" : "no-store",
  });
  response.end(bytes);
  return true;
}

async function readIfThere(file: string): Promise<Buffer | undefined> {
  try {
    return await readFile(file);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}
