import { type ChildProcess, fork, type StdioOptions } from "node:child_process";
import { createRequire } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";

/**
 * Starts a process of ours that runs llama.cpp. `file`: the URL of its source, without ending. It gets no more of the
 * environment than it needs: a process that reads a stranger's file has no business with the bot's token.
 */
export function forkLlamaProcess(
  file: URL,
  processArguments: readonly string[],
  options: { readonly stdio: StdioOptions; readonly execArgv?: readonly string[] },
): ChildProcess {
  return fork(`${fileURLToPath(file)}${sourceEnding}`, processArguments, {
    execArgv: [...(options.execArgv ?? []), ...loaderArguments()],
    env: llamaEnvironment(process.env),
    stdio: options.stdio,
  });
}

/** Sources and build differ in the files' ending alone. */
const sourceEnding = import.meta.url.endsWith(".ts") ? ".ts" : ".js";

function loaderArguments(): readonly string[] {
  if (sourceEnding === ".js") return [];
  return ["--import", pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href];
}

const neededNames = new Set([
  "PATH",
  "HOME",
  "USERPROFILE",
  "TMPDIR",
  "TEMP",
  "TMP",
  "SystemRoot",
  "LD_LIBRARY_PATH",
  "DYLD_LIBRARY_PATH",
  "XDG_CACHE_HOME",
  "XDG_DATA_DIRS",
  "XDG_RUNTIME_DIR",
  "NODE_COMPILE_CACHE",
]);

/** What drivers and llama.cpp read: which GPU, how much memory, how many threads. */
const neededBeginnings = [
  "CUDA_",
  "NVIDIA_",
  "HIP_",
  "ROCR_",
  "HSA_",
  "VK_",
  "MTL_",
  "GGML_",
  "OMP_",
  "MALLOC_",
];

/** What such a process may know of this one's environment. */
export function llamaEnvironment(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const isNeeded = (name: string) =>
    neededNames.has(name) || neededBeginnings.some((beginning) => name.startsWith(beginning));
  return {
    ...Object.fromEntries(Object.entries(environment).filter(([name]) => isNeeded(name))),
    // llama.cpp would call a debugger before it dies, which takes seconds.
    GGML_NO_BACKTRACE: "1",
  };
}
