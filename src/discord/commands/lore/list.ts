import type { LoreOverview } from "../../../conversation/lore/lore-service.ts";
import type { Command } from "../command.ts";
import { shorten } from "../rank-choices.ts";
import { placeOf } from "./book-option.ts";

/** Discord's limit for an embed's description. */
const longestDescription = 4096;

/** Which lorebooks there are, and which take part. */
export const listLore: Command = {
  description: "Shows the lorebooks that take part in this chat, and the others there are",
  options: [],
  run(interaction, { lore }) {
    const lines = listLines(lore.overview(placeOf(interaction)));
    const description =
      lines.length === 0
        ? "There is none yet. `/lore import` brings one in, `/lore add` writes the first entry."
        : shorten(lines.join("\n"), longestDescription);
    return Promise.resolve({ embeds: [{ title: "Lorebooks", description }] });
  },
};

function listLines({ visible, attachedIds, ownBook }: LoreOverview): readonly string[] {
  const own =
    ownBook === null
      ? []
      : [`• **${ownBook.name}** (in the card, ${count(ownBook.entries)}): takes part`];
  const books = visible.map(({ id, name, scope }) => {
    const where = scope.kind === "guild" ? "this server's" : "this chat's";
    return `• **${name}** (${where})${attachedIds.has(id) ? ": takes part" : ""}`;
  });
  return [...own, ...books];
}

function count(entries: number): string {
  return entries === 1 ? "1 entry" : `${entries} entries`;
}
