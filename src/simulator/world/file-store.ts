import { createHash } from "node:crypto";

export interface StoredFile {
  /** Under `cdnBase`, for instance `/emojis/1100000000000000001.png`. */
  readonly path: string;
  readonly contentType: string;
  readonly bytes: Uint8Array;
}

/** What the simulated CDN serves. */
export class FileStore {
  readonly #files = new Map<string, StoredFile>();

  get all(): readonly StoredFile[] {
    return [...this.#files.values()];
  }

  /** Replaces what was there. Returns the path. */
  put(file: StoredFile): string {
    this.#files.set(withoutExtension(file.path), file);
    return file.path;
  }

  /** The file of this path; of a picture in whichever format it was stored, since Discord converts on demand. */
  find(path: string): StoredFile | undefined {
    return this.#files.get(withoutExtension(path));
  }

  delete(path: string): void {
    this.#files.delete(withoutExtension(path));
  }
}

/** A picture's hash as Discord writes it: 32 hexadecimal digits. */
export function pictureHash(source: string | Uint8Array): string {
  return createHash("sha256").update(source).digest("hex").slice(0, 32);
}

function withoutExtension(path: string): string {
  return path.startsWith("/attachments/") ? path : path.replace(/\.(?:png|jpe?g|gif|webp)$/, "");
}
