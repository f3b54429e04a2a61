import { and, asc, eq } from "drizzle-orm";
import type { Persona, PersonaPosition } from "../conversation/personas/persona.ts";
import type {
  Autoproxy,
  PersonaChoice,
  PersonaScope,
  PersonaStore,
} from "../conversation/personas/persona-store.ts";
import type { Avatar } from "../conversation/ports.ts";
import type { Database, Queries } from "./database.ts";
import { autoproxy, persona, personaChoice } from "./schema/people-tables.ts";
import type { StoreOptions } from "./store-options.ts";

/** The personas that people made, in SQLite. */
export function createPersonaStore(database: Database, { newId, now }: StoreOptions): PersonaStore {
  return {
    add: (ownerId, fields) =>
      database.write((queries) => {
        const added = { id: newId(), ownerId, ...fields };
        queries
          .insert(persona)
          .values({ ...added, createdAt: now(), updatedAt: now() })
          .run();
        return { ...added, avatarHash: null };
      }),
    change: (id, fields) =>
      database.write((queries) => {
        queries
          .update(persona)
          .set({ ...fields, updatedAt: now() })
          .where(eq(persona.id, id))
          .run();
        return get(queries, id);
      }),
    setAvatar: (id, avatar) =>
      database.write((queries) => {
        queries
          .update(persona)
          .set({
            avatar: avatar === null ? null : Buffer.from(avatar.png),
            avatarHash: avatar?.hash ?? null,
            updatedAt: now(),
          })
          .where(eq(persona.id, id))
          .run();
      }),
    remove: (id) =>
      database.write(
        (queries) => queries.delete(persona).where(eq(persona.id, id)).run().changes > 0,
      ),
    get: (id) => database.read((queries) => get(queries, id)),
    avatar: (id) => database.read((queries) => avatarOf(queries, id)),
    of: (ownerId) =>
      database.read((queries) =>
        queries
          .select(columns)
          .from(persona)
          .where(eq(persona.ownerId, ownerId))
          .orderBy(asc(persona.name))
          .all()
          .map(personaOf),
      ),
    choose: (userId, choice) => database.write((queries) => choose(queries, userId, choice)),
    unchoose: (userId, scope) =>
      database.write((queries) => {
        queries.delete(personaChoice).where(isChoice(userId, scope)).run();
      }),
    choices: (userId) => database.read((queries) => choices(queries, userId)),
    autoproxy: (userId, guildId) =>
      database.read((queries) => autoproxyOf(queries, userId, guildId)),
    setAutoproxy: (userId, guildId, value) =>
      database.write((queries) => setAutoproxy(queries, userId, guildId, value)),
  };
}

const columns = {
  id: persona.id,
  ownerId: persona.ownerId,
  name: persona.name,
  pronouns: persona.pronouns,
  description: persona.description,
  position: persona.position,
  avatarHash: persona.avatarHash,
};

type Row = Omit<Persona, "position"> & { readonly position: unknown };

function personaOf(row: Row): Persona {
  // Written by this store alone.
  return { ...row, position: row.position as PersonaPosition };
}

function get(queries: Queries, id: string): Persona | undefined {
  const [found] = queries.select(columns).from(persona).where(eq(persona.id, id)).all();
  return found && personaOf(found);
}

function avatarOf(queries: Queries, id: string): Avatar | null {
  const [found] = queries
    .select({ png: persona.avatar, hash: persona.avatarHash })
    .from(persona)
    .where(eq(persona.id, id))
    .all();
  if (!found?.png || found.hash === null) return null;
  return { png: found.png, hash: found.hash };
}

function choose(queries: Queries, userId: string, { scope, personaId }: PersonaChoice): void {
  queries
    .insert(personaChoice)
    .values({ userId, scope: scope.kind, placeId: placeOf(scope), personaId })
    .onConflictDoUpdate({
      target: [personaChoice.userId, personaChoice.scope, personaChoice.placeId],
      set: { personaId },
    })
    .run();
}

function choices(queries: Queries, userId: string): readonly PersonaChoice[] {
  return queries
    .select()
    .from(personaChoice)
    .where(eq(personaChoice.userId, userId))
    .all()
    .map(({ scope, placeId, personaId }) => ({ scope: scopeOf(scope, placeId), personaId }));
}

function autoproxyOf(queries: Queries, userId: string, guildId: string): Autoproxy | undefined {
  const [found] = queries.select().from(autoproxy).where(isAutoproxy(userId, guildId)).all();
  if (found === undefined) return undefined;
  const { mode, personaId, latchedAt } = found;
  if (mode === "latch") return { mode, personaId, latchedAt };
  return personaId === null ? undefined : { mode, personaId };
}

function setAutoproxy(
  queries: Queries,
  userId: string,
  guildId: string,
  value: Autoproxy | null,
): void {
  if (value === null) {
    queries.delete(autoproxy).where(isAutoproxy(userId, guildId)).run();
    return;
  }
  const set = {
    mode: value.mode,
    personaId: value.personaId,
    latchedAt: value.mode === "latch" ? value.latchedAt : null,
  };
  queries
    .insert(autoproxy)
    .values({ userId, guildId, ...set })
    .onConflictDoUpdate({ target: [autoproxy.userId, autoproxy.guildId], set })
    .run();
}

function isChoice(userId: string, scope: PersonaScope) {
  return and(
    eq(personaChoice.userId, userId),
    eq(personaChoice.scope, scope.kind),
    eq(personaChoice.placeId, placeOf(scope)),
  );
}

function isAutoproxy(userId: string, guildId: string) {
  return and(eq(autoproxy.userId, userId), eq(autoproxy.guildId, guildId));
}

function placeOf(scope: PersonaScope): string {
  if (scope.kind === "server") return scope.guildId;
  return scope.kind === "channel" ? scope.channelId : "";
}

function scopeOf(kind: PersonaScope["kind"], placeId: string): PersonaScope {
  if (kind === "server") return { kind, guildId: placeId };
  return kind === "channel" ? { kind, channelId: placeId } : { kind };
}
