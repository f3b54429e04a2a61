import { ApplicationCommandOptionType } from "discord-api-types/v10";
import type { ImportedLorebook } from "../../../conversation/lore/lore-service.ts";
import type { Command } from "../command.ts";
import { requireKeeper, requireServerManager } from "../may-manage.ts";
import { shorten } from "../rank-choices.ts";
import { placeOf } from "./book-option.ts";

/** Far above the largest known books. */
const longestFileBytes = 4 * 1024 * 1024;
const shownWarnings = 8;

/** Takes a lorebook from an attached file. */
export const importLore: Command = {
  description: "Takes a lorebook from a file: SillyTavern, character book, KoboldAI, NovelAI, …",
  options: [
    {
      type: ApplicationCommandOptionType.Attachment,
      name: "file",
      description: "The lorebook as JSON",
      required: true,
    },
    {
      type: ApplicationCommandOptionType.String,
      name: "for",
      description: "Who may use it; this chat alone when left out",
      choices: [
        { name: "this chat", value: "chat" },
        { name: "every chat of this server", value: "server" },
      ],
    },
    {
      type: ApplicationCommandOptionType.Boolean,
      name: "replace",
      description: "Put it in the place of the lorebook of the same name",
    },
  ],
  async run(interaction, { chat, lore, download }) {
    const scope = interaction.options.getString("for") === "server" ? "server" : "chat";
    requireKeeper(interaction, chat);
    if (scope === "server") requireServerManager(interaction, "import lorebooks for the server");
    const file = await download(interaction.options.getAttachment("file", true), longestFileBytes);
    const imported = lore.import(placeOf(interaction), {
      ...file,
      ownerId: interaction.user.id,
      scope,
      replace: interaction.options.getBoolean("replace") ?? false,
    });
    return { content: describeImport(imported) };
  },
};

function describeImport(imported: ImportedLorebook): string {
  const { book, entries, warnings, replaced, attached } = imported;
  const size = entries === 1 ? "1 entry" : `${entries} entries`;
  const lines = [
    `**${book.name}** with ${size} is here${replaced ? ", in the place of the one before" : ""}.`,
    attached
      ? "It takes part in this chat from the next reply on."
      : "`/lore attach` lets it take part in a chat.",
    ...warnings.slice(0, shownWarnings).map((warning) => `-# ⚠ ${warning}`),
  ];
  if (warnings.length > shownWarnings)
    lines.push(`-# … and ${warnings.length - shownWarnings} more warnings.`);
  return shorten(lines.join("\n"), 2000);
}
