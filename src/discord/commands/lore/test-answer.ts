import type { LoreTest } from "../../../conversation/lore/lore-service.ts";
import type { EntryReport } from "../../../roleplay/lorebook/activation.ts";
import { describeOutcome } from "../../../roleplay/lorebook/describe-outcome.ts";
import type { Answer } from "../command.ts";
import { shorten } from "../rank-choices.ts";
import { placeName } from "./place-name.ts";

const longest = { description: 3500, field: 1024 } as const;

/** The active entries in an embed; every entry, with its reason, in a file. */
export function testAnswer({ entries, tokens, warnings }: LoreTest): Answer {
  const active = entries.filter(({ outcome }) => outcome.active);
  const near = entries.filter(({ outcome }) => !outcome.active && !isFar(outcome.reason.kind));
  const lines = active.map((entry) => `• **${entry.title}** (${entry.bookName}): ${fate(entry)}`);
  const fields = [
    { name: "Nearly", value: near.map((entry) => `• ${entry.title}: ${describeOutcome(entry)}`) },
    { name: "Warnings", value: warnings.map((warning) => `• ${warning}`) },
  ].filter(({ value }) => value.length > 0);
  return {
    embeds: [
      {
        title: `${active.length} of ${entries.length} entries are active (about ${tokens} tokens)`,
        description: shorten(lines.join("\n") || "None.", longest.description),
        fields: fields.map(({ name, value }) => ({
          name,
          value: shorten(value.join("\n"), longest.field),
          inline: false,
        })),
        footer: { text: "The file has every entry. Nothing was changed by this test." },
      },
    ],
    files: [{ name: "lore-test.txt", bytes: Buffer.from(fullReport(entries)) }],
  };
}

function fullReport(entries: LoreTest["entries"]): string {
  return `${entries
    .map((entry) => `${entry.bookName} / ${entry.title} [${entry.entryId}]: ${fate(entry)}`)
    .join("\n")}\n`;
}

function fate(entry: EntryReport): string {
  const { outcome } = entry;
  if (!outcome.active) return describeOutcome(entry);
  const { tokens, place, depth } = outcome;
  return `${describeOutcome(entry)} About ${tokens} tokens, ${placeName(place, depth)}.`;
}

/** Entries that this text has nothing to do with. */
function isFar(reason: string): boolean {
  return reason === "noKeyMatched" || reason === "noKeys" || reason === "disabled";
}
