import fc from "fast-check";
import { expect } from "vitest";
import type { ConversationStore, Turn } from "../../src/conversation/ports.ts";
import { reply, rosie, startInput, userTurn } from "./conversation-inputs.ts";

/** A store that is empty, and how to see what a new process would see. */
export interface StoreUnderTest extends Disposable {
  readonly store: ConversationStore;
  /** Closes the store and opens what it left behind. */
  reopen(): ConversationStore;
}

type Step =
  | { readonly type: "hear"; readonly message: number; readonly answered: boolean }
  | { readonly type: "write" | "fail" | "close"; readonly turn: number }
  | { readonly type: "reset" }
  | { readonly type: "reopen" };

const small = fc.nat({ max: 6 });
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      type: fc.constant("hear" as const),
      message: small,
      answered: fc.boolean(),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      type: fc.constantFrom("write" as const, "fail" as const, "close" as const),
      turn: small,
    }),
  },
  { weight: 1, arbitrary: fc.record({ type: fc.constant("reset" as const) }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant("reopen" as const) }) },
);

/** Runs random steps on stores and compares each with a model that is a plain list. */
export function checkRandomRuns(open: () => StoreUnderTest): void {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      using subject = open();
      checkRun(subject, steps);
    }),
    { numRuns: 30 },
  );
}

function checkRun(subject: StoreUnderTest, steps: readonly Step[]): void {
  let { store } = subject;
  const conversation = store.start(startInput());
  const turns: Turn[] = [];
  const heard = new Set<number>();
  let excludedBefore = 0;
  for (const current of steps) {
    switch (current.type) {
      case "hear": {
        const input = userTurn(conversation, { messageId: `${current.message}` });
        const result = store.hear(input, current.answered ? rosie : null);
        expect(result === undefined).toBe(heard.has(current.message));
        heard.add(current.message);
        if (result !== undefined) turns.push(result.user);
        if (result?.answer) turns.push(result.answer);
        break;
      }
      case "write":
      case "fail":
      case "close":
        changeState(store, turns, current);
        break;
      case "reset":
        expect(store.reset(conversation.id)).toBe(visible(turns, excludedBefore).length);
        excludedBefore = turns.length;
        break;
      case "reopen":
        store = subject.reopen();
    }
  }
  expect(turns.map((turn) => store.turn(turn.id))).toEqual(turns);
  expect(turns.map((turn) => turn.position)).toEqual(turns.map((_, index) => index + 1));
  expect(store.owedTurns()).toEqual(
    turns.filter(({ state }) => state === "open" || state === "written"),
  );
  expect(store.historyBefore(conversation.id, 1_000, 1_000)).toEqual(
    visible(turns, excludedBefore).toReversed(),
  );
}

function changeState(
  store: ConversationStore,
  turns: Turn[],
  current: { readonly type: "write" | "fail" | "close"; readonly turn: number },
): void {
  const turn = turns[current.turn];
  if (turn === undefined) return;
  if (current.type === "close") {
    store.closeTurn(turn.id);
    if (turn.state === "written") turns[current.turn] = { ...turn, state: "done" };
    return;
  }
  const text = `reply ${turn.position}`;
  const changed =
    current.type === "write"
      ? store.writeReply(turn.id, reply(text))
      : store.failTurn(turn.id, "?");
  expect(changed).toBe(turn.state === "open");
  if (!changed) return;
  turns[current.turn] =
    current.type === "write" ? { ...turn, state: "written", text } : { ...turn, state: "failed" };
}

function visible(turns: readonly Turn[], excludedBefore: number): Turn[] {
  return turns.filter(
    ({ state, position }) => position > excludedBefore && (state === "done" || state === "written"),
  );
}
