import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { inProject } from "./project.mjs";
import { runStep } from "./run-step.mjs";

const lockFile = inProject("package-lock.json");
/** What npm writes about what it has installed. */
const installedFile = inProject("node_modules/.package-lock.json");
/** Which kind of Node it was installed for: native modules fit no other. */
const runtimeFile = inProject("node_modules/.hearthside-runtime");
const runtime = [process.versions.modules, process.platform, process.arch].join(" ");

/** Brings `node_modules` in line with the lock file and with this Node. Does nothing when it is already. */
export async function installDependencies() {
  // Someone who ran npm by hand has left no note; then the Node is taken to be the same.
  const noted = existsSync(runtimeFile) ? readFileSync(runtimeFile, "utf8") : runtime;
  if (noted !== runtime || !installedMatchesLockFile()) await install();
  else if (existsSync(runtimeFile)) return;
  writeFileSync(runtimeFile, runtime);
}

/** Whether every package of the lock file is there in its version. Those for other platforms may be absent. */
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
    env: {
      NODE_LLAMA_CPP_SKIP_DOWNLOAD: "true",
      NODE_LLAMA_CPP_POSTINSTALL: "skip",
      ONNXRUNTIME_NODE_INSTALL: "skip",
    },
  });
}
