import { expect, test } from "vitest";
import type { HeardMessage } from "../../../../src/conversation/ports.ts";
import { Hearing } from "../../../../src/discord/gateway/hearing.ts";
import { OperationalError } from "../../../../src/lib/errors.ts";
import { silentLogger } from "../../../../src/lib/logger.ts";
import { createManualClock } from "../../../support/manual-clock.ts";

function message(messageId: string, channelId = "tavern"): HeardMessage {
  return {
    messageId,
    channelId,
    guildId: "guild",
    authorId: "tom",
    authorName: "Tom",
    authorRoleIds: [],
    authorIsBot: false,
    text: "hello",
    attachmentNames: [],
    mentionsBot: false,
    repliesToMessageId: null,
  };
}

/** A chat that can't store what is said in `fullChannel`, for a while. */
function openEar() {
  const clock = createManualClock();
  const heard: string[] = [];
  const bugs: unknown[] = [];
  const trouble = { channel: "tavern", error: new Error("none") as Error | null };
  const hearing = new Hearing({
    chat: {
      hear: async ({ messageId, channelId }) => {
        if (trouble.error !== null && channelId === trouble.channel) throw trouble.error;
        heard.push(messageId);
        return { answered: false, because: "not-addressed" };
      },
    },
    proxies: {
      notice: () => {},
      noticeGone: () => {},
      settle: (message) => Promise.resolve(message),
    },
    clock,
    logger: silentLogger,
    onHeard: () => {},
    onBug: (thrown) => bugs.push(thrown),
    onChannelGone: () => {},
  });
  return { hearing, clock, heard, bugs, trouble };
}

const diskFull = new OperationalError("database-disk-full", "No space.", { retryable: true });

test("what can't be stored holds up its channel until it can, and no other", async () => {
  const { hearing, clock, heard, trouble } = openEar();
  trouble.error = diskFull;
  hearing.hear(message("1"));
  hearing.hear(message("2"));
  hearing.hear(message("3", "library"));
  await clock.someoneSleeps();
  expect(heard).toEqual(["3"]);
  trouble.error = null;
  clock.advance(60_000);
  await hearing.idle();
  expect(heard).toEqual(["3", "1", "2"]);
});

test("a message that breaks something is reported, and the next one is heard", async () => {
  const { hearing, heard, bugs, trouble } = openEar();
  trouble.error = new TypeError("nobody foresaw this");
  hearing.hear(message("1"));
  await hearing.idle();
  trouble.error = null;
  hearing.hear(message("2"));
  await hearing.idle();
  expect(bugs).toHaveLength(1);
  expect(heard).toEqual(["2"]);
});

test("a stop doesn't wait for better times", async () => {
  const { hearing, clock, heard, trouble } = openEar();
  trouble.error = diskFull;
  hearing.hear(message("1"));
  await clock.someoneSleeps();
  hearing.stop();
  await hearing.idle();
  expect(heard).toEqual([]);
});
