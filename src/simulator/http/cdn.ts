import type { ServerResponse } from "node:http";
import type { World } from "../world/world.ts";
import { decodeSegment } from "./router.ts";

/** Serves pictures and attachments. `path` is what follows `/cdn`. */
export function serveFile(world: World, path: string, response: ServerResponse): void {
  const file = world.files.find(decodeSegment(path));
  if (file === undefined) {
    response.writeHead(404, { "content-type": "text/plain" }).end("not found");
    return;
  }
  // Attachments are what strangers uploaded: a browser must not take them for a page of this address.
  response
    .writeHead(200, {
      "content-type": file.contentType,
      "x-content-type-options": "nosniff",
      "content-security-policy": "default-src 'none'; sandbox",
      "access-control-allow-origin": "*",
    })
    .end(file.bytes);
}
