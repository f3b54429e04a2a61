import { expect, test, vi } from "vitest";
import { deferred } from "../../../src/lib/deferred.ts";
import { resetChat } from "../../support/pressing.ts";
import { Stage } from "../../support/real-bot.ts";

/** A bot whose first replies wait for the test; Alice has said something, and nothing but a placeholder answers her yet. */
async function whileAnswered() {
  const gate = deferred();
  const stage = await Stage.open({
    replies: (_, call) => ({ steps: [{ hold: gate.promise }, { text: `Reply ${call}.` }] }),
  });
  await stage.invite();
  const alice = stage.as("alice");
  alice.say("zibbelwitz of the marshes");
  return { stage, alice, gate };
}

async function forget(stage: Stage): Promise<string> {
  const alice = stage.as("alice");
  const opened = alice.slash("privacy forget");
  await opened.modal();
  return (await alice.submitModal(opened, { confirm: "forget" }).reply()).content;
}

const texts = (stage: Stage) => stage.messages().map(({ content }) => content);

test("R25: the placeholder of a reply that nobody gets any more is taken away when its asker is forgotten", async () => {
  const { stage, gate } = await whileAnswered();
  const placeholder = await stage.answered(/…$|⏳ #/);
  expect(await forget(stage)).toMatch(/^Done: 2 turns are gone/);
  await stage.simulator.waitFor(() => !texts(stage).includes(placeholder.content), {
    what: "the placeholder's end",
  });
  gate.resolve();
  stage.as("bob").say("And a good evening to you.");
  await stage.answered(/^Reply/);
  expect(texts(stage).slice(-3)).toEqual([
    "zibbelwitz of the marshes",
    "And a good evening to you.",
    expect.stringMatching(/^Reply/),
  ]);
});

test("R25: that holds for a placeholder which was being sent at that moment, and over a crash", async () => {
  const { stage, gate } = await whileAnswered();
  const route = "/webhooks/{webhook_id}/{webhook_token}";
  stage.simulator.faults.request({
    method: "POST",
    route,
    effect: { kind: "delay", delayMs: 1500 },
  });
  const placeholder = await stage.answered(/…$|⏳ #/);
  await forget(stage);
  await stage.simulator.waitFor(() => !texts(stage).includes(placeholder.content), {
    what: "the placeholder's end",
  });

  // Discord is away while the next one is to be taken away, and the bot goes down meanwhile.
  const alice = stage.as("alice");
  alice.say("quorlax of the hills");
  const second = await stage.answered(/…$|⏳ #/);
  const restore = stage.simulator.faults.request({
    method: "DELETE",
    times: 1000,
    effect: { kind: "answer", status: 503, body: "" },
  });
  await forget(stage);
  await stage.stopBot();
  restore();
  expect(stage.messages().map(({ id }) => id)).toContain(second.id);
  await stage.startBot();
  await stage.simulator.waitFor(
    () =>
      !stage
        .messages()
        .map(({ id }) => id)
        .includes(second.id),
    { what: "the placeholder's end after a restart" },
  );
  gate.resolve();
});

test("a placeholder that stands when the chat is reset ends visibly", async () => {
  const { stage, gate } = await whileAnswered();
  const placeholder = await stage.answered(/…$|⏳ #/);
  await resetChat(stage, "mara");
  const now = () => stage.messages().find(({ id }) => id === placeholder.id)?.content ?? "gone";
  await vi.waitFor(() => expect(now()).not.toMatch(/…$|⏳ #/), { timeout: 20_000 });
  gate.resolve();
});
