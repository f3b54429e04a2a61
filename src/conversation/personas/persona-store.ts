import type { Avatar } from "../ports.ts";
import type { Persona, PersonaFields } from "./persona.ts";

/** Where a persona is chosen: the narrower choice goes before the wider. */
export type PersonaScope =
  | { readonly kind: "everywhere" }
  | { readonly kind: "server"; readonly guildId: string }
  | { readonly kind: "channel"; readonly channelId: string };

export interface PersonaChoice {
  readonly scope: PersonaScope;
  /** Null: nobody, whatever a wider choice says. */
  readonly personaId: string | null;
}

/** Whether a person's messages are said again in a persona's name, in one server. */
export type Autoproxy =
  /** Always as this one. */
  | { readonly mode: "persona"; readonly personaId: string }
  /** As the one that was used last, for as long as it is used. `latchedAt`: milliseconds since the Unix epoch. */
  | {
      readonly mode: "latch";
      readonly personaId: string | null;
      readonly latchedAt: number | null;
    };

/** The personas that people made. Calls are synchronous and durable; each is one transaction. */
export interface PersonaStore {
  add(ownerId: string, fields: PersonaFields): Persona;
  /** Undefined when there is no such persona: then nothing changes. */
  change(id: string, fields: PersonaFields): Persona | undefined;
  /** Null takes the picture away. */
  setAvatar(id: string, avatar: Avatar | null): void;
  /** With every choice of it. What it said keeps its name. False when there is none. */
  remove(id: string): boolean;
  get(id: string): Persona | undefined;
  avatar(id: string): Avatar | null;
  /** A person's own, by name. */
  of(ownerId: string): readonly Persona[];

  /** `personaId` null chooses to be nobody there. */
  choose(userId: string, choice: PersonaChoice): void;
  /** Takes a choice away. */
  unchoose(userId: string, scope: PersonaScope): void;
  choices(userId: string): readonly PersonaChoice[];

  autoproxy(userId: string, guildId: string): Autoproxy | undefined;
  /** Null switches it off. */
  setAutoproxy(userId: string, guildId: string, autoproxy: Autoproxy | null): void;
}
