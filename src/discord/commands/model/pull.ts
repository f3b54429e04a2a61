import { ApplicationCommandOptionType } from "discord-api-types/v10";
import type { PulledModel, PullProgress } from "../../../generation/model-control.ts";
import type { Texts } from "../../texts/en/english.ts";
import { textsFor } from "../../texts/texts.ts";
import type { Command } from "../command.ts";
import { rankChoices } from "../rank-choices.ts";
import { formatBytes } from "./format-bytes.ts";
import { fitText } from "./info.ts";
import { modelUser } from "./model-user.ts";
import { ProgressTeller } from "./tell-progress.ts";

/** Downloads a model into the models folder. */
export const pullModel: Command = {
  options: [
    {
      type: ApplicationCommandOptionType.String,
      name: "source",
      required: true,
      max_length: 300,
      autocomplete: true,
    },
    { type: ApplicationCommandOptionType.Boolean, name: "cancel" },
  ],
  // Those of the catalogue; any other source is typed or pasted.
  complete: (interaction, { models }) =>
    rankChoices(
      interaction.options.getFocused(),
      models
        .known()
        .filter(({ canBePulled }) => canBePulled)
        .map(({ id, family, sizes }) => ({
          name: `${id}: ${family}, ${sizes.join(", ")}`,
          value: id,
        })),
    ),
  async run(interaction, { models, clock }) {
    const { model: texts } = textsFor(interaction);
    const user = modelUser(interaction);
    const source = interaction.options.getString("source", true).trim();
    if (interaction.options.getBoolean("cancel") === true)
      return { content: models.cancelPull(user, source) ? texts.pullStopped : texts.noPull };
    const teller = new ProgressTeller(interaction, clock);
    try {
      const pulled = await models.pull(user, source, {
        onProgress: (progress) => teller.tell(progressText(progress, texts)),
        signal: new AbortController().signal,
      });
      return { content: describePull(pulled, texts) };
    } finally {
      await teller.close();
    }
  },
};

function progressText(
  { doneBytes, totalBytes, bytesPerSecond }: PullProgress,
  texts: Texts["model"],
) {
  return texts.pulling({
    done: formatBytes(doneBytes),
    total: formatBytes(totalBytes),
    percent: totalBytes === 0 ? 0 : Math.floor((100 * doneBytes) / totalBytes),
    speed: formatBytes(bytesPerSecond),
  });
}

function describePull(pulled: PulledModel, texts: Texts["model"]): string {
  const { id, sizeBytes, sha256, verified, fresh, facts } = pulled;
  const size = formatBytes(sizeBytes);
  return [
    fresh ? texts.pulled({ model: id, size }) : texts.wasThere({ model: id, size }),
    `-# SHA-256 ${sha256}, ${verified ? texts.verified : texts.unverified}`,
    ...fitText(facts.fit, texts)
      .split("\n")
      .map((line) => `-# ${line}`),
  ].join("\n");
}
