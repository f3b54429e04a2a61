import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import type { Bench } from "./support/bench.ts";
import { atMost } from "./support/figures.ts";

const measuredSchema = z.array(
  z.object({ turns: z.number(), bytes: z.number(), turnMs: z.number() }),
);
type Measured = z.infer<typeof measuredSchema>;

/** Turns of all chats together after which is measured. */
const after = [1_000, 10_000] as const;

/** Whether the bot's memory, and the time of a turn, grow with what has been said. */
export const botMemory: Bench = {
  name: "bot-memory",
  async run({ say }) {
    say(`bot-memory: ${after[1]} turns`);
    const [early, late] = await measure();
    if (early === undefined || late === undefined) throw new Error("nothing was measured");
    const megabytes = ({ bytes }: Measured[number]) => (bytes / 1e6).toFixed(1);
    return [
      {
        name: `the bot's own memory after ${late.turns} turns / after ${early.turns}`,
        value: (late.bytes / early.bytes).toFixed(2),
        goal: atMost(1.05, late.bytes / early.bytes),
        detail: `${megabytes(late)} / ${megabytes(early)} MB of JavaScript heap and buffers after a collection, in a process of its own: chats, stores, queue and engine contract, without discord.js; 20 channels in turn`,
      },
      {
        name: `time of a turn without model and Discord, around turn ${late.turns} / ${early.turns}`,
        value: (late.turnMs / early.turnMs).toFixed(2),
        detail: `${late.turnMs.toFixed(1)} / ${early.turnMs.toFixed(1)} ms`,
      },
    ];
  },
};

function measure(): Promise<Measured> {
  return new Promise((resolve, reject) => {
    const child = fork(
      fileURLToPath(new URL("./support/bot-memory-process.ts", import.meta.url)),
      after.map(String),
      { execArgv: ["--expose-gc", "--import", "tsx"] },
    );
    child.on("message", (message) => resolve(measuredSchema.parse(message)));
    child.on("error", reject);
    child.on("exit", (code) => reject(new Error(`the bot ended with code ${code}`)));
  });
}
