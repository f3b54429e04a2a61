import type { ModelScope } from "../models/model-service.ts";
import type { ScopeKind } from "../settings/place.ts";

/** What a deed was, where that takes words: people read it in their language, and the entry keeps it in English besides. */
export type AuditFacts =
  | {
      readonly kind: "setting";
      readonly key: string;
      readonly scope: ScopeKind;
      readonly scopeId: string;
      /** What it was set to; left out where it is inherited from now on. */
      readonly value?: unknown;
    }
  | { readonly kind: "messages"; readonly count: number; readonly character?: string }
  | { readonly kind: "replies"; readonly count: number }
  | { readonly kind: "taken-back" }
  | {
      readonly kind: "cards";
      readonly added: number;
      readonly changed: number;
      readonly removed: number;
      readonly broken: number;
    }
  | { readonly kind: "card-fields"; readonly character: string; readonly fields: readonly string[] }
  | { readonly kind: "in-thread"; readonly character: string; readonly threadId: string }
  /** `model` null: the choice was taken back. */
  | { readonly kind: "model"; readonly model: string | null; readonly scope: ModelScope }
  | { readonly kind: "model-pulled"; readonly model: string; readonly source: string }
  /** Null: nobody but operators. */
  | { readonly kind: "model-role"; readonly roleId: string | null }
  | { readonly kind: "switched"; readonly on: boolean };

/** The facts in one line of English, with Discord's ids as they are. */
export function englishDetail(facts: AuditFacts): string {
  switch (facts.kind) {
    case "setting":
      return `${facts.key} of ${facts.scope} ${facts.scopeId}`;
    case "messages": {
      const messages = counted(facts.count, "message");
      return facts.character === undefined ? messages : `${facts.character}: ${messages}`;
    }
    case "replies":
      return facts.count === 1 ? "1 reply" : `${facts.count} replies`;
    case "taken-back":
      return "taken back";
    case "cards": {
      const { added, changed, removed, broken } = facts;
      return `${added} added, ${changed} changed, ${removed} removed, ${broken} broken`;
    }
    case "card-fields":
      return `${facts.character}: ${facts.fields.join(", ")}`;
    case "in-thread":
      return `${facts.character} in <#${facts.threadId}>`;
    case "model":
      return facts.model === null
        ? `the choice for ${facts.scope}`
        : `${facts.model} for ${facts.scope}`;
    case "model-pulled":
      return `${facts.model} from ${facts.source}`;
    case "model-role":
      return facts.roleId === null ? "to nobody" : `to the role ${facts.roleId}`;
    case "switched":
      return facts.on ? "on" : "off";
  }
}

function counted(count: number, noun: string): string {
  return count === 1 ? `1 ${noun}` : `${count} ${noun}s`;
}
