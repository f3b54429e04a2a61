import { z } from "zod";
import type { ScopeKind } from "./place.ts";

/** Headings under which settings are shown. */
export const settingGroups = ["answering", "bots", "scene", "reply", "memory", "privacy"] as const;
export type SettingGroup = (typeof settingGroups)[number];

/** One thing that can be set for a place. */
export interface Setting<Value> {
  readonly group: SettingGroup;
  /** Where it may be set. A role's value counts for what its members say, before any place's. */
  readonly scopes: readonly ScopeKind[];
  /** What stored values and those of people are checked by. */
  readonly schema: z.ZodType<Value>;
  readonly byDefault: Value;
  /** How people set it. */
  readonly control: SettingControl;
  /** Lists that add up: every scope's value counts, not the narrowest's alone. */
  readonly addsUp: boolean;
  /** One sentence for people who read the documents. */
  readonly meaning: string;
}

export type SettingControl =
  | { readonly kind: "switch" }
  | { readonly kind: "one-of" | "some-of"; readonly options: readonly string[] }
  | ({ readonly kind: "number" } & NumberRange)
  | { readonly kind: "text"; readonly longest: number }
  | { readonly kind: "words"; readonly most: number; readonly longest: number }
  | { readonly kind: "users" | "roles" | "channels"; readonly most: number }
  | { readonly kind: "character" };

export interface NumberRange {
  readonly min: number;
  readonly max: number;
  /** What follows the number; empty for a count. */
  readonly unit: "" | "s" | "%" | "/min" | "/day";
  /** Whether it needn't be whole. */
  readonly fractions: boolean;
  /** Whether 0 means that there is no limit. */
  readonly unlimitedAtZero: boolean;
}

type Facts<Value> = Pick<Setting<Value>, "group" | "scopes" | "byDefault" | "meaning">;

/** Guild, categories, channels and threads. */
export const places: readonly ScopeKind[] = ["guild", "category", "channel", "thread"];
/** Those, and roles for what their members say. */
export const placesAndRoles: readonly ScopeKind[] = [...places, "role"];

export function onOff(facts: Facts<boolean>): Setting<boolean> {
  return { ...facts, schema: z.boolean(), control: { kind: "switch" }, addsUp: false };
}

export function oneOf<const Options extends readonly [string, ...string[]]>(
  options: Options,
  facts: Facts<Options[number]>,
): Setting<Options[number]> {
  const schema: z.ZodType<Options[number]> = z.enum(options);
  return { ...facts, schema, control: { kind: "one-of", options }, addsUp: false };
}

export function someOf<const Options extends readonly [string, ...string[]]>(
  options: Options,
  facts: Facts<readonly Options[number][]>,
): Setting<readonly Options[number][]> {
  const option: z.ZodType<Options[number]> = z.enum(options);
  return {
    ...facts,
    schema: z.array(option).readonly(),
    control: { kind: "some-of", options },
    addsUp: false,
  };
}

/** A number from `min` to `max`; a whole one unless `fractions`. */
export function amount(
  range: Pick<NumberRange, "min" | "max"> & Partial<NumberRange>,
  facts: Facts<number>,
): Setting<number> {
  const { min, max, unit = "", fractions = false, unlimitedAtZero = false } = range;
  const number = fractions ? z.number() : z.number().int();
  return {
    ...facts,
    schema: number.min(min).max(max),
    control: { kind: "number", min, max, unit, fractions, unlimitedAtZero },
    addsUp: false,
  };
}

/** A line of text. */
export function line(longest: number, facts: Facts<string>): Setting<string> {
  return {
    ...facts,
    schema: z.string().trim().min(1).max(longest),
    control: { kind: "text", longest },
    addsUp: false,
  };
}

/** Words and phrases, each on a line of its own where people write them. */
export function words(
  limits: { readonly most: number; readonly longest: number },
  facts: Facts<readonly string[]>,
): Setting<readonly string[]> {
  return {
    ...facts,
    schema: z.array(z.string().trim().min(1).max(limits.longest)).max(limits.most).readonly(),
    control: { kind: "words", ...limits },
    addsUp: false,
  };
}

const snowflake = z.string().regex(/^\d{1,20}$/, "not a Discord id");
/** As many as one of Discord's menus takes. */
const mostListed = 25;

/** A list of people, roles or channels that adds up from the server down to the thread. */
export function listOf(
  kind: "users" | "roles" | "channels",
  facts: Omit<Facts<readonly string[]>, "byDefault">,
): Setting<readonly string[]> {
  return {
    ...facts,
    byDefault: [],
    schema: z.array(snowflake).max(mostListed).readonly(),
    control: { kind, most: mostListed },
    addsUp: true,
  };
}

/** A character by its id; nobody when empty. */
export function someone(facts: Omit<Facts<string>, "byDefault">): Setting<string> {
  return {
    ...facts,
    byDefault: "",
    schema: z.string().max(200),
    control: { kind: "character" },
    addsUp: false,
  };
}
