import { expect, test } from "vitest";
import { momentOf } from "../../../../src/roleplay/chat-file/chat-moment.ts";

const moment = Date.UTC(2026, 10, 25, 22, 40, 0);

test.each([
  [moment],
  [moment / 1000],
  [String(moment)],
  ["2026-11-25@22h40m00s"],
  ["2026-11-25 @22h 40m 00s 000ms"],
  ["November 25, 2026 10:40pm"],
  ["2026-11-25T22:40:00.000Z"],
  ["2026-11-25T22:40:00"],
])("%j is a moment", (sent) => {
  expect(momentOf(sent)).toBe(moment);
});

test.each([[null], [undefined], [""], ["yesterday"], ["{}"]])("%j is none", (sent) => {
  expect(momentOf(sent)).toBeNull();
});
