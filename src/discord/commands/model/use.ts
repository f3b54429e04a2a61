import type { ChatInputCommandInteraction } from "discord.js";
import { ApplicationCommandOptionType } from "discord-api-types/v10";
import type {
  ModelScope,
  ModelUser,
  UsedModel,
} from "../../../conversation/models/model-service.ts";
import type { LoadProgress } from "../../../generation/model-control.ts";
import type { Texts } from "../../texts/en/english.ts";
import { textsFor } from "../../texts/texts.ts";
import type { Command, CommandServices } from "../command.ts";
import { completeModel, modelOption } from "./model-option.ts";
import { modelUser, scopeOf } from "./model-user.ts";
import { selfTestLine } from "./self-test-line.ts";
import { ProgressTeller } from "./tell-progress.ts";

/** Lets another model answer: loads it first, and changes nothing when that fails. */
export const useModel: Command = {
  options: [
    { ...modelOption, required: false },
    {
      type: ApplicationCommandOptionType.String,
      name: "for",
      choices: ["channel", "server", "bot"],
    },
  ],
  complete: (interaction, { models }) =>
    completeModel(interaction.options.getFocused(), {
      files: models.files(),
      current: models.answering(interaction.channelId),
      texts: textsFor(interaction).model,
    }),
  async run(interaction, { models, clock }) {
    const { model: texts } = textsFor(interaction);
    const user = modelUser(interaction);
    const scope = scopeOf(interaction.options.getString("for"));
    const model = interaction.options.getString("model");
    if (model === null) {
      const { model: now } = models.forget(user, scope);
      return { content: texts.forgotten({ model: now }) };
    }
    return { content: await takeModel(interaction, { user, model, scope }, { models, clock }) };
  },
};

/** Has a model answer, telling how far its loading is meanwhile. Resolves with what to say of it. */
export async function takeModel(
  interaction: ChatInputCommandInteraction,
  wish: { readonly user: ModelUser; readonly model: string; readonly scope: ModelScope },
  { models, clock }: Pick<CommandServices, "models" | "clock">,
): Promise<string> {
  const { user, model, scope } = wish;
  const { model: texts } = textsFor(interaction);
  const teller = new ProgressTeller(interaction, clock);
  try {
    const used = await models.use(
      user,
      { model, scope },
      {
        onProgress: (progress) => teller.tell(progressText(progress, model, texts)),
        signal: new AbortController().signal,
      },
    );
    return describeUse(used, texts.scopes[scope], texts);
  } finally {
    await teller.close();
  }
}

function progressText({ step, share }: LoadProgress, model: string, texts: Texts["model"]): string {
  const percent = Math.floor(share * 100);
  return texts.loading[step]({ model, percent });
}

function describeUse(
  { ready, waiting, moved }: UsedModel,
  scope: string,
  texts: Texts["model"],
): string {
  const lines = [texts.used({ model: ready.name, scope, tokens: ready.contextSize })];
  if (ready.left.length > 0) lines.push(`-# ${texts.left({ models: ready.left.join(", ") })}`);
  if (waiting > 0)
    lines.push(`-# ${moved > 0 ? texts.moved({ moved, waiting }) : texts.kept({ waiting })}`);
  if (ready.selfTest !== null) lines.push(`-# ${selfTestLine(ready.selfTest, texts)}`);
  return lines.join("\n");
}
