import { readFileSync } from "node:fs";
import { posix } from "node:path";
import { expect, test } from "vitest";

/** Takes long to read, and most starts need none of it. */
const onlyWhereUsed = ["node-llama-cpp", "bullmq", "ioredis", "@huggingface/transformers"];

/** Imports that are read with the file itself: not those of types, and not `await import()`. */
const staticImport = /^(?:import|export)\s+(?!type\s)(?:[^"';]*?\sfrom\s+)?"([^"]+)";/gm;

/** Packages that are read when this file is, and through which file. */
function packagesReadWith(entry: string): ReadonlyMap<string, string> {
  const packages = new Map<string, string>();
  const files = new Set<string>();
  const visit = (file: string) => {
    if (files.has(file)) return;
    files.add(file);
    for (const [, specifier = ""] of readFileSync(file, "utf8").matchAll(staticImport)) {
      if (specifier.startsWith(".")) visit(posix.join(posix.dirname(file), specifier));
      else packages.set(specifier, file);
    }
  };
  visit(entry);
  return packages;
}

test.each(["run-all-in-one", "run-bot", "run-playground"])(
  "%s reads the libraries of models and of Redis only where they are used",
  (start) => {
    const packages = packagesReadWith(`src/app/${start}.ts`);
    expect(packages.has("discord.js")).toBe(true);
    expect(onlyWhereUsed.filter((name) => packages.has(name))).toEqual([]);
  },
);

test("the command line itself reads no library of what it may run", () => {
  const packages = packagesReadWith("src/cli/main.ts");
  expect(packages.has("commander")).toBe(true);
  expect([...onlyWhereUsed, "discord.js", "sharp"].filter((name) => packages.has(name))).toEqual(
    [],
  );
});
