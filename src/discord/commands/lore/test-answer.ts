import type { LoreTest } from "../../../conversation/lore/lore-service.ts";
import type { EntryReport } from "../../../roleplay/lorebook/activation.ts";
import { describeOutcome } from "../../../roleplay/lorebook/describe-outcome.ts";
import type { Texts } from "../../texts/en/english.ts";
import { saidRemark } from "../../texts/remark-text.ts";
import { textsFor } from "../../texts/texts.ts";
import type { Answer } from "../command.ts";
import { shorten } from "../rank-choices.ts";
import { placeName } from "./place-name.ts";

const longest = { description: 3500, field: 1024 } as const;

/** The active entries in an embed; every entry, with its reason, in a file. */
export function testAnswer(
  { entries, tokens, warnings }: LoreTest,
  reader: { readonly locale: string },
): Answer {
  const { lore: texts, "lore-outcomes": outcomes } = textsFor(reader);
  const active = entries.filter(({ outcome }) => outcome.active);
  const near = entries.filter(({ outcome }) => !outcome.active && !isFar(outcome.reason.kind));
  const lines = active.map(
    (entry) => `• **${entry.title}** (${entry.bookName}): ${fate(entry, outcomes)}`,
  );
  const fields = [
    {
      name: texts.nearly,
      value: near.map((entry) => `• ${entry.title}: ${describeOutcome(entry, outcomes.why)}`),
    },
    { name: texts.warnings, value: warnings.map((warning) => `• ${saidRemark(warning, reader)}`) },
  ].filter(({ value }) => value.length > 0);
  return {
    embeds: [
      {
        title: texts.tested({ active: active.length, all: entries.length, tokens }),
        description: shorten(lines.join("\n") || texts.noneActive, longest.description),
        fields: fields.map(({ name, value }) => ({
          name,
          value: shorten(value.join("\n"), longest.field),
          inline: false,
        })),
        footer: { text: texts.testFile },
      },
    ],
    files: [{ name: "lore-test.txt", bytes: Buffer.from(fullReport(entries, outcomes)) }],
  };
}

function fullReport(entries: LoreTest["entries"], outcomes: Texts["lore-outcomes"]): string {
  return `${entries
    .map(
      (entry) => `${entry.bookName} / ${entry.title} [${entry.entryId}]: ${fate(entry, outcomes)}`,
    )
    .join("\n")}\n`;
}

function fate(entry: EntryReport, outcomes: Texts["lore-outcomes"]): string {
  const { outcome, place, depth } = entry;
  const why = describeOutcome(entry, outcomes.why);
  if (!outcome.active) return why;
  const where = placeName(place, depth, outcomes);
  return `${why} ${outcomes.cost({ tokens: outcome.tokens, where })}`;
}

/** Entries that this text has nothing to do with. */
function isFar(reason: string): boolean {
  return reason === "noKeyMatched" || reason === "noKeys" || reason === "disabled";
}
