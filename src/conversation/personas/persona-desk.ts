import type { Clock } from "../../lib/clock.ts";
import { UserError } from "../../lib/errors.ts";
import type { Avatar } from "../ports.ts";
import { choiceFor, type PersonaPlace } from "./choose-persona.ts";
import { checkPersona, type Persona, type PersonaFields, personaLimits } from "./persona.ts";
import type { Autoproxy, PersonaChoice, PersonaScope, PersonaStore } from "./persona-store.ts";
import { speakAs, unlatched } from "./speak-as.ts";

/** What a person sees of their personas in one place. */
export interface PersonaOverview {
  readonly personas: readonly Persona[];
  /** The choice that holds here; undefined where none was made. */
  readonly choice: PersonaChoice | undefined;
  /** Undefined when it is off, and in direct messages. */
  readonly autoproxy: Autoproxy | undefined;
}

/** A picture; null takes it away, undefined leaves it as it is. */
export type AvatarChange = Avatar | null | undefined;

/** What people can do with their own personas, whatever the front end. Wrong input ends in a `UserError`. */
export class PersonaDesk {
  readonly #personas: PersonaStore;
  readonly #clock: Pick<Clock, "now">;

  constructor(personas: PersonaStore, clock: Pick<Clock, "now">) {
    this.#personas = personas;
    this.#clock = clock;
  }

  overview(userId: string, place: PersonaPlace): PersonaOverview {
    const { guildId } = place;
    return {
      personas: this.#personas.of(userId),
      choice: choiceFor(this.#personas.choices(userId), place),
      autoproxy: guildId === null ? undefined : this.#personas.autoproxy(userId, guildId),
    };
  }

  create(userId: string, given: PersonaFields, avatar: AvatarChange): Persona {
    const fields = checkPersona(given);
    const others = this.#personas.of(userId);
    if (others.length >= personaLimits.perPerson)
      throw new UserError(
        "too-many-personas",
        `You have ${personaLimits.perPerson} personas, and no more are possible. \`/persona delete\` takes one away.`,
        { values: { limit: personaLimits.perPerson } },
      );
    requireFreeName(fields.name, others);
    const added = this.#personas.add(userId, fields);
    return this.#withAvatar(added, avatar);
  }

  edit(userId: string, id: string, given: PersonaFields, avatar: AvatarChange): Persona {
    const fields = checkPersona(given);
    const before = this.own(userId, id);
    requireFreeName(
      fields.name,
      this.#personas.of(userId).filter((other) => other.id !== before.id),
    );
    return this.#withAvatar(this.#personas.change(before.id, fields) ?? before, avatar);
  }

  /** Returns what it was. */
  remove(userId: string, given: string): Persona {
    const persona = this.own(userId, given);
    this.#personas.remove(persona.id);
    return persona;
  }

  /** From now on the person is this one there; with a latch, messages are said again as this one at once. */
  use(userId: string, given: string, scope: PersonaScope, guildId: string | null): Persona {
    const persona = this.own(userId, given);
    this.#personas.choose(userId, { scope, personaId: persona.id });
    if (guildId !== null && this.#personas.autoproxy(userId, guildId)?.mode === "latch")
      this.#personas.setAutoproxy(userId, guildId, {
        mode: "latch",
        personaId: persona.id,
        latchedAt: this.#clock.now(),
      });
    return persona;
  }

  /** From now on the person is themselves there, whatever wider choice there is. */
  off(userId: string, scope: PersonaScope, guildId: string | null): void {
    if (scope.kind === "everywhere") this.#personas.unchoose(userId, scope);
    else this.#personas.choose(userId, { scope, personaId: null });
    if (guildId !== null && this.#personas.autoproxy(userId, guildId)?.mode === "latch")
      this.#personas.setAutoproxy(userId, guildId, unlatched);
  }

  /**
   * `mode`: `off`, `latch`, or one of the person's personas. A latch begins with who the person is in this place.
   * Returns who messages are said again as from now on; null: nobody yet.
   */
  autoproxy(
    userId: string,
    place: PersonaPlace & { readonly guildId: string },
    mode: string,
  ): Persona | null {
    const { guildId } = place;
    if (mode === "off") {
      this.#personas.setAutoproxy(userId, guildId, null);
      return null;
    }
    if (mode === "latch") {
      const personaId = choiceFor(this.#personas.choices(userId), place)?.personaId ?? null;
      const now = this.#personas.of(userId).find(({ id }) => id === personaId) ?? null;
      this.#personas.setAutoproxy(
        userId,
        guildId,
        now === null
          ? unlatched
          : { mode: "latch", personaId: now.id, latchedAt: this.#clock.now() },
      );
      return now;
    }
    const persona = this.own(userId, mode);
    this.#personas.setAutoproxy(userId, guildId, { mode: "persona", personaId: persona.id });
    return persona;
  }

  /** Who somebody is who says this somewhere; null: themselves. */
  speaker(said: { readonly authorId: string; readonly text: string }, place: PersonaPlace) {
    return speakAs(said, place, { personas: this.#personas, nowMs: this.#clock.now() }).persona;
  }

  /** One of the person's own, by its id or its name. @throws UserError `no-such-persona`. */
  own(userId: string, given: string): Persona {
    const all = this.#personas.of(userId);
    const wanted = given.trim().toLowerCase();
    const found =
      all.find(({ id }) => id === given) ?? all.find(({ name }) => name.toLowerCase() === wanted);
    if (found !== undefined) return found;
    throw new UserError(
      "no-such-persona",
      "You have no such persona. `/persona list` shows yours, `/persona create` makes one.",
    );
  }

  #withAvatar(persona: Persona, avatar: AvatarChange): Persona {
    if (avatar === undefined) return persona;
    this.#personas.setAvatar(persona.id, avatar);
    return { ...persona, avatarHash: avatar?.hash ?? null };
  }
}

/** Two of one name could not be told apart, neither in a list nor in a chat. */
function requireFreeName(name: string, others: readonly Persona[]): void {
  if (others.every((other) => other.name.toLowerCase() !== name.toLowerCase())) return;
  throw new UserError("persona-exists", `You have a persona "${name}" already.`, {
    values: { name },
  });
}
