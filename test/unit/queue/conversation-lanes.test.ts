import { expect, test } from "vitest";
import { ConversationLanes } from "../../../src/queue/conversation-lanes.ts";

function openLanes() {
  const started: string[] = [];
  const lanes = new ConversationLanes();
  const enter = (conversationKey: string, jobId: string) =>
    lanes.enter(conversationKey, jobId, () => started.push(jobId));
  return { lanes, started, enter };
}

test("the first of each conversation starts at once, the next when it has left", () => {
  const { lanes, started, enter } = openLanes();
  enter("inn", "a");
  enter("inn", "b");
  enter("mill", "c");
  expect(started).toEqual(["a", "c"]);
  lanes.leave("inn", "a");
  expect(started).toEqual(["a", "c", "b"]);
});

test("one that leaves before its turn lets nobody pass", () => {
  const { lanes, started, enter } = openLanes();
  enter("inn", "a");
  enter("inn", "b");
  enter("inn", "c");
  lanes.leave("inn", "b");
  expect(started).toEqual(["a"]);
  lanes.leave("inn", "a");
  expect(started).toEqual(["a", "c"]);
});

test("leaving twice, or never having been there, does nothing", () => {
  const { lanes, started, enter } = openLanes();
  lanes.leave("inn", "a");
  enter("inn", "a");
  enter("inn", "b");
  lanes.leave("inn", "a");
  lanes.leave("inn", "a");
  expect(started).toEqual(["a", "b"]);
  lanes.leave("inn", "b");
  enter("inn", "c");
  expect(started).toEqual(["a", "b", "c"]);
});
