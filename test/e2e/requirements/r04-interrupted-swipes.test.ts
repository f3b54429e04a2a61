import { expect, test } from "vitest";
import { labelsOf, press } from "../../support/pressing.ts";
import { Stage } from "../../support/real-bot.ts";

test("R4: a new text that a restart interrupts is written once more in the same message, and nothing is doubled", async () => {
  const stage = await Stage.open({
    replies: (_, call) =>
      call === 1
        ? { steps: [{ text: "Half a sentence that " }, { hold: new Promise(() => {}) }] }
        : `Reply number ${call}.`,
  });
  await stage.invite();
  stage.as("alice").say("any news?");
  const reply = await stage.answered("Reply number 0.");
  await stage.simulator.waitFor(() => labelsOf(reply).includes("1/1") || undefined);
  const before = stage.messages().length;
  press(stage, "alice", reply, "next");
  await stage.simulator.waitFor(() => stage.scripted.started.length === 2 || undefined);
  await stage.stopBot();
  await stage.startBot();
  await stage.simulator.waitFor(() => labelsOf(reply).includes("2/2") || undefined);
  expect(reply.content).toBe("Reply number 2.");
  expect(stage.messages()).toHaveLength(before);
});
