import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

export interface StoreProcess extends AsyncDisposable {
  /** Resolves with all lines so far once there are `count`. */
  lines(count: number): Promise<readonly string[]>;
  /** Kills it without a chance to tidy up; resolves with everything it said. */
  kill(): Promise<readonly string[]>;
}

/** Starts `store-writer.ts` on a database file. */
export function startStoreProcess(file: string): StoreProcess {
  const script = fileURLToPath(new URL("store-writer.ts", import.meta.url));
  const child = spawn(process.execPath, ["--import", "tsx", script, file], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const said: string[] = [];
  const reader = createInterface({ input: child.stdout });
  reader.on("line", (line) => said.push(line));
  const closed = once(reader, "close");
  return {
    lines: async (count) => {
      while (said.length < count) {
        const ended = closed.then(() => {
          throw new Error(`the writer ended after ${said.length} lines`);
        });
        await Promise.race([once(reader, "line"), ended]);
      }
      return said;
    },
    kill: async () => {
      await end(child);
      await closed;
      return said;
    },
    [Symbol.asyncDispose]: () => end(child),
  };
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, "exit");
  child.kill("SIGKILL");
  await exited;
}
