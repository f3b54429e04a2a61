import type { AuditFacts } from "../../../conversation/audit/audit-facts.ts";
import type { AuditEntry } from "../../../conversation/audit/audit-log.ts";
import { isSettingKey, placeSettings } from "../../../conversation/settings/place-settings.ts";
import type { Setting } from "../../../conversation/settings/setting.ts";
import { shownValue } from "../../settings/shown-value.ts";
import type { Texts } from "../../texts/en/english.ts";
import { shorten } from "../rank-choices.ts";
import { shownDetail } from "./shown-detail.ts";

/** Longer values of settings are cut. */
const longestValue = 100;

export interface EntryReader {
  readonly texts: Pick<Texts, "audit" | "settings" | "model" | "character">;
  readonly characterName: (id: string) => string | undefined;
}

/** An entry in the words that its reader knows from the rest of the bot. Nobody is pinged by it. */
export function shownEntry(
  { at, actorId, action, detail, facts }: AuditEntry,
  reader: EntryReader,
): string {
  const said = facts === null ? shownDetail(detail) : shownFacts(facts, reader);
  return `<t:${Math.floor(at / 1000)}:R> <@${actorId}> ${shownAction(action, reader)} ${said}`.trimEnd();
}

function shownAction(action: string, { texts: { audit } }: EntryReader): string {
  return Object.hasOwn(audit.actions, action)
    ? audit.actions[action as keyof typeof audit.actions]
    : `\`/${action.replaceAll(".", " ")}\``;
}

function shownFacts(facts: AuditFacts, reader: EntryReader): string {
  const { audit, settings, model, character } = reader.texts;
  const said = audit.facts;
  switch (facts.kind) {
    case "setting":
      return shownSetting(facts, reader);
    case "messages": {
      const messages = said.messages(facts);
      return facts.character === undefined ? messages : `${facts.character}: ${messages}`;
    }
    case "replies":
      return said.replies(facts);
    case "taken-back":
      return said.takenBack;
    case "cards":
      return said.cards(facts);
    case "card-fields":
      return `${facts.character}: ${facts.fields.map((field) => fieldName(field, character)).join(", ")}`;
    case "in-thread":
      return said.inThread({ character: facts.character, thread: `<#${facts.threadId}>` });
    case "model":
      return said.model({ model: facts.model, scope: model.scopes[facts.scope] });
    case "model-pulled":
      return said.pulled(facts);
    case "model-role":
      return said.toRole({ role: facts.roleId === null ? null : `<@&${facts.roleId}>` });
    case "switched":
      return facts.on ? settings.on : settings.off;
  }
}

function shownSetting(
  facts: Extract<AuditFacts, { kind: "setting" }>,
  { texts, characterName }: EntryReader,
): string {
  const { key, value } = facts;
  const said = texts.audit.facts;
  const place = placeOf(facts, said.server);
  // Settings of older versions of the bot.
  if (!isSettingKey(key)) return `${key} (${place})`;
  const label = texts.settings.labels[key];
  if (value === undefined) return said.inherited({ label, place });
  const setting: Setting<unknown> = placeSettings[key];
  const shown = shownValue(setting, value, texts, characterName);
  return said.setting({ label, value: shorten(shown, longestValue), place });
}

function placeOf(
  { scope, scopeId }: Extract<AuditFacts, { kind: "setting" }>,
  server: string,
): string {
  if (scope === "guild") return server;
  return scope === "role" ? `<@&${scopeId}>` : `<#${scopeId}>`;
}

function fieldName(field: string, { fields }: Texts["character"]): string {
  return Object.hasOwn(fields, field) ? fields[field as keyof typeof fields] : field;
}
