import { writeSync } from "node:fs";
import type { LifeToKill } from "./kill-life.ts";
import { MemoryLife } from "./memory-life.ts";

/** Works on a memory until its last step comes, and then isn't any more; see `kill-life.ts`. */

const life: LifeToKill = JSON.parse(process.argv[2] ?? "{}");

let steps = 0;
const memory = new MemoryLife({
  file: life.file,
  promised: life.promised,
  step: () => {
    steps += 1;
    if (steps === life.at) die();
  },
  onForgetting: (done) => {
    if (done === "promised") writeSync(1, done);
    if (done === life.at) die();
  },
});
await memory.run(life.work);

function die(): void {
  process.kill(process.pid, "SIGKILL");
}
