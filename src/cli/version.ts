import { existsSync, readFileSync } from "node:fs";

/** The version in the project's `package.json`, which lies above the sources and above the compiled program alike. */
export function readVersion(): string {
  let folder = new URL(".", import.meta.url);
  for (;;) {
    const manifest = new URL("package.json", folder);
    if (existsSync(manifest)) return JSON.parse(readFileSync(manifest, "utf8")).version;
    const parent = new URL("..", folder);
    if (parent.href === folder.href) throw new Error("package.json is missing above the program");
    folder = parent;
  }
}
