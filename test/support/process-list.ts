import { readdirSync, readFileSync } from "node:fs";

/** The command lines of the processes that this one has started: process id -> command. Linux alone tells. */
export function childrenOf(parentId: number): ReadonlyMap<number, string> {
  const children = new Map<number, string>();
  for (const name of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
    const status = read(`/proc/${name}/status`);
    const command = read(`/proc/${name}/cmdline`).replaceAll("\0", " ").trim();
    // One that has ended and that nobody has asked after has no command any more.
    if (Number(/^PPid:\s+(\d+)/m.exec(status)?.[1]) === parentId && command !== "")
      children.set(Number(name), command);
  }
  return children;
}

/** Those that run a model. */
export function engineProcessesOf(parentId: number): readonly number[] {
  return [...childrenOf(parentId)]
    .filter(([, command]) => command.includes("model-process"))
    .map(([pid]) => pid);
}

/** Whether a process with this id runs. */
export function isRunning(pid: number): boolean {
  const state = /^State:\s+(\w)/m.exec(read(`/proc/${pid}/status`))?.[1];
  return state !== undefined && state !== "Z";
}

/** Empty where the process has ended meanwhile. */
function read(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
