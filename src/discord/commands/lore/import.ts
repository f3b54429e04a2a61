import { ApplicationCommandOptionType } from "discord-api-types/v10";
import type { ImportedLorebook } from "../../../conversation/lore/lore-service.ts";
import { saidRemark } from "../../texts/remark-text.ts";
import { textsFor } from "../../texts/texts.ts";
import type { Command } from "../command.ts";
import { requireKeeper, requireServerManager } from "../may-manage.ts";
import { shorten } from "../rank-choices.ts";
import { placeOf } from "./book-option.ts";

/** Far above the largest known books. */
const longestFileBytes = 4 * 1024 * 1024;
const shownWarnings = 8;

/** Takes a lorebook from an attached file. */
export const importLore: Command = {
  tier: "host",
  options: [
    {
      type: ApplicationCommandOptionType.Attachment,
      name: "file",
      required: true,
    },
    {
      type: ApplicationCommandOptionType.String,
      name: "for",
      choices: ["chat", "server"],
    },
    {
      type: ApplicationCommandOptionType.Boolean,
      name: "replace",
    },
  ],
  async run(interaction, { chat, lore, download }) {
    const scope = interaction.options.getString("for") === "server" ? "server" : "chat";
    requireKeeper(interaction, chat);
    if (scope === "server") requireServerManager(interaction);
    const file = await download(interaction.options.getAttachment("file", true), longestFileBytes);
    const imported = lore.import(placeOf(interaction), {
      ...file,
      ownerId: interaction.user.id,
      scope,
      replace: interaction.options.getBoolean("replace") ?? false,
    });
    return {
      content: describeImport(imported, interaction),
      deed: imported.book.name,
    };
  },
};

function describeImport(imported: ImportedLorebook, reader: { readonly locale: string }): string {
  const { lore, general } = textsFor(reader);
  const { book, entries, warnings, replaced, attached } = imported;
  const arrived = replaced ? lore.replaced : lore.imported;
  const lines = [
    arrived({ book: book.name, count: entries }),
    attached ? lore.takesPart : lore.attachHint,
    ...warnings.slice(0, shownWarnings).map((warning) => `-# ⚠ ${saidRemark(warning, reader)}`),
  ];
  const more = warnings.length - shownWarnings;
  if (more > 0) lines.push(`-# ${general.moreWarnings({ count: more })}`);
  return shorten(lines.join("\n"), 2000);
}
