import type { Settings } from "../config/settings.ts";
import { type ModelStatus, statusOfEngine } from "../generation/generation-queue.ts";
import type { ModelControl } from "../generation/model-control.ts";
import type { TextEngine } from "../generation/text-engine.ts";
import { fixedModel } from "./models/fixed-model.ts";
import { openServerEngine } from "./open-server-engine.ts";
import { openTransformersEngine } from "./open-transformers-engine.ts";
import type { RunContext } from "./running.ts";

/** What answers requests in this process. */
export interface OpenedEngine {
  readonly engine: TextEngine;
  /** What can be done with its models. */
  readonly control: ModelControl;
  readonly models: () => readonly ModelStatus[];
  /** Requests that are worth taking at once, those included that wait for their turn in it. */
  readonly concurrency: number;
}

/** The engine of the settings, ready to answer. `firstModel`: the one to load in place of `MODEL`, by its id. */
export async function openEngine(
  settings: Settings,
  context: RunContext,
  firstModel?: string,
): Promise<OpenedEngine> {
  switch (settings.ENGINE) {
    case "openai":
      return oneModel(await openServerEngine(settings, context));
    case "transformers":
      return oneModel(await openTransformersEngine(settings, context));
    case "llama-cpp": {
      // Only now: llama.cpp's library takes longer to read than all of the program.
      const { openModelHost } = await import("./models/open-model-host.ts");
      return openModelHost(settings, context, firstModel);
    }
    default:
      return settings.ENGINE satisfies never;
  }
}

function oneModel(engine: TextEngine): OpenedEngine {
  return {
    engine,
    control: fixedModel(engine.info),
    models: () => statusOfEngine(engine),
    concurrency: engine.info.slots,
  };
}
