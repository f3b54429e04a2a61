// `npm start`: sets up, then runs the bot (with DISCORD_TOKEN) or the playground (without).
import { runProgram } from "./set-up/run-program.mjs";

await runProgram(["start", ...process.argv.slice(2)]);
