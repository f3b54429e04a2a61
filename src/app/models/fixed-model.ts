import type { ModelControl } from "../../generation/model-control.ts";
import type { EngineInfo } from "../../generation/text-engine.ts";
import { UserError } from "../../lib/errors.ts";

/** What can be done with the model of an engine that has just the one: a server's, which others choose. */
export function fixedModel(
  info: Pick<EngineInfo, "modelId" | "displayName" | "engine">,
): ModelControl {
  const refuse = () =>
    Promise.reject(
      new UserError(
        "model-fixed",
        `${info.displayName} runs on ${info.engine}, which is set up outside of Hearthside: choose its model there.`,
        { values: { model: info.displayName, engine: info.engine } },
      ),
    );
  return {
    files: () => [],
    defaultModel: () => info.modelId,
    describe: refuse,
    load: refuse,
    pull: refuse,
  };
}
