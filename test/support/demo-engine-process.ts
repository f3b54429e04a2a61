import {
  type EngineLink,
  EngineProcess,
  type EngineProcessOptions,
} from "../../src/inference/engine-process/engine-process.ts";
import { EngineServer } from "../../src/inference/engine-process/engine-server.ts";
import type {
  FromEngine,
  ModelMessage,
  ToEngine,
} from "../../src/inference/engine-process/messages.ts";
import { type ProcessEnd, ProcessLink } from "../../src/inference/engine-process/process-link.ts";
import { deferred } from "../../src/lib/deferred.ts";
import { type Logger, silentLogger } from "../../src/lib/logger.ts";
import { demoInspection } from "./demo-engine.ts";
import { demoModelFile } from "./demo-request.ts";
import { testGpu } from "./test-gpu.ts";

/** A process without a model. */
export function startLink(logger: Logger = silentLogger): ProcessLink {
  return ProcessLink.start({ gpu: testGpu, logger });
}

/** The demo model in a process of its own. */
export function openDemoProcess(
  options: Partial<EngineProcessOptions> = {},
): Promise<EngineProcess> {
  return EngineProcess.load(startLink(options.logger), demoLoad(options));
}

/** What the demo model is loaded with; tests state what matters to them. */
export function demoLoad(options: Partial<EngineProcessOptions> = {}): EngineProcessOptions {
  return {
    modelFile: demoModelFile,
    inspection: demoInspection,
    contextSize: 1024,
    slots: 1,
    batchSize: 512,
    threads: 1,
    gpu: testGpu,
    logger: silentLogger,
    ...options,
  };
}

/**
 * Both ends of the line in this process, which takes far less time to be ready than another one does. What is sent goes
 * through JSON and arrives later, as between processes.
 */
export function localLink(): EngineLink {
  const ended = deferred<ProcessEnd>();
  let listener: (message: ModelMessage) => void = () => {};
  let cut = false;
  const deliver = <T>(sent: T, take: (arrived: T) => void) => {
    const text = JSON.stringify(sent);
    setImmediate(() => {
      if (!cut) take(JSON.parse(text));
    });
  };
  const server = new EngineServer(testGpu, (messages) =>
    deliver(messages, (arrived) => arrived.filter(isOfModel).forEach((each) => listener(each))),
  );
  return {
    pid: undefined,
    ended: ended.promise,
    listen: (given) => {
      listener = given;
    },
    send: (message) => deliver<ToEngine>(message, (arrived) => void server.take(arrived)),
    async kill() {
      cut = true;
      await server[Symbol.asyncDispose]();
      ended.resolve({ code: null, signal: "SIGKILL", lastWords: "" });
      return ended.promise;
    },
  };
}

function isOfModel(message: FromEngine): message is ModelMessage {
  return !["log", "machine", "machine-failed"].includes(message.type);
}
