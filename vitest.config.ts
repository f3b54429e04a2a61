import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** What takes longest, the longest first: begun last, one of them would keep all others waiting in the end. */
const longest = [
  "test/e2e/model-swaps.test.ts",
  "test/e2e/requirements/r16-r19-r20-models.test.ts",
  "test/e2e/program-exits.test.ts",
  "test/e2e/playground-page.test.ts",
];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const rank = ({ moduleId }: TestSpecification) => {
      const place = longest.findIndex((name) => moduleId.endsWith(name));
      return place === -1 ? longest.length : place;
    };
    return sorted.toSorted((one, other) => rank(one) - rank(other));
  }
}

const common = {
  // Files share what they import, which takes longer to load than most of them to run; no test replaces modules.
  isolate: false,
  // What is waited for comes late on a busy machine: a wait ends by what happens, hardly ever by the clock.
  expect: { poll: { timeout: 30_000 } },
};

export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    // Vitest leaves one processor free, which on a small machine is half of it. Tests wait a lot, for processes and for
    // Redis: on two processors three files at a time take a tenth less than two.
    maxWorkers: Math.max(3, availableParallelism() - 1),
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
