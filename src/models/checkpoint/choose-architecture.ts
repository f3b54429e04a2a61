import { z } from "zod";
import { planGptNeo } from "./architectures/gpt-neo.ts";
import { planGptNeox } from "./architectures/gpt-neox.ts";
import { planGpt2 } from "./architectures/gpt2.ts";
import { planGptJ } from "./architectures/gptj.ts";
import { planLlama } from "./architectures/llama.ts";
import { planOpt } from "./architectures/opt.ts";
import { planXglm } from "./architectures/xglm.ts";
import { checkpointProblem, shown } from "./checkpoint-problem.ts";
import type { PlanModel } from "./model-plan.ts";

/** Plans by the `model_type` of config.json. */
const plans: Readonly<Record<string, PlanModel>> = {
  llama: planLlama,
  gpt2: planGpt2,
  gpt_neox: planGptNeox,
  gptj: planGptJ,
  gpt_neo: planGptNeo,
  opt: planOpt,
  xglm: planXglm,
};

/** What to do with families that can't be imported. */
const advice: Readonly<Record<string, string>> = {
  t5: "run it with ENGINE=transformers, from its ONNX files (docs/engines.md)",
  rwkv: "run it with KoboldCpp (docs/engines.md)",
};

const configSchema = z.looseObject({ model_type: z.string() });

/** What plans the model of a config.json. Throws a `UserError` with what to do instead where nothing does. */
export function chooseArchitecture(folder: string, config: unknown): PlanModel {
  const parsed = configSchema.safeParse(config);
  if (!parsed.success)
    throw checkpointProblem(
      folder,
      "checkpoint-damaged",
      "has a config.json without model_type: it isn't a checkpoint of transformers",
    );
  const { model_type: type } = parsed.data;
  const plan = Object.hasOwn(plans, type) ? plans[type] : undefined;
  if (plan !== undefined) return plan;
  const instead = Object.hasOwn(advice, type) ? advice[type] : "get the model as GGUF";
  throw checkpointProblem(
    folder,
    "checkpoint-unsupported",
    `is of the family "${shown(type)}", which can't be imported: ${instead}`,
  );
}
