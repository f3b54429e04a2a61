// `npm run build`: compiles program and page, also when nothing has changed.
import { buildProgram } from "./set-up/build-program.mjs";
import { checkNode } from "./set-up/check-node.mjs";
import { installDependencies } from "./set-up/install-dependencies.mjs";
import { runScript } from "./set-up/run-step.mjs";

checkNode();
await runScript(async () => {
  await installDependencies();
  await buildProgram({ always: true, quiet: false });
});
