import { eq } from "drizzle-orm";
import type { Database } from "./database.ts";
import { appState } from "./schema/place-tables.ts";

/** Small facts that the program remembers of itself, for instance the hash of the registered commands. */
export interface StateStore {
  get(key: string): string | undefined;
  set(key: string, value: string): void;
  delete(key: string): void;
}

export function createStateStore(database: Database): StateStore {
  return {
    get: (key) =>
      database.read(
        (queries) =>
          queries
            .select({ value: appState.value })
            .from(appState)
            .where(eq(appState.key, key))
            .all()[0]?.value,
      ),
    set: (key, value) =>
      database.write((queries) => {
        queries
          .insert(appState)
          .values({ key, value })
          .onConflictDoUpdate({ target: appState.key, set: { value } })
          .run();
      }),
    delete: (key) =>
      database.write((queries) => {
        queries.delete(appState).where(eq(appState.key, key)).run();
      }),
  };
}
