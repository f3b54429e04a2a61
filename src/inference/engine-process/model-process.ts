/**
 * A process of its own that runs one model, started by `process-link.ts`. It ends together with the process that started
 * it, whatever it does at that time. Signals leave it alone: Ctrl+C in a terminal reaches it as well, and the bot then
 * has replies to finish.
 */

import type { GpuChoice } from "../llama-cpp/llama-backend.ts";
import { removeOwnStates } from "../llama-cpp/state-folders.ts";
import type { ToEngine } from "./messages.ts";

const gpu = process.argv[2] as GpuChoice;
let statesFolder: string | undefined;

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => {});
process.once("disconnect", endAtOnce);
// node-llama-cpp tries its library in a process of its own, which needs nothing that this one was started with.
process.execArgv = [];

// Only now, so that the end of the bot is noticed from the beginning: this takes a while.
const [{ EngineServer }, { openBackend }] = await Promise.all([
  import("./engine-server.ts"),
  import("../llama-cpp/llama-backend.ts"),
]);
const server = new EngineServer(gpu, (messages) => {
  // The bot may be gone by now.
  if (process.connected) process.send?.(messages, () => {});
});
process.on("message", (message: ToEngine) => {
  if (message.type === "load") statesFolder = message.options.keptStates?.folder;
  void server.take(message);
});
// So that it is there when a model comes; whoever needs it hears why it isn't.
openBackend(gpu).catch(() => {});
if (!process.connected) endAtOnce();

/** Without llama.cpp's own way out, which waits for what is being computed. */
function endAtOnce(): void {
  if (statesFolder !== undefined) removeOwnStates(statesFolder);
  process.kill(process.pid, "SIGKILL");
}
