// `npm test`: sets up, then every check there is, in the order in which they tell the most. All of them run, also
// after one has failed; the last line sums up the tests.
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildProgram } from "./set-up/build-program.mjs";
import { checkNode } from "./set-up/check-node.mjs";
import { ensurePrograms } from "./set-up/find-programs.mjs";
import { installDependencies } from "./set-up/install-dependencies.mjs";
import { pageHas, projectRoot, toolOf } from "./set-up/project.mjs";
import { runScript } from "./set-up/run-step.mjs";
import { readTestReport } from "./set-up/test-report.mjs";

checkNode();
await runScript(async () => {
  await installDependencies();
  const { chromium } = await ensurePrograms();
  process.exitCode = await runEverything(testEnvironment(chromium));
});

/** The tests talk to what they start themselves, never to a bot, a Redis or a Discord that the shell knows. */
function testEnvironment(chromium) {
  const environment = { ...process.env, CHROMIUM_PATH: chromium };
  for (const name of ["DISCORD_TOKEN", "DISCORD_API_BASE", "DISCORD_CDN_BASE", "REDIS_URL"])
    delete environment[name];
  return environment;
}

async function runEverything(environment) {
  const startedAt = Date.now();
  const failedChecks = [];
  for (const { title, tool, args } of checks()) {
    const code = await run(title, tool, args, environment);
    if (code !== 0) failedChecks.push(title);
  }
  // The end-to-end tests run the compiled program: without it they would judge an older one.
  await buildProgram({ quiet: false });

  tellAboutSchema();
  const sum = { passed: 0, failures: [], notRun: [] };
  for (const project of ["unit", "integration", "e2e"]) {
    const { passed, failures, notRun } = await runTests(project, environment);
    sum.passed += passed;
    sum.failures.push(...failures);
    sum.notRun.push(...notRun);
  }
  summarise(sum, failedChecks, Date.now() - startedAt);
  return failedChecks.length === 0 && sum.failures.length === 0 ? 0 : 1;
}

/** What is checked besides the tests; `tool` is the package and the command in it. */
function checks() {
  const page = "src/playground/page";
  return [
    { title: "types", tool: ["typescript", "tsc"], args: ["--noEmit"] },
    ...(pageHas("tsconfig.json")
      ? [
          {
            title: "types of the page",
            tool: ["typescript", "tsc"],
            args: ["-p", page, "--noEmit"],
          },
        ]
      : []),
    { title: "lint", tool: ["oxlint", "oxlint"], args: ["--type-aware", "--deny-warnings"] },
    { title: "format", tool: ["@biomejs/biome", "biome"], args: ["check"] },
    { title: "unused code", tool: ["knip", "knip"], args: [] },
    { title: "documents", tool: ["tsx", "tsx"], args: ["scripts/generate-docs.ts", "--check"] },
  ];
}

function tellAboutSchema() {
  const schema = process.env.HEARTHSIDE_DISCORD_OPENAPI;
  console.log(
    schema
      ? `\nThe simulator is checked against Discord's schema in ${schema}.`
      : "\nThe check of the simulator against Discord's own schema is off: HEARTHSIDE_DISCORD_OPENAPI is not set.",
  );
}

async function runTests(project, environment) {
  const folder = mkdtempSync(join(tmpdir(), "hearthside-test-"));
  const file = join(folder, "report.json");
  try {
    const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
    const args = ["run", "--project", project, ...reporters];
    const code = await run(`tests: ${project}`, ["vitest", "vitest"], args, environment);
    const report = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : undefined;
    return readTestReport(report, code);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Runs one tool with its output shown; resolves with its exit code. */
async function run(title, [packageName, command], args, environment) {
  console.log(`\n▸ ${title}  (npx ${[command, ...args].join(" ")})`);
  const startedAt = Date.now();
  const child = spawn(process.execPath, [toolOf(packageName, command), ...args], {
    cwd: projectRoot,
    env: environment,
    stdio: ["ignore", "inherit", "inherit"],
  });
  const code = await new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (exitCode) => resolve(exitCode ?? 1));
  });
  const seconds = ((Date.now() - startedAt) / 1000).toFixed(1);
  console.log(`${code === 0 ? "✓" : "✗"} ${title}  ${seconds} s`);
  return code;
}

function summarise({ passed, failures, notRun }, failedChecks, durationMs) {
  console.log(`\nAll done in ${Math.round(durationMs / 1000)} s.`);
  if (failedChecks.length > 0) console.log(`✗ Failed checks: ${failedChecks.join(", ")}`);
  if (notRun.length > 0) {
    console.log(`${notRun.length} tests did not run here:`);
    for (const name of notRun) console.log(`  ${name}`);
  }
  if (failures.length > 0) {
    console.log("✗ Failed tests:");
    for (const failure of failures) console.log(`  ${failure}`);
  }
  console.log(`${passed} passed, ${failures.length} failed`);
}
