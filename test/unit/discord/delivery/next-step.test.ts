import fc from "fast-check";
import { expect, test } from "vitest";
import {
  noControls,
  type ReplyControls,
} from "../../../../src/conversation/swipes/reply-controls.ts";
import { nextStep, type ShownPart } from "../../../../src/discord/delivery/next-step.ts";

const content = fc.constantFrom("a", "b", "c", null);
const controls: fc.Arbitrary<ReplyControls> = fc.constantFrom(
  noControls,
  { kind: "stop", turnId: "t", revision: 1 },
  { kind: "swipes", turnId: "t", revision: 2, number: 1, count: 2 },
);
const shownParts = fc.array(
  fc.option(
    fc
      .record({ content, controls: fc.option(controls) })
      .map((part): ShownPart => ({ messageId: "1", webhookId: null, ...part })),
    { nil: undefined },
  ),
  { maxLength: 5 },
);
const wantedParts = fc.array(fc.record({ content: fc.constantFrom("a", "b", "c"), controls }), {
  maxLength: 5,
});

test("steps lead from anything that is shown to anything that is wanted, in order", () => {
  fc.assert(
    fc.property(shownParts, wantedParts, (start, wanted) => {
      const shown = [...start];
      for (let steps = 0; ; steps++) {
        expect(steps).toBeLessThan(30);
        const step = nextStep(shown, wanted, true);
        if (step === null) break;
        if (step.kind === "remove") {
          shown[step.part] = undefined;
          continue;
        }
        const standsBehind = shown.slice(step.part).some((part) => part !== undefined);
        expect(step.kind === "send" && standsBehind).toBe(false);
        const content = step.content ?? shown[step.part]?.content ?? null;
        shown[step.part] = { messageId: "2", webhookId: null, content, controls: step.controls };
      }
      const left = shown
        .filter((part) => part !== undefined)
        .map(({ content, controls }) => ({ content, controls }));
      expect(left).toEqual(wanted);
    }),
  );
});

test("a reply that is still being written takes nothing away", () => {
  const part = { messageId: "1", webhookId: null, content: "a", controls: noControls };
  expect(nextStep([part, part], [{ content: "a", controls: noControls }], false)).toBeNull();
});

test("what a shorter text leaves behind loses the row of the text before at once", () => {
  const part = (controls: ReplyControls) => ({
    messageId: "1",
    webhookId: null,
    content: "a",
    controls,
  });
  const old: ReplyControls = { kind: "swipes", turnId: "t", revision: 2, number: 1, count: 2 };
  expect(
    nextStep([part(noControls), part(old)], [{ content: "a", controls: noControls }], false),
  ).toEqual({ kind: "edit", part: 1, content: null, controls: noControls });
});

test("a new row alone changes no text", () => {
  const stop: ReplyControls = { kind: "stop", turnId: "t", revision: 2 };
  const old = { messageId: "1", webhookId: null, content: null, controls: null };
  const wanted = [
    { content: null, controls: noControls },
    { content: null, controls: stop },
  ];
  expect(nextStep([old, old], wanted, false)).toEqual({
    kind: "edit",
    part: 1,
    content: null,
    controls: stop,
  });
});
