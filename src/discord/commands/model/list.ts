import { type APIEmbed, ApplicationCommandOptionType } from "discord-api-types/v10";
import type { KnownModel } from "../../../conversation/models/model-service.ts";
import type { ModelFile } from "../../../generation/model-control.ts";
import type { Texts } from "../../texts/en/english.ts";
import { textsFor } from "../../texts/texts.ts";
import type { Command } from "../command.ts";
import { shorten } from "../rank-choices.ts";
import { modelLabel } from "./model-option.ts";

/** Twenty of the longest lines are still within what Discord shows. */
const linesOnPage = 20;
const longestLine = 190;

/** The model files that are there, and after them what the catalogue knows, page by page. */
export const listModelFiles: Command = {
  options: [{ type: ApplicationCommandOptionType.Integer, name: "page", min_value: 1 }],
  async run(interaction, { models }) {
    const listed = {
      files: models.files(),
      known: models.known(),
      current: models.answering(interaction.channelId),
    };
    const page = interaction.options.getInteger("page") ?? 1;
    return { embeds: [modelPage(listed, page, textsFor(interaction).model)] };
  },
};

/** One page; a number beyond the last one shows the last. */
export function modelPage(
  listed: {
    readonly files: readonly ModelFile[];
    readonly known: readonly KnownModel[];
    readonly current: string | null;
  },
  wanted: number,
  texts: Texts["model"],
): APIEmbed {
  const { files, known, current } = listed;
  const lines = [
    ...(files.length === 0 ? [texts.noFiles] : files.map((file) => fileLine(file, current, texts))),
    ...(known.length === 0 ? [] : [`**${texts.knownModels}**`, `-# ${texts.routesHint}`]),
    ...known.map((model) => knownLine(model, texts)),
  ];
  const pages = Math.ceil(lines.length / linesOnPage);
  const page = Math.min(wanted, pages);
  return {
    title: texts.files({ count: files.length }),
    description: lines
      .slice((page - 1) * linesOnPage, page * linesOnPage)
      .map((line) => shorten(line, longestLine))
      .join("\n"),
    footer: {
      text: [
        ...(pages > 1 ? [texts.page({ page, pages, next: page < pages ? page + 1 : null })] : []),
        texts.filesHint,
      ].join(" "),
    },
  };
}

function fileLine(file: ModelFile, current: string | null, texts: Texts["model"]): string {
  const label = modelLabel(file, current, texts);
  return file.problem === null ? label : `⚠ ${label}`;
}

/** `⬇ guanaco: LLaMA, 7B, 13B; 2,048 tokens, would be converted`. */
function knownLine(
  { id, family, sizes, contextLength, route, canBePulled }: KnownModel,
  texts: Texts["model"],
): string {
  const tokens = texts.tokens({ count: contextLength });
  return `${canBePulled ? "⬇ " : ""}${id}: ${family}, ${sizes.join(", ")}; ${tokens}, ${texts.routes[route]}`;
}
