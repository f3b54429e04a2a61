import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { inProject } from "./project.mjs";
import { runStep } from "./run-step.mjs";

const lockFile = inProject("package-lock.json");
/** What npm writes about what it has installed. */
const installedFile = inProject("node_modules/.package-lock.json");
const stampFile = inProject("node_modules/.hearthside-installed");

/** Brings `node_modules` in line with the lock file. Does nothing when it is already. */
export async function installDependencies() {
  const stamp = stampOfLockFile();
  if (existsSync(stampFile) && readFileSync(stampFile, "utf8") === stamp) return;
  // A stamp of another lock file or another Node: native modules may have to be fetched again.
  if (existsSync(stampFile) || !installedMatchesLockFile()) await install();
  writeFileSync(stampFile, stamp);
}

function stampOfLockFile() {
  return createHash("sha256")
    .update(readFileSync(lockFile))
    .update([process.versions.modules, process.platform, process.arch].join(" "))
    .digest("hex");
}

/** Whether someone has run npm by hand already: every package is there in the version of the lock file. */
function installedMatchesLockFile() {
  if (!existsSync(installedFile)) return false;
  const wanted = JSON.parse(readFileSync(lockFile, "utf8")).packages;
  const installed = JSON.parse(readFileSync(installedFile, "utf8")).packages;
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === "") return true;
    const found = installed[path];
    if (found === undefined) return entry.optional === true || entry.devOptional === true;
    return found.version === entry.version && found.integrity === entry.integrity;
  });
}

async function install() {
  console.error("Installing dependencies (a few minutes the first time) …");
  const args = ["ci", "--include=dev", "--no-progress", "--loglevel=error"];
  // Inside `npm start`, use the npm that runs already; it is also the one that is sure to be there.
  const npm = process.env.npm_execpath;
  const viaNode = npm !== undefined && /\.c?js$/.test(npm);
  await runStep({
    title: "Installing dependencies",
    command: viaNode ? process.execPath : "npm",
    args: viaNode ? [npm, ...args] : args,
    byHand: "npm ci --include=dev",
    // The prebuilt engine is used as it is: nothing is compiled or downloaded behind npm's back.
    env: { NODE_LLAMA_CPP_SKIP_DOWNLOAD: "true", NODE_LLAMA_CPP_POSTINSTALL: "skip" },
  });
}
