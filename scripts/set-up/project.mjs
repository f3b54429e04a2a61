import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder of the clone, wherever the command was called. */
export const projectRoot = fileURLToPath(new URL("../..", import.meta.url));

/** @param {string[]} parts */
export function inProject(...parts) {
  return join(projectRoot, ...parts);
}

/**
 * The JavaScript file behind a command of an installed package, so that it runs with this very Node.
 * @param {string} packageName
 * @param {string} command
 */
export function toolOf(packageName, command) {
  const manifest = inProject("node_modules", packageName, "package.json");
  const { bin } = JSON.parse(readFileSync(manifest, "utf8"));
  return join(dirname(manifest), typeof bin === "string" ? bin : bin[command]);
}

/** Whether the playground's page is part of this checkout and has something to build or check. */
export function pageHas(file) {
  return existsSync(inProject("src/playground/page", file));
}
