import { describe, expect, test } from "vitest";
import { type AuditFacts, englishDetail } from "../../../../src/conversation/audit/audit-facts.ts";
import { shownEntry } from "../../../../src/discord/commands/audit/shown-entry.ts";
import { type Language, languages } from "../../../../src/discord/texts/language.ts";
import { texts } from "../../../../src/discord/texts/texts.ts";

const scopeId = "1100000000000000001";

function shown(action: string, facts: AuditFacts | null, language: Language = "en", detail = "") {
  const entry = { number: 1, at: 5_000, guildId: null, channelId: null, actorId: "7" };
  const reader = {
    texts: texts[language],
    characterName: (id: string) => (id === "rosie" ? "Rosie" : undefined),
  };
  return shownEntry({ ...entry, action, detail, facts }, reader).replace(/^<t:5:R> <@7> /, "");
}

const setting = (key: string, value?: unknown): AuditFacts => ({
  kind: "setting",
  key,
  scope: "channel",
  scopeId,
  ...(value === undefined ? {} : { value }),
});

/** One of each kind. */
const facts: readonly AuditFacts[] = [
  setting("chance", 20),
  setting("chance"),
  { kind: "messages", count: 3 },
  { kind: "replies", count: 1 },
  { kind: "taken-back" },
  { kind: "cards", added: 1, changed: 2, removed: 3, broken: 4 },
  { kind: "card-fields", character: "Rosie", fields: ["description"] },
  { kind: "in-thread", character: "Rosie", threadId: scopeId },
  { kind: "model", model: null, scope: "server" },
  { kind: "model", model: "mistral", scope: "channel" },
  { kind: "model-pulled", model: "mistral", source: "a link" },
  { kind: "model-role", roleId: null },
  { kind: "switched", on: true },
];

test("a setting is told by the name and the value that its panel shows", () => {
  expect(shown("settings.change", setting("speaks", false))).toBe(
    `setting **Characters answer**: off (<#${scopeId}>)`,
  );
  expect(shown("settings.change", setting("triggers", ["name", "reply"]), "de")).toContain(
    ": der Name einer Figur, eine Antwort an eine Figur (",
  );
  expect(shown("settings.change", setting("threadCharacter", "rosie"), "fr")).toContain(" : Rosie");
  expect(shown("settings.change", setting("ignoredUsers", ["8"]))).toContain(": <@8> (");
});

test("a setting that is inherited again, that holds for the server or that is no more is told too", () => {
  expect(shown("settings.inherit", setting("chance"))).toContain(": inherited (");
  const ofServer: AuditFacts = {
    ...setting("chance", 20),
    kind: "setting",
    scope: "guild",
  } as never;
  expect(shown("settings.change", ofServer, "de")).toContain(": 20 % (der ganze Server)");
  expect(shown("settings.change", setting("gone", 1))).toBe(`setting gone (<#${scopeId}>)`);
});

test("entries of old, and what is a name, stand as they were kept", () => {
  expect(shown("lore.rename", null, "de", "Harbour → Lagoon")).toBe(
    "`/lore rename` Harbour → Lagoon",
  );
  expect(shown("turn.edit", null, "de", `Rosie → ${scopeId}`)).toBe(
    `Nachricht geändert Rosie → <@${scopeId}>`,
  );
  expect(shown("chat.stop", null)).toBe("`/chat stop`");
});

describe.each(languages)("in %s", (language) => {
  test.each(facts)("$kind is told whole", (each) => {
    const said = shown("chat.reset", each, language);
    expect(said).not.toMatch(/undefined|NaN|\[object/);
    expect(said.length).toBeGreaterThan("`/chat reset` ".length);
  });
});

test("what is kept in English is one line for each kind, and its own", () => {
  const details = facts.map(englishDetail);
  expect(new Set(details).size).toBe(details.length - 1);
  for (const detail of details) expect(detail).toMatch(/^[^\n]+$/);
});
