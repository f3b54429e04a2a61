import type { UploadedFile } from "../../protocol/actions.ts";

/** A file of the reader's, ready to travel. Rejects with a `DOMException` when it is gone or can't be read. */
export async function uploadFile(file: File): Promise<UploadedFile> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return {
    name: file.name,
    contentType: file.type || "application/octet-stream",
    base64: btoa(binary),
  };
}
