import { describe, expect, test } from "vitest";
import { ApiError } from "../../../src/simulator/http/api-error.ts";
import { findMentions } from "../../../src/simulator/platform/mentions.ts";
import { messageFlags } from "../../../src/simulator/platform/messages.ts";
import { ignoredFields, parseMessageBody } from "../../../src/simulator/rules/message-body.ts";
import { checkMessage } from "../../../src/simulator/rules/message-rules.ts";
import { checkWebhookName } from "../../../src/simulator/rules/webhook-names.ts";

/** The error that a body ends in, or null. */
function problemOf(body: object): { readonly code: number; readonly text: string } | null {
  try {
    const parsed = parseMessageBody(body, "create");
    checkMessage(parsed, {
      content: parsed.content ?? "",
      embeds: parsed.embeds ?? [],
      components: parsed.components ?? [],
      flags: parsed.flags ?? 0,
      attachmentCount: 0,
    });
    return null;
  } catch (thrown) {
    if (!(thrown instanceof ApiError)) throw thrown;
    return { code: thrown.code, text: JSON.stringify(thrown.body) };
  }
}

const v2 = messageFlags.componentsV2;
const text = (content: string) => ({ type: 10, content });

describe("a message", () => {
  test.each([
    ["2000 characters", { content: "x".repeat(2000) }],
    ["2000 emoji, which count one each", { content: "🔥".repeat(2000) }],
    ["an embed alone", { embeds: [{ description: "x".repeat(4096) }] }],
    ["a V2 text", { flags: v2, components: [text("hello")] }],
  ])("may have %s", (_, body) => {
    expect(problemOf(body)).toBeNull();
  });

  test.each([
    ["2001 characters", { content: "x".repeat(2001) }, 50_035, "BASE_TYPE_MAX_LENGTH"],
    ["nothing", {}, 50_006, "empty message"],
    ["white space alone", { content: " \n " }, 50_006, "empty message"],
    ["content of the wrong type", { content: 5 }, 50_035, "content"],
    [
      "eleven embeds",
      { embeds: Array.from({ length: 11 }, () => ({ title: "x" })) },
      50_035,
      "embeds",
    ],
    [
      "an embed description of 4097",
      { embeds: [{ description: "x".repeat(4097) }] },
      50_035,
      "description",
    ],
    [
      "6001 characters in embeds",
      { embeds: [{ description: "x".repeat(4000) }, { description: "x".repeat(2001) }] },
      50_035,
      "MAX_EMBED_SIZE_EXCEEDED",
    ],
    [
      "an embed field without a value",
      { embeds: [{ fields: [{ name: "x" }] }] },
      50_035,
      "BASE_TYPE_REQUIRED",
    ],
    [
      "content beside V2 components",
      { content: "x", flags: v2, components: [text("y")] },
      50_035,
      "LEGACY_FIELDS",
    ],
    ["a nonce of 26", { content: "x", nonce: "n".repeat(26) }, 50_035, "nonce"],
    [
      "a list of users and leave for all",
      { content: "x", allowed_mentions: { parse: ["users"], users: ["1100000000000000001"] } },
      50_035,
      "EXCLUSIVE",
    ],
    [
      "V2 texts of more bytes than Discord takes",
      { flags: v2, components: [text("字".repeat(4000))] },
      0,
      "500",
    ],
  ])("may not have %s", (_, body, code, detail) => {
    expect(problemOf(body)).toMatchObject({ code, text: expect.stringContaining(detail) });
  });

  test("has its errors where Discord puts them", () => {
    const { text: body } = problemOf({ embeds: [{ title: "x".repeat(257) }] }) ?? { text: "{}" };
    expect(JSON.parse(body)).toMatchObject({
      code: 50_035,
      errors: { embeds: { "0": { title: { _errors: [{ code: "BASE_TYPE_MAX_LENGTH" }] } } } },
    });
  });
});

test("fields that Discord has nowhere are noticed, and replies through a webhook", () => {
  expect(ignoredFields({ content: "x", contnet: "y" }, "create")).toEqual(["contnet"]);
  const reply = { content: "x", message_reference: { message_id: "1100000000000000001" } };
  expect(ignoredFields(reply, "create")).toEqual([]);
  expect(ignoredFields(reply, "webhook")).toEqual(["message_reference"]);
});

describe("a webhook's name", () => {
  test.each(["Rosie Oakhart", "x", "Dis-cord", "every one", "x".repeat(80)])(
    "may be %j",
    (name) => {
      expect(checkWebhookName(name, "username")).toEqual([]);
    },
  );

  test.each(["", " ", "Clyde", "my discord friend", "everyone", "x".repeat(81), undefined])(
    "may not be %j",
    (name) => {
      expect(checkWebhookName(name, "username")).not.toEqual([]);
    },
  );
});

describe("who is pinged", () => {
  const alice = "1100000000000000001";
  const said = `<@${alice}> and <@!${alice}> and @everyone`;
  const ask = (allowed: Parameters<typeof findMentions>[0]["allowed"], mayMentionEveryone = true) =>
    findMentions({ text: said, allowed, guild: undefined, mayMentionEveryone });

  test("without allowed mentions everybody is, once each", () => {
    expect(ask(null)).toEqual({ userIds: [alice], roleIds: [], everyone: true });
  });

  test("everyone is only pinged by those who may", () => {
    expect(ask(null, false).everyone).toBe(false);
  });

  test("an empty list pings nobody", () => {
    expect(ask({ parse: [] })).toEqual({ userIds: [], roleIds: [], everyone: false });
  });

  test("people can be allowed by name", () => {
    expect(ask({ parse: [], users: [alice] })).toMatchObject({ userIds: [alice], everyone: false });
  });
});
