import { readFileSync } from "node:fs";
import { posix } from "node:path";
import { expect, test } from "vitest";

interface LockedPackage {
  readonly resolved?: string;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const { packages }: { packages: Record<string, LockedPackage> } = JSON.parse(
  readFileSync("package-lock.json", "utf8"),
);

test("the lock file has the optional packages of every platform, or npm ci refuses it", () => {
  const missing = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).filter((name) => !isLocked(path, name)),
  );
  expect(missing).toEqual([]);
});

test("the lock file names no registry: everyone uses their own", () => {
  expect(Object.values(packages).filter(({ resolved }) => resolved !== undefined)).toEqual([]);
});

/** Whether a package finds another one, in its own folder of modules or in one above. */
function isLocked(from: string, name: string): boolean {
  for (let folder = from; ; folder = posix.dirname(folder)) {
    if (packages[posix.join(folder, "node_modules", name)] !== undefined) return true;
    if (folder === "" || folder === ".") return false;
  }
}
