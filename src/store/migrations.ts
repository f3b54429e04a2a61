import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type Sqlite from "better-sqlite3";
import { z } from "zod";
import { UserError } from "../lib/errors.ts";

export interface Migration {
  readonly name: string;
  readonly sql: string;
}

/** Marks a SQLite file as ours ("HRTH"), so that another program's database is never written to. */
const applicationId = 0x48525448;

const journalSchema = z.object({ entries: z.array(z.object({ tag: z.string() })) });

/** The migrations that ship with the program, oldest first. */
export function readMigrations(folder: string = shippedFolder()): readonly Migration[] {
  const journal = journalSchema.parse(
    JSON.parse(readFileSync(join(folder, "meta", "_journal.json"), "utf8")),
  );
  return journal.entries.map(({ tag }) => ({
    name: tag,
    sql: readFileSync(join(folder, `${tag}.sql`), "utf8"),
  }));
}

/**
 * Refuses a database that this program must not touch, before anything is written to it.
 *
 * @throws UserError `database-newer` when a newer program made the database, `database-foreign` when it isn't ours.
 */
export function checkOwnership(
  client: Sqlite.Database,
  migrations: readonly Migration[],
  file: string,
): void {
  const empty = client.prepare("select count(*) from sqlite_schema").pluck().get() === 0;
  if (!empty && readInteger(client, "application_id") !== applicationId)
    throw new UserError(
      "database-foreign",
      `${file} is the database of another program. Set DATABASE_FILE to another path.`,
    );
  const version = readInteger(client, "user_version");
  if (version > migrations.length)
    throw new UserError(
      "database-newer",
      `${file} was made by a newer Hearthside: its schema has version ${version}, and this program knows versions up to ${migrations.length}. Update the program, or put back a backup from before the update.`,
    );
}

/**
 * Brings a database to the newest schema; each migration whole or not at all. SQLite's `user_version` counts the
 * migrations that a database has seen. Returns the names of those that ran.
 */
export function migrate(
  client: Sqlite.Database,
  migrations: readonly Migration[],
): readonly string[] {
  const version = readInteger(client, "user_version");
  const pending = migrations.slice(version);
  // A migration that rebuilds a table drops the old one; with the keys on, that would delete what refers to it. SQLite
  // ignores this pragma inside a transaction, so it can't stand in the migration.
  client.pragma("foreign_keys = OFF");
  for (const [index, migration] of pending.entries())
    applyMigration(client, migration, version + index + 1);
  client.pragma("foreign_keys = ON");
  return pending.map((migration) => migration.name);
}

function applyMigration(client: Sqlite.Database, migration: Migration, version: number): void {
  client
    .transaction(() => {
      client.exec(migration.sql);
      const broken = client.pragma("foreign_key_check");
      if (Array.isArray(broken) && broken.length > 0)
        throw new Error(`Migration ${migration.name} leaves ${broken.length} broken references`);
      client.pragma(`application_id = ${applicationId}`);
      client.pragma(`user_version = ${version}`);
    })
    .exclusive();
}

function readInteger(client: Sqlite.Database, pragma: string): number {
  return z.number().parse(client.pragma(pragma, { simple: true }));
}

/** `migrations/` of the package: two folders up from the sources, three from the built files. */
function shippedFolder(): string {
  const here = dirname(fileURLToPath(import.meta.url));
  for (let folder = here; folder !== dirname(folder); folder = dirname(folder)) {
    const candidate = join(folder, "migrations");
    if (existsSync(join(candidate, "meta", "_journal.json"))) return candidate;
  }
  throw new Error(`No migrations folder above ${here}`);
}
