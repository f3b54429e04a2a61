import type { Database } from "../../../src/store/database.ts";

/** A database that calls `step` before each statement that was prepared by hand, and after each transaction. */
export function steppedDatabase(database: Database, step: () => void): Database {
  return {
    file: database.file,
    hasVectors: database.hasVectors,
    read: (work) => database.read(work),
    write: (work) => {
      const result = database.write(work);
      step();
      return result;
    },
    statement: (sql, mode) => {
      const statement = database.statement(sql, mode);
      return new Proxy(statement, {
        get(target, name) {
          const value: unknown = Reflect.get(target, name, target);
          if (typeof value !== "function") return value;
          return (...values: readonly unknown[]) => {
            step();
            return Reflect.apply(value, target, values);
          };
        },
      }) as never;
    },
    close: () => database.close(),
    [Symbol.dispose]: () => database.close(),
  };
}
