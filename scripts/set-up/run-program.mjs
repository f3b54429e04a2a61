import { pathToFileURL } from "node:url";
import { buildProgram } from "./build-program.mjs";
import { checkNode } from "./check-node.mjs";
import { installDependencies } from "./install-dependencies.mjs";
import { inProject } from "./project.mjs";
import { runScript } from "./run-step.mjs";

/** As it was at first: npm may be ended during the set-up. */
const parentId = process.ppid;

/**
 * Sets up what is missing, then becomes the program itself: no second process that would have to pass signals and the
 * exit code on. What the set-up says goes to standard error.
 * @param {string[]} args
 */
export async function runProgram(args) {
  checkNode();
  await runScript(async () => {
    await installDependencies();
    await buildProgram();
  });
  // Under npm the program ends with it. Started in any other way, it may outlive what started it.
  if (["start", "hearthside"].includes(process.env.npm_lifecycle_event ?? ""))
    process.env.HEARTHSIDE_PARENT = `${parentId}`;
  process.setSourceMapsEnabled(true);
  const main = inProject("dist/src/cli/main.js");
  process.argv = [process.argv[0], main, ...args];
  await import(pathToFileURL(main).href);
}
