import fc from "fast-check";
import { expect, test } from "vitest";
import { nextStep, type ShownPart } from "../../../../src/discord/delivery/next-step.ts";

const content = fc.constantFrom("a", "b", "c", null);
const shownParts = fc.array(
  fc.option(
    content.map((text): ShownPart => ({ messageId: "1", webhookId: null, content: text })),
    { nil: undefined },
  ),
  { maxLength: 5 },
);
const wantedTexts = fc.array(fc.constantFrom("a", "b", "c"), { maxLength: 5 });

test("steps lead from anything that is shown to anything that is wanted, in order", () => {
  fc.assert(
    fc.property(shownParts, wantedTexts, (start, wanted) => {
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
        shown[step.part] = { messageId: "2", webhookId: null, content: step.content };
      }
      const left = shown.filter((part) => part !== undefined).map((part) => part.content);
      expect(left).toEqual(wanted);
    }),
  );
});

test("a reply that is still being written takes nothing away", () => {
  const part = { messageId: "1", webhookId: null, content: "a" };
  expect(nextStep([part, part], ["a"], false)).toBeNull();
});
