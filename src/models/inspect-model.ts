import { basename } from "node:path";
import { type ModelRemark, modelRemark } from "../generation/model-remarks.ts";
import { deferred } from "../lib/deferred.ts";
import { UserError } from "../lib/errors.ts";
import { checkHeader } from "./check-header.ts";
import { fileProblem } from "./file-problem.ts";
import { forkLlamaProcess } from "./fork-llama-process.ts";
import {
  type InspectionAnswer,
  inspectionAnswerSchema,
  type ModelInspection,
} from "./model-inspection.ts";

/**
 * Reading a vocabulary of 128 000 tokens takes about a second; a slow disk and a busy machine may need a while. Headers that
 * would keep a reader busy for longer don't come this far.
 */
const defaultTimeoutMs = 30_000;

/** For the JavaScript heap of the inspecting process: plenty for the largest vocabularies. */
const heapMegabytes = 1024;

export interface InspectOptions {
  readonly signal?: AbortSignal | undefined;
  readonly timeoutMs?: number | undefined;
}

/**
 * Looks into a model file without risk: in another process, with limits on time and memory, because some crafted
 * files abort llama.cpp and some send its reader into an endless loop. Throws a {@link UserError} of one line that
 * names the file and says what is wrong with it; rejects with the signal's reason when aborted.
 */
export async function inspectModel(
  file: string,
  options: InspectOptions = {},
): Promise<ModelInspection> {
  await checkHeader(file);
  const answer = await askProcess(file, [file], options);
  if (answer.ok) return answer.inspection;
  throw refusal(file, answer.detail);
}

/**
 * The same of the header of a file on a server, of which no more than that is fetched. llama.cpp doesn't get to see it,
 * so a sound answer promises less.
 */
export async function inspectRemoteHeader(
  url: string,
  sizeBytes: number,
  options: InspectOptions = {},
): Promise<ModelInspection> {
  const file = new URL(url).pathname;
  const answer = await askProcess(file, [url, String(sizeBytes)], options);
  if (answer.ok) return answer.inspection;
  throw refusal(file, answer.detail);
}

async function askProcess(
  file: string,
  processArguments: readonly string[],
  options: InspectOptions,
): Promise<InspectionAnswer> {
  const { signal, timeoutMs = defaultTimeoutMs } = options;
  signal?.throwIfAborted();
  const answer = deferred<InspectionAnswer>();
  const child = forkLlamaProcess(processFile, processArguments, {
    execArgv: [`--max-old-space-size=${heapMegabytes}`],
    stdio: ["ignore", "ignore", "ignore", "ipc"],
  });
  const stop = (error: unknown) => {
    answer.reject(error);
    child.kill("SIGKILL");
  };
  const onAbort = () => stop(signal?.reason);
  signal?.addEventListener("abort", onAbort, { once: true });
  const timer = setTimeout(() => {
    stop(damaged(file, modelRemark("file-endless", { seconds: timeoutMs / 1000 })));
  }, timeoutMs);

  child.on("message", (message) => answer.resolve(inspectionAnswerSchema.parse(message)));
  child.on("error", (error) => answer.reject(error));
  child.on("exit", () => {
    // After an answer this changes nothing.
    answer.reject(damaged(file, modelRemark("file-crashes")));
  });
  try {
    return await answer.promise;
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", onAbort);
    child.kill("SIGKILL");
  }
}

const processFile = new URL("./inspection-process", import.meta.url);

function refusal(file: string, detail: string): UserError {
  if (/not within the file bounds|corrupted or incomplete|end of file|failed to read/i.test(detail))
    return damaged(file, modelRemark("file-cut-off"));
  const architecture = /unknown model architecture: '([\w.-]{1,40})'/.exec(detail)?.[1];
  if (architecture !== undefined)
    return new UserError(
      "model-unsupported",
      `The model file ${basename(file)} has the architecture "${architecture}", which this llama.cpp doesn't know.`,
      { values: { file: basename(file), architecture } },
    );
  const reason = detail.replace(/\s+/g, " ").slice(0, 200);
  return damaged(
    file,
    reason === "" ? modelRemark("file-refused-silently") : modelRemark("file-refused", { reason }),
  );
}

function damaged(file: string, what: ModelRemark): UserError {
  return fileProblem("model-damaged", basename(file), what);
}
