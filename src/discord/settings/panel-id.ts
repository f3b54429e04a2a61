import type { ScopeKind, SettingScope } from "../../conversation/settings/place.ts";

/** What a part of the settings panel is for. Everything else is looked up when it is used. */
export interface PanelId {
  readonly verb: "group" | "setting" | "scope" | "choose" | "value" | "ask" | "form" | "inherit";
  readonly scope: SettingScope;
  /** A group's name for `group` and `scope`, a setting's key otherwise. */
  readonly subject: string;
  /** The value that a button stands for; empty for none. */
  readonly value: string;
}

const prefix = "place";

/** At most 100 characters, Discord's limit. */
export function panelId({ verb, scope, subject, value }: PanelId): string {
  return [prefix, verb, scope.kind, scope.id, subject, value].join(":");
}

export function isPanelId(customId: string): boolean {
  return customId.startsWith(`${prefix}:`);
}

/** Undefined for what is none. Whoever sends it can have changed it. */
export function readPanelId(customId: string): PanelId | undefined {
  const [start, verb = "", kind = "", id = "", subject = "", value = ""] = customId.split(":");
  if (start !== prefix || !isVerb(verb) || !isKind(kind) || !/^\d{1,20}$/.test(id))
    return undefined;
  return { verb, scope: { kind, id }, subject, value };
}

const verbs: readonly string[] = [
  "group",
  "setting",
  "scope",
  "choose",
  "value",
  "ask",
  "form",
  "inherit",
] satisfies PanelId["verb"][];
const kinds: readonly string[] = [
  "thread",
  "channel",
  "category",
  "guild",
  "role",
] satisfies ScopeKind[];

function isVerb(verb: string): verb is PanelId["verb"] {
  return verbs.includes(verb);
}

function isKind(kind: string): kind is ScopeKind {
  return kinds.includes(kind);
}
