import { expect, test } from "vitest";
import { CommandIndex } from "../../../../src/discord/commands/command-index.ts";
import { linkAnswer } from "../../../../src/discord/commands/link-answer.ts";
import { commandTable } from "../../../../src/discord/commands/table.ts";

const index = new CommandIndex(commandTable);
index.learn([
  { name: "chat", id: "11" },
  { name: "help", id: "12" },
]);

test("commands that Discord knows become clickable; other code stays", () => {
  const text = "`/chat start` or `/help`, not `/chat dance`, `/note set`, `/etc/passwd` or `chat`.";
  expect(index.link(text, 2000)).toBe(
    "</chat start:11> or </help:12>, not `/chat dance`, `/note set`, `/etc/passwd` or `chat`.",
  );
});

test("a text that would grow over its limit stays as it is", () => {
  const text = `\`/chat start\`${"x".repeat(1987)}`;
  expect(text).toHaveLength(2000);
  expect(index.link(text, 2000)).toBe(text);
});

test("an answer is linked where Discord shows links", () => {
  const code = "`/help`";
  expect(
    linkAnswer(
      {
        content: code,
        embeds: [
          {
            title: code,
            description: code,
            fields: [{ name: code, value: code }],
            footer: { text: code },
          },
        ],
      },
      index,
    ),
  ).toEqual({
    content: "</help:12>",
    embeds: [
      {
        title: code,
        description: "</help:12>",
        fields: [{ name: code, value: "</help:12>" }],
        footer: { text: code },
      },
    ],
  });
});

test("embeds that would be too long together stay as they are", () => {
  const embeds = [
    { description: `\`/chat start\`${"x".repeat(3980)}` },
    { description: "y".repeat(2008) },
  ];
  expect(linkAnswer({ embeds }, index).embeds).toBe(embeds);
});
