import { EventEmitter } from "node:events";
import { runCli } from "../../src/cli/run-cli.ts";

/** Runs the program in this process, with surroundings of its own. */
export async function hearthside(
  args: readonly string[],
  environment: Record<string, string> = {},
  environmentFile: readonly string[] = [],
) {
  const out: string[] = [];
  const error: string[] = [];
  const code = await runCli(args, {
    environment,
    environmentFile,
    stdout: { write: (text) => out.push(text) },
    stderr: { write: (text) => error.push(text) },
    signals: new EventEmitter(),
    clock: { now: () => 0, sleep: async () => {} },
    newId: () => "b0b",
    exitAtOnce: () => {},
  });
  return { code, out: out.join(""), error: error.join("") };
}
