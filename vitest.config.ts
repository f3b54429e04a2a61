import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

const common = {
  // Files share what they import, which takes longer to load than most of them to run; no test replaces modules.
  isolate: false,
  // What is waited for comes late on a busy machine: a wait ends by what happens, hardly ever by the clock.
  expect: { poll: { timeout: 30_000 } },
};

export default defineConfig({
  test: {
    // Vitest leaves one processor free, which on a small machine is half of it.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    projects: [
      {
        test: {
          name: "unit",
          include: ["test/unit/**/*.test.ts"],
          testTimeout: 30_000,
          ...common,
        },
      },
      {
        test: {
          name: "integration",
          include: ["test/integration/**/*.test.ts"],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          globalSetup: ["test/support/redis-server.ts"],
          ...common,
        },
      },
      {
        test: {
          name: "e2e",
          include: ["test/e2e/**/*.test.ts"],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          globalSetup: ["test/support/redis-server.ts"],
          ...common,
        },
      },
    ],
  },
});
