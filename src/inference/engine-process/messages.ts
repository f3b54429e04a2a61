import type { GenerationRequest } from "../../generation/request.ts";
import type { StreamPart } from "../../generation/stream-part.ts";
import type { EngineInfo, EngineStatus } from "../../generation/text-engine.ts";
import type { LlamaCppEngineOptions } from "../llama-cpp/create-llama-cpp-engine.ts";
import type { TickReport } from "../llama-cpp/tick-loop.ts";
import type { PlainError } from "./plain-error.ts";

/**
 * What bot and engine process say to one another: plain data, as JSON. The engine process sends lists, everything of one
 * step in one, in order.
 */
export type ToEngine =
  | { readonly type: "load"; readonly options: EngineLoad }
  | {
      readonly type: "generate";
      readonly id: number;
      readonly request: GenerationRequest;
      /** Somebody has stopped it already; it ends as any that is stopped. */
      readonly stopped: boolean;
    }
  | { readonly type: "stop"; readonly id: number }
  | { readonly type: "look-at-machine"; readonly id: number };

export type FromEngine =
  | ModelMessage
  | LogLine
  | { readonly type: "machine"; readonly id: number; readonly machine: LlamaMachine }
  | { readonly type: "machine-failed"; readonly id: number; readonly error: PlainError };

/** What concerns the process's model: how its loading goes, then what it does. */
export type ModelMessage =
  | { readonly type: "load-progress"; readonly share: number }
  | { readonly type: "ready"; readonly info: EngineInfo }
  | { readonly type: "load-failed"; readonly error: PlainError }
  | { readonly type: "part"; readonly id: number; readonly part: StreamPart }
  | { readonly type: "status"; readonly status: EngineStatus }
  | {
      readonly type: "tick";
      readonly report: TickReport;
      /** When it was over, in milliseconds since the Unix epoch, with fractions. */
      readonly at: number;
    };

export interface LogLine {
  readonly type: "log";
  readonly level: "debug" | "info" | "warn" | "error";
  readonly fields: object;
  readonly message: string;
}

/** What an engine is loaded with, as far as it can be sent. */
export interface EngineLoad
  extends Omit<
    LlamaCppEngineOptions,
    "clock" | "logger" | "signal" | "layout" | "onLoadProgress" | "onTick" | "availableMemory"
  > {
  /** Name of the layout that prompts are written in. Left out: as the model's own chat template says. */
  readonly layout?: string | undefined;
  /** Whether every step is reported. */
  readonly reportTicks?: boolean | undefined;
}

/** What llama.cpp computes on. */
export interface LlamaMachine {
  readonly backend: "cpu" | "cuda" | "vulkan" | "metal";
  /** Bytes that are free on all its GPUs together; null where it computes on the CPU. */
  readonly freeGpuBytes: number | null;
}
