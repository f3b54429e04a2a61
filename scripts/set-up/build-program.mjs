import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { inProject, pageHas, projectRoot, toolOf } from "./project.mjs";
import { runStep } from "./run-step.mjs";

const pageDir = `src${sep}playground${sep}page${sep}`;

/**
 * Compiles the program to `dist/src` and the playground's page to `dist/playground-page`. What was built from these
 * very sources before is left alone, unless `always` says otherwise.
 * @param {{ always?: boolean, quiet?: boolean }} [options]
 */
export async function buildProgram({ always = false, quiet = true } = {}) {
  const toolchain = ["package-lock.json", "tsconfig.json", "tsconfig.build.json"];
  const sources = filesUnder("src");
  await whenChanged({
    stampFile: inProject("dist/.program-stamp"),
    files: [...toolchain, ...sources.filter((file) => !file.startsWith(pageDir))],
    always: always || !existsSync(inProject("dist/src/cli/main.js")),
    build: () => compile(quiet),
  });
  if (!pageHas("vite.config.ts")) return;
  await whenChanged({
    stampFile: inProject("dist/.page-stamp"),
    files: [...toolchain, ...sources.filter((file) => file.startsWith(dirname(pageDir)))],
    always: always || !existsSync(inProject("dist/playground-page/index.html")),
    build: () => buildPage(quiet),
  });
}

async function compile(quiet) {
  console.error("Building the program …");
  await runStep({
    title: "Compiling",
    command: process.execPath,
    args: [toolOf("typescript", "tsc"), "-p", "tsconfig.build.json"],
    byHand: "npx tsc -p tsconfig.build.json",
    quiet,
  });
  removeOrphans();
}

async function buildPage(quiet) {
  console.error("Building the playground's page …");
  await runStep({
    title: "Building the page",
    command: process.execPath,
    args: [toolOf("vite", "vite"), "build", "--config", "src/playground/page/vite.config.ts"],
    byHand: "npx vite build --config src/playground/page/vite.config.ts",
    quiet,
  });
}

/** The stamp is a hash of contents, not of times: a checkout or a copy of the folder changes times alone. */
async function whenChanged({ stampFile, files, always, build }) {
  const hash = createHash("sha256");
  for (const file of files) hash.update(`${file}\0`).update(readFileSync(inProject(file)));
  const stamp = hash.digest("hex");
  if (!always && existsSync(stampFile) && readFileSync(stampFile, "utf8") === stamp) return;
  rmSync(stampFile, { force: true });
  await build();
  mkdirSync(dirname(stampFile), { recursive: true });
  writeFileSync(stampFile, stamp);
}

/** Removes compiled files whose source is gone. */
function removeOrphans() {
  for (const file of filesUnder("dist/src")) {
    const source = relative("dist", file).replace(/\.js(?:\.map)?$/, ".ts");
    if (!existsSync(inProject(source))) rmSync(inProject(file));
  }
}

/** Paths relative to the project, in a stable order. */
function filesUnder(folder) {
  return readdirSync(inProject(folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(projectRoot, join(entry.parentPath ?? entry.path, entry.name)))
    .sort();
}
