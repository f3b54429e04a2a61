import { saidRemark } from "../../texts/remark-text.ts";
import { textsFor } from "../../texts/texts.ts";
import type { Command } from "../command.ts";
import { shorten } from "../rank-choices.ts";

/** Discord's limit for a message. */
const longestContent = 2000;

/** Reads the cards from disk again, and says what that changed and what is broken. */
export const reloadCharacters: Command = {
  tier: "manager",
  options: [],
  async run(interaction, { cards }) {
    const { character: texts } = textsFor(interaction);
    const { added, changed, removed, problems } = await cards.reload();
    const kinds = { added, changed, removed };
    const lines = (["added", "changed", "removed"] as const)
      .filter((kind) => kinds[kind].length > 0)
      .map((kind) => texts.reloaded[kind]({ characters: kinds[kind].join(", ") }));
    if (lines.length === 0) lines.push(texts.reloaded.nothing);
    const broken = problems.map(
      ({ file, what }) => `⚠ \`${file}\`: ${saidRemark(what, interaction)}`,
    );
    return {
      content: shorten([...lines, ...broken].join("\n"), longestContent),
      deed: {
        kind: "cards",
        added: added.length,
        changed: changed.length,
        removed: removed.length,
        broken: problems.length,
      },
    };
  },
};
