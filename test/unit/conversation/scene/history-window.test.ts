import { expect, test } from "vitest";
import type { Turn } from "../../../../src/conversation/ports.ts";
import {
  historyWindow,
  turnsOfNewWindow,
} from "../../../../src/conversation/scene/history-window.ts";

/** A chat of so many turns, of which a store gives the newest that are asked for. */
function chatOf(count: number) {
  const turns = Array.from({ length: count }, (_, position) => ({ id: `t${position}` }) as Turn);
  return {
    historyBefore: (_: string, position: number, most: number) =>
      turns.slice(0, position).toReversed().slice(0, most),
  };
}

const windowOf = (count: number, firstTurn: string | null) =>
  historyWindow(chatOf(count), { conversationId: "inn", position: count }, firstTurn);

test("however long a chat is, no prompt takes more than 600 turns of it", () => {
  expect(windowOf(599, null)).toHaveLength(599);
  for (const count of [600, 5000]) {
    const turns = windowOf(count, null);
    expect(turns).toHaveLength(turnsOfNewWindow);
    expect(turns.at(-1)?.id).toBe(`t${count - 1}`);
  }
});

test("a prompt begins where the last one did while that is near enough, and then loses many turns at once", () => {
  expect(windowOf(5000, "t4500")[0]?.id).toBe("t4500");
  expect(windowOf(5099, "t4500")[0]?.id).toBe("t4500");
  expect(windowOf(5101, "t4500")[0]?.id).toBe("t4701");
});
