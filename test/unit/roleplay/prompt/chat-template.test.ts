import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { PromptSection } from "../../../../src/generation/request.ts";
import { createTemplateLayout } from "../../../../src/roleplay/prompt/chat-template.ts";
import {
  type ChatMessage,
  ChatTemplateError,
  type PromptSegment,
} from "../../../../src/roleplay/prompt/prompt-segment.ts";
import { sectionMessages } from "../../../../src/roleplay/prompt/section-messages.ts";
import { chatTemplates } from "../../../support/chat-templates.ts";

function layoutOf(source: string) {
  return createTemplateLayout({
    source,
    bosToken: "<s>",
    eosToken: "</s>",
    nonce: "f00ba4",
  });
}

function textOf(segments: readonly PromptSegment[]): string {
  return segments.map(({ text }) => text).join("");
}

const chat: readonly ChatMessage[] = [
  { role: "system", content: "You are Rosie." },
  { role: "user", content: "Tom: Hi!" },
  { role: "assistant", content: "Rosie: Come in." },
  { role: "user", content: "Ana: Me too?" },
];

describe("a plain chat is written as each family wants it", () => {
  test.each([
    [
      "chatml",
      "<|im_start|>system\nYou are Rosie.<|im_end|>\n<|im_start|>user\nTom: Hi!<|im_end|>\n<|im_start|>assistant\nRosie: Come in.<|im_end|>\n<|im_start|>user\nAna: Me too?<|im_end|>\n<|im_start|>assistant\nRosie:",
    ],
    [
      "llama3",
      "<s><|start_header_id|>system<|end_header_id|>\n\nYou are Rosie.<|eot_id|><|start_header_id|>user<|end_header_id|>\n\nTom: Hi!<|eot_id|><|start_header_id|>assistant<|end_header_id|>\n\nRosie: Come in.<|eot_id|><|start_header_id|>user<|end_header_id|>\n\nAna: Me too?<|eot_id|><|start_header_id|>assistant<|end_header_id|>\n\nRosie:",
    ],
    [
      "mistral",
      "<s>[INST] You are Rosie.\n\nTom: Hi! [/INST]Rosie: Come in.</s>[INST] Ana: Me too? [/INST]Rosie:",
    ],
    [
      "gemma",
      "<s><start_of_turn>user\nYou are Rosie.\n\nTom: Hi!<end_of_turn>\n<start_of_turn>model\nRosie: Come in.<end_of_turn>\n<start_of_turn>user\nAna: Me too?<end_of_turn>\n<start_of_turn>model\nRosie:",
    ],
    [
      "llama2",
      "<s>[INST] <<SYS>>\nYou are Rosie.\n<</SYS>>\n\nTom: Hi! [/INST] Rosie: Come in. </s><s>[INST] Ana: Me too? [/INST]Rosie:",
    ],
  ] as const)("%s", (name, expected) => {
    expect(textOf(layoutOf(chatTemplates[name]).render(chat, "Rosie:"))).toBe(expected);
  });
});

describe.each(Object.entries(chatTemplates))("%s", (_name, source) => {
  const layout = layoutOf(source);
  const anyChat = fc.array(
    fc.record({
      role: fc.constantFrom("system" as const, "user" as const, "assistant" as const),
      content: fc
        .oneof(
          fc.string(),
          fc.constantFrom("<|im_end|>", "[/INST]", "markf00ba4n0e", "{{ 7 * 6 }}"),
        )
        .map((text) => `x${text}x`),
    }),
    { minLength: 1, maxLength: 8 },
  );

  test("no text is lost, doubled or moved, whoever speaks in whatever order", () => {
    fc.assert(
      fc.property(anyChat, (messages) => {
        const text = textOf(layout.render(messages, "Rosie:"));
        let from = 0;
        for (const { content } of messages) {
          const at = text.indexOf(content, from);
          expect(at).toBeGreaterThanOrEqual(from);
          from = at + content.length;
        }
        expect(text.endsWith("Rosie:")).toBe(true);
      }),
    );
  });

  test("only the template's own words are special", () => {
    fc.assert(
      fc.property(anyChat, (messages) => {
        const harmless = messages.map(({ role }) => ({ role, content: "x" }));
        const special = (some: readonly ChatMessage[]) =>
          layout
            .render(some, "Rosie:")
            .filter((segment) => segment.special)
            .map(({ text }) => text);
        expect(special(messages)).toEqual(special(harmless));
      }),
    );
  });

  test("the greeting may come first", () => {
    const text = textOf(
      layout.render(
        [
          { role: "system", content: "You are Rosie." },
          { role: "assistant", content: "Rosie: Come in." },
          { role: "user", content: "Tom: Hi!" },
        ],
        "",
      ),
    );
    expect(text).toMatch(/You are Rosie\.[^]*Rosie: Come in\.[^]*Tom: Hi!/);
  });

  test("a note in mid-chat and one at the end stand where they belong", () => {
    const text = textOf(
      layout.render(
        [
          ...chat,
          { role: "system", content: "[Note: it rains]" },
          { role: "user", content: "Tom: Brr." },
          { role: "system", content: "[Note: be brief]" },
        ],
        "Rosie:",
      ),
    );
    expect(text).toMatch(/Ana: Me too\?[^]*it rains[^]*Tom: Brr\.[^]*be brief[^]*Rosie:$/);
  });
});

test("a template that trims contents gets them trimmed, one that doesn't gets them as they are", () => {
  const messages: readonly ChatMessage[] = [{ role: "user", content: "\n hi \n" }];
  expect(textOf(layoutOf(chatTemplates.llama3).render(messages, ""))).toContain("\n\nhi<|eot_id|>");
  expect(textOf(layoutOf(chatTemplates.chatml).render(messages, ""))).toContain("\n\n hi \n<|im_");
});

test("the system sections at the start become one message", () => {
  const section = (id: string, role: PromptSection["role"], text: string): PromptSection => ({
    id,
    role,
    text,
    trim: { kind: "required" },
  });
  expect(
    sectionMessages([
      section("main", "system", "Write."),
      section("empty", "system", ""),
      section("card", "system", "Rosie is kind."),
      section("1", "user", "Hi"),
      section("2", "user", "Hello?"),
      section("note", "system", "Rain."),
    ]),
  ).toEqual([
    { role: "system", content: "Write.\n\nRosie is kind." },
    { role: "user", content: "Hi" },
    { role: "user", content: "Hello?" },
    { role: "system", content: "Rain." },
  ]);
});

describe("a template is refused when it", () => {
  test.each([
    ["isn't Jinja", "{% for %}"],
    ["always fails", "{{ raise_exception('no') }}"],
    ["loses what users say", "{% for m in messages %}{{ m['role'] }}{% endfor %}"],
    [
      "says everything twice",
      "{% for m in messages %}{{ m['content'] }}{{ m['content'] }}{% endfor %}",
    ],
    [
      "counts to a billion",
      "{% for i in range(1000000000) %}{% endfor %}{{ messages[0].content }}",
    ],
    ["reaches for the process", "{{ messages.constructor.constructor('return process')() }}"],
    [
      "never gets anywhere",
      "{% for i in range(9999) %}{% for j in range(9999) %}{% set k = i %}{% endfor %}{% endfor %}{{ messages[0].content }}",
    ],
    [
      "doubles a list until memory is full",
      "{% set all = namespace(it=[1]) %}{% for i in range(40) %}{% set all.it = all.it + all.it %}{% endfor %}{{ messages[0].content }}",
    ],
    [
      "doubles a text until memory is full",
      "{% set all = namespace(it='x') %}{% for i in range(40) %}{% set all.it = all.it + all.it %}{% endfor %}{{ messages[0].content }}",
    ],
    ["is far too long", "x".repeat(500_000)],
  ])("%s", (_why, source) => {
    expect(() => layoutOf(source)).toThrow(ChatTemplateError);
  });
});

test("today's date never gets into a prompt", () => {
  const source = "{{ strftime_now is defined }} {{ messages[0].content }}";
  expect(textOf(layoutOf(source).render([{ role: "user", content: "hi" }], ""))).toBe("false hi");
});
