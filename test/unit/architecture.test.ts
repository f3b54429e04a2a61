import { readdirSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { expect, test } from "vitest";

/** Room -> rooms it may import. Every room may also import itself and lib/. */
const mayImport: Record<string, readonly string[]> = {
  lib: [],
  config: [],
  telemetry: [],
  // The heart: pure rules and contracts, then use cases. No I/O, no adapters.
  generation: [],
  roleplay: ["generation"],
  memory: ["roleplay", "generation"],
  conversation: ["memory", "roleplay", "generation"],
  // Adapters: implement ports that the heart declares; never import one another.
  store: ["conversation", "memory", "roleplay", "generation"],
  library: ["conversation", "roleplay"],
  queue: ["generation"],
  models: ["generation"],
  inference: ["models", "roleplay", "generation"],
  discord: ["conversation", "roleplay", "generation"],
  // A Discord of its own: shares no code with the bot, so that it can't share its mistakes.
  simulator: [],
  playground: ["simulator"],
  // The outside: wiring and entry points.
  app: ["*"],
  cli: ["app", "config", "telemetry"],
};

/** Package -> the rooms that may import it. */
const onlyIn: Record<string, readonly string[]> = {
  bullmq: ["queue"],
  ioredis: ["queue"],
  "drizzle-orm": ["store"],
  "better-sqlite3": ["store"],
  "sqlite-vec": ["store"],
  "discord.js": ["discord"],
  "node-llama-cpp": ["inference", "models"],
  "@huggingface/transformers": ["inference"],
  sharp: ["library"],
  re2js: ["roleplay"],
  pino: ["telemetry"],
  "prom-client": ["telemetry"],
  "eventsource-parser": ["inference"],
};

/** Rooms whose rules take values and return values: no files, network, clock or dice of their own. */
const pure = ["roleplay", "generation", "memory"];
const impure =
  /from "node:(?:fs|net|http|https|child_process|os|timers)|\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(/;

const importSpecifier = /(?:\bfrom|\bimport)\s*\(?\s*["']([^"']+)["']/g;

const files = listTypeScriptFiles("src");

test("there is source to check", () => {
  expect(files.length).toBeGreaterThan(20);
});

test("every import follows the room table", () => {
  const violations: string[] = [];
  for (const { file, specifier } of imports()) {
    const room = roomOf(file);
    const allowed = mayImport[room];
    if (allowed === undefined) violations.push(`${file}: "${room}" is not in the room table`);
    if (!specifier.startsWith(".")) continue;
    const target = roomOf(posix.join(posix.dirname(file), specifier));
    const permitted =
      target === room || target === "lib" || allowed?.includes("*") || allowed?.includes(target);
    if (!permitted) violations.push(`${file} imports ${target}/`);
  }
  expect(violations).toEqual([]);
});

test("a heavy library is known to the rooms that own it alone", () => {
  const violations: string[] = [];
  for (const { file, specifier } of imports()) {
    const owners = onlyIn[packageOf(specifier)];
    if (owners !== undefined && !owners.includes(roomOf(file)))
      violations.push(`${file} imports ${specifier}`);
  }
  expect(violations).toEqual([]);
});

test("the pure rooms do no I/O and have no clock or dice of their own", () => {
  const violations = files.filter(
    (file) => pure.includes(roomOf(file)) && impure.test(readFileSync(file, "utf8")),
  );
  expect(violations).toEqual([]);
});

function* imports(): Generator<{ file: string; specifier: string }> {
  for (const file of files)
    for (const [, specifier = ""] of readFileSync(file, "utf8").matchAll(importSpecifier))
      yield { file, specifier };
}

function roomOf(file: string): string {
  return file.split("/")[1] ?? "";
}

function packageOf(specifier: string): string {
  const parts = specifier.split("/");
  return specifier.startsWith("@") ? parts.slice(0, 2).join("/") : (parts[0] ?? "");
}

function listTypeScriptFiles(root: string): string[] {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".ts"))
    .map((entry) => join(entry.parentPath, entry.name));
}
