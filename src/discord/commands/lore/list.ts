import type { LoreOverview } from "../../../conversation/lore/lore-service.ts";
import type { Texts } from "../../texts/en/english.ts";
import { textsFor } from "../../texts/texts.ts";
import type { Command } from "../command.ts";
import { shorten } from "../rank-choices.ts";
import { placeOf } from "./book-option.ts";

/** Discord's limit for an embed's description. */
const longestDescription = 4096;

/** Which lorebooks there are, and which take part. */
export const listLore: Command = {
  options: [],
  run(interaction, { lore }) {
    const { lore: texts } = textsFor(interaction);
    const lines = listLines(lore.overview(placeOf(interaction)), texts);
    const description =
      lines.length === 0 ? texts.none : shorten(lines.join("\n"), longestDescription);
    return Promise.resolve({ embeds: [{ title: texts.title, description }] });
  },
};

function listLines(
  { visible, attachedIds, ownBook }: LoreOverview,
  texts: Texts["lore"],
): readonly string[] {
  const own =
    ownBook === null ? [] : [texts.ownBook({ name: ownBook.name, count: ownBook.entries })];
  const books = visible.map(({ id, name, scope }) => {
    const line = scope.kind === "guild" ? texts.serverBook : texts.chatBook;
    return line({ name, attached: attachedIds.has(id) });
  });
  return [...own, ...books].map((line) => `• ${line}`);
}
