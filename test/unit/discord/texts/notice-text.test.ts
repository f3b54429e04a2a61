import { describe, expect, test } from "vitest";
import type { Notice } from "../../../../src/conversation/notice.ts";
import { languages } from "../../../../src/discord/texts/language.ts";
import { noticeText } from "../../../../src/discord/texts/notice-text.ts";
import { texts } from "../../../../src/discord/texts/texts.ts";
import type { GenerationFailure } from "../../../../src/generation/generation-error.ts";

function failed(code: GenerationFailure["code"], values?: GenerationFailure["values"]): Notice {
  const failure = { code, message: "As the engine says it.", ...(values && { values }) };
  return { code: "failed", failure };
}

const notices: readonly Notice[] = [
  { code: "stopped" },
  { code: "moved", model: "mistral" },
  { code: "card-missing", character: "Rosie" },
  { code: "not-age-restricted", character: "Vesper" },
  { code: "bug", id: "id-7" },
  { code: "nothing-to-say" },
  { code: "nothing-to-add" },
  failed("model-unavailable"),
  failed("engine-failed"),
  failed("worker-lost"),
  failed("unsupported-version"),
  failed("prompt-too-long"),
  failed("queue-full"),
];

describe.each(languages)("what people are told about a reply in %s", (language) => {
  test.each(notices)("of %o is worded whole", (notice) => {
    const text = noticeText(notice, texts[language]);
    expect(text).toMatch(/^(-#|⚠) \S.*\.$/u);
    expect(text).not.toMatch(/undefined|NaN/);
    const named = [notice].flatMap((each) => [
      ...("model" in each ? [each.model] : []),
      ...("character" in each ? [each.character] : []),
      ...("id" in each ? [each.id] : []),
    ]);
    for (const name of named) expect(text).toContain(name);
  });

  test("has nothing of the engine's English where it isn't English", () => {
    const text = noticeText(failed("engine-failed"), texts[language]);
    expect(text.includes("As the engine says it.")).toBe(language === "en");
  });
});

test("numbers that a failure names stand in every language's words", () => {
  const full = failed("queue-full", { waiting: 1200, minutes: 1 });
  expect(noticeText(full, texts.de)).toBe(
    "⚠ Es warten schon 1.200 Antworten. Bitte versuch es in etwa einer Minute noch einmal.",
  );
  const long = failed("prompt-too-long", { tokens: 5000, budget: 4096 });
  expect(noticeText(long, texts.fr)).toContain("demandent 5000 jetons");
  expect(noticeText(long, texts.de)).toContain("passen aber nur 4096");
});
