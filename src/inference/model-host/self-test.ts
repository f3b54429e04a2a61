import { GenerationError } from "../../generation/generation-error.ts";
import type { SelfTest } from "../../generation/model-control.ts";
import type { GenerationRequest } from "../../generation/request.ts";
import { defaultSampling } from "../../generation/sampling-defaults.ts";
import type { TextEngine } from "../../generation/text-engine.ts";
import { controlMarks } from "./control-marks.ts";

/** Enough for a sentence or two: a model that knows how to end a turn has done so by then. */
const mostTokens = 96;

/**
 * Lets a model that has just been loaded say one thing, as in a chat. A model that can't answer at all is no use: then
 * this throws a {@link GenerationError}.
 */
export async function tryModel(engine: TextEngine, signal: AbortSignal): Promise<SelfTest> {
  let text = "";
  for await (const part of engine.generate(smallTalk(engine.info.modelId), signal)) {
    if (part.type === "text-delta") text += part.delta;
    if (part.type === "error") throw new GenerationError(part.failure);
    if (part.type === "finish") {
      signal.throwIfAborted();
      const { tokensPerSecond } = part.report;
      return { stopped: part.reason === "stop", leaked: controlMarks(text), tokensPerSecond };
    }
  }
  throw new Error("an engine ended its stream without a last part");
}

function smallTalk(model: string): GenerationRequest {
  return {
    version: 1,
    id: "self-test",
    conversationKey: "self-test",
    fairnessKey: "self-test",
    priority: "background",
    model,
    prompt: {
      sections: [
        {
          id: "main",
          role: "system",
          text: "Write Rosie's next reply in a chat between Rosie, who keeps an inn, and Tom. One sentence.",
          trim: { kind: "required" },
        },
        {
          id: "history:1",
          role: "user",
          text: "Tom: Good evening! Any stew left?",
          trim: { kind: "required" },
        },
      ],
      replyPrefix: "Rosie:",
    },
    stop: ["\nTom:", "\nRosie:"],
    sampling: { ...defaultSampling, temperature: 0, seed: 1 },
    maxTokens: mostTokens,
  };
}
