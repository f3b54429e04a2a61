import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";

/** Looks for the programs that tests need, with these settings alone. */
function findPrograms(environment: Readonly<Record<string, string>>) {
  const script = "scripts/set-up/find-programs.mjs";
  const program = `import("./${script}").then(({ ensurePrograms }) => ensurePrograms())`;
  const { status, stderr } = spawnSync(process.execPath, ["--eval", program], {
    env: environment,
    encoding: "utf8",
  });
  return { status, stderr };
}

test("where programs are missing and can't be installed, the exact command to do it is said", () => {
  const { status, stderr } = findPrograms({ PATH: "/nowhere" });
  expect(status).toBe(1);
  expect(stderr).toMatch(/Redis: .*`redis-server`/);
  expect(stderr).toMatch(/sudo apt-get update && sudo apt-get install --yes .*\bredis-server\b/);
});

test("a browser that was chosen and isn't there is named", () => {
  const { status, stderr } = findPrograms({ PATH: "/nowhere", CHROMIUM_PATH: "/nowhere/chromium" });
  expect(status).toBe(2);
  expect(stderr).toContain("/nowhere/chromium");
});
