import { spawnSync } from "node:child_process";
import { accessSync, constants, existsSync, readFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { runStep } from "./run-step.mjs";

/** Programs that the tests need besides npm packages: how to find each, and its Debian package. */
const needed = [
  {
    what: "Redis",
    find: findRedis,
    debianPackage: "redis-server",
    elsewhere: "put `redis-server` on the PATH",
  },
  {
    what: "Chromium",
    find: findChromium,
    debianPackage: "chromium",
    elsewhere: "install Chromium or Chrome, or set CHROMIUM_PATH to it",
  },
];

/**
 * Makes sure that Redis and Chromium are there; installs them where that is allowed.
 * @returns {Promise<{ chromium: string }>} where the browser is; Redis is on the PATH
 */
export async function ensurePrograms() {
  const missing = needed.filter(({ find }) => find() === undefined);
  if (missing.length > 0) await installOnDebian(missing);
  return { chromium: findChromium() };
}

function findRedis() {
  return onPath("redis-server");
}

function findChromium() {
  const chosen = process.env.CHROMIUM_PATH;
  if (chosen) {
    if (existsSync(chosen)) return chosen;
    console.error(`CHROMIUM_PATH is ${chosen}, but there is no such file.`);
    process.exit(2);
  }
  const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
  const inApplications = [
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  ];
  return names.map(onPath).find(Boolean) ?? inApplications.find((file) => existsSync(file));
}

async function installOnDebian(missing) {
  const packages = missing.map(({ debianPackage }) => debianPackage).join(" ");
  const update = "apt-get update";
  const install = `apt-get install --yes --no-install-recommends ${packages}`;
  const rights = debianRights();
  if (rights === undefined) {
    const lines = missing.map(({ what, elsewhere }) => `  ${what}: ${elsewhere}`).join("\n");
    console.error(
      `The tests need programs that are missing here:\n${lines}\n\nOn Debian and Ubuntu:\n\n` +
        `    sudo ${update} && sudo ${install}\n`,
    );
    process.exit(1);
  }
  console.error(`Installing ${missing.map(({ what }) => what).join(" and ")} …`);
  for (const line of [update, install]) {
    const [command, ...args] = `${rights}${line}`.split(" ");
    await runStep({
      title: `Installing ${packages}`,
      command,
      args,
      byHand: `${rights}${line}`,
      env: { DEBIAN_FRONTEND: "noninteractive" },
      quiet: true,
    });
  }
  const still = missing.filter(({ find }) => find() === undefined);
  if (still.length === 0) return;
  console.error(
    `Installed ${packages}, but ${still.map(({ what }) => what).join(" and ")} can't be found.`,
  );
  process.exit(1);
}

/** What to put before a command to run it as root on Debian or Ubuntu; undefined where that isn't possible unasked. */
function debianRights() {
  if (onPath("apt-get") === undefined || !existsSync("/etc/os-release")) return undefined;
  const isDebian = /^ID(?:_LIKE)?=.*\b(?:debian|ubuntu)\b/m.test(
    readFileSync("/etc/os-release", "utf8"),
  );
  if (!isDebian) return undefined;
  if (process.getuid?.() === 0) return "";
  const sudoAllowed =
    onPath("sudo") !== undefined &&
    spawnSync("sudo", ["-n", "true"], { stdio: "ignore" }).status === 0;
  return sudoAllowed ? "sudo -n " : undefined;
}

function onPath(name) {
  const folders = (process.env.PATH ?? "").split(delimiter).filter((folder) => folder !== "");
  return folders.map((folder) => join(folder, name)).find(isExecutable);
}

function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
