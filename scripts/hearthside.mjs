// `npm run -s hearthside -- ARGS`: the command-line program from a clone, set up first where needed.
import { runProgram } from "./set-up/run-program.mjs";

await runProgram(process.argv.slice(2));
