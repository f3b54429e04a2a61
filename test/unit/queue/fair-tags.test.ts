import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { FairTags, highestTag, lowestTag } from "../../../src/queue/fair-tags.ts";

describe("rounds", () => {
  test("each further job of a guild goes one round later, and a newcomer joins the current one", () => {
    const tags = new FairTags();
    expect([1, 2, 3].map(() => tags.assign("crowd", "interactive"))).toEqual([1, 2, 3]);
    expect(tags.assign("quiet", "interactive")).toBe(1);
    tags.started(3);
    expect(tags.assign("late", "interactive")).toBe(3);
  });

  test("who was silent for long has no credit for it", () => {
    const tags = new FairTags();
    tags.assign("crowd", "interactive");
    tags.started(500);
    expect(tags.assign("crowd", "interactive")).toBe(500);
    expect(tags.assign("crowd", "interactive")).toBe(501);
  });

  test("background comes after everything that a person waits for", () => {
    const tags = new FairTags();
    const background = tags.assign("guild", "background");
    tags.started(1_000_000);
    expect(tags.assign("guild", "interactive")).toBeLessThan(background);
  });

  test("after a pause rounds count from the beginning again", () => {
    const tags = new FairTags();
    tags.assign("guild", "interactive");
    tags.started(700);
    tags.idle();
    expect(tags.assign("guild", "interactive")).toBe(lowestTag);
  });

  test("a job from before a restart keeps its place before its guild's next one", () => {
    const tags = new FairTags();
    tags.adopt("guild", 12);
    expect(tags.assign("guild", "interactive")).toBe(13);
  });

  test("at the end of the range jobs queue up in order of arrival", () => {
    const tags = new FairTags();
    tags.started(highestTag);
    const tail = [1, 2].map(() => tags.assign("guild", "background"));
    expect(tail).toEqual([highestTag, highestTag]);
  });
});

describe("whatever comes and goes", () => {
  const guild = fc.constantFrom("a", "b", "c");
  const steps = fc.array(
    fc.oneof(
      { weight: 3, arbitrary: fc.record({ arrive: guild }) },
      { weight: 2, arbitrary: fc.constant({ serve: true } as const) },
    ),
    { maxLength: 120 },
  );

  /** Plays the steps on a queue that serves the lowest tag first, and equal ones in order of arrival. */
  function play(list: readonly ({ arrive: string } | { serve: true })[]) {
    const tags = new FairTags();
    const waiting: { guild: string; tag: number; number: number }[] = [];
    const served: typeof waiting = [];
    const log: { tag: number; waitingBefore: readonly string[]; guild: string }[] = [];
    let number = 0;
    for (const step of list) {
      if ("arrive" in step) {
        const tag = tags.assign(step.arrive, "interactive");
        log.push({ tag, guild: step.arrive, waitingBefore: waiting.map((job) => job.guild) });
        waiting.push({ guild: step.arrive, tag, number: number++ });
        continue;
      }
      waiting.sort((one, other) => one.tag - other.tag || one.number - other.number);
      const next = waiting.shift();
      if (next === undefined) continue;
      tags.started(next.tag);
      served.push(next);
      if (waiting.length === 0) tags.idle();
    }
    return { served, log };
  }

  test("tags stay in BullMQ's range", () => {
    fc.assert(
      fc.property(steps, (list) => {
        const outside = play(list).log.filter(({ tag }) => tag < lowestTag || tag > highestTag);
        expect(outside).toEqual([]);
      }),
    );
  });

  test("the jobs of one guild are served in the order in which they came", () => {
    fc.assert(
      fc.property(steps, guild, (list, key) => {
        const numbers = play(list)
          .served.filter((job) => job.guild === key)
          .map((job) => job.number);
        expect(numbers).toEqual(numbers.toSorted((one, other) => one - other));
      }),
    );
  });

  test("while two guilds wait, neither is served more than one job ahead of the other", () => {
    fc.assert(
      fc.property(fc.nat(60), fc.nat(60), (jobsOfA, jobsOfB) => {
        const arrivals = [
          ...Array.from({ length: jobsOfA }, () => ({ arrive: "a" })),
          ...Array.from({ length: jobsOfB }, () => ({ arrive: "b" })),
        ];
        const serving = arrivals.map(() => ({ serve: true }) as const);
        const bothWait = 2 * Math.min(jobsOfA, jobsOfB);
        const order = play([...arrivals, ...serving])
          .served.slice(0, bothWait)
          .map((job) => job.guild);
        const leads = order.map(
          (_, index) =>
            order.slice(0, index + 1).filter((key) => key === "a").length * 2 - (index + 1),
        );
        expect(Math.max(0, ...leads.map(Math.abs))).toBeLessThanOrEqual(1);
      }),
    );
  });
});
