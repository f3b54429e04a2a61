import type { ServerResponse } from "node:http";

/** What a browser may show by itself. Whatever else was uploaded (SVG and HTML too) is only offered as a download. */
const shown = new Set(["image/png", "image/jpeg", "image/gif", "image/webp"]);

/** Hands out a file of the simulator's CDN; resolves with false when there is none. */
export async function sendMedia(
  response: ServerResponse,
  cdnBase: string,
  path: string,
): Promise<boolean> {
  const safe = cdnPath(path);
  if (safe === undefined) return false;
  const file = await fetch(cdnBase + safe, { redirect: "error" });
  if (!file.ok) return false;
  const contentType = file.headers.get("content-type")?.split(";")[0] ?? "";
  const visible = shown.has(contentType);
  response.writeHead(200, {
    "content-type": visible ? contentType : "application/octet-stream",
    "content-disposition": visible ? "inline" : "attachment",
    "cache-control": "private, max-age=3600",
  });
  response.end(Buffer.from(await file.arrayBuffer()));
  return true;
}

/** The path with each part encoded anew, or undefined when it would leave the CDN. */
export function cdnPath(path: string): string | undefined {
  try {
    const parts = path.slice(1).split("/").map(decodeURIComponent);
    const leaves = parts.some(
      (part) => part === "" || part === "." || part === ".." || /[\\/]/.test(part),
    );
    return leaves ? undefined : `/${parts.map(encodeURIComponent).join("/")}`;
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
}
