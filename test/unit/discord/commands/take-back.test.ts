import { expect, test } from "vitest";
import type { TurnEnd } from "../../../../src/conversation/swipes/turn-service.ts";
import { takeBack } from "../../../../src/discord/commands/take-back.ts";
import { silentLogger } from "../../../../src/lib/logger.ts";

/** What is done to an announcement once its turn has come to this end. */
async function doneAt(end: TurnEnd, said: boolean, trouble?: Error): Promise<readonly string[]> {
  const done: string[] = [];
  const note = (deed: string) => {
    if (trouble !== undefined) return Promise.reject(trouble);
    done.push(deed);
    return Promise.resolve();
  };
  const deed = {
    locale: "en-US",
    deleteReply: () => note("deleted"),
    editReply: ({ content }: { readonly content: string }) => note(`edited: ${content}`),
    followUp: ({ content }: { readonly content: string }) => note(`followed: ${content}`),
  };
  const turns = { settled: () => Promise.resolve(end) };
  await takeBack(deed, { turnId: "turn", said }, turns, silentLogger);
  return done;
}

const nothing = "-# The model has nothing to add. The reply stays as it is.";

test.each<[TurnEnd, boolean, string[]]>([
  ["shown", true, ["deleted"]],
  ["shown", false, []],
  ["nothing-to-add", true, [`edited: ${nothing}`]],
  ["nothing-to-add", false, [`followed: ${nothing}`]],
  ["owed", true, []],
  ["owed", false, []],
])("of a turn that is %s, with its announcement there (%s): %j", async (end, said, expected) => {
  expect(await doneAt(end, said)).toEqual(expected);
});

test("what the person has dismissed already is no trouble", async () => {
  expect(await doneAt("shown", true, new Error("Unknown Message"))).toEqual([]);
});
