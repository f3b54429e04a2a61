import { expect, test } from "vitest";
import { createModelLayout } from "../../../src/inference/model-layout.ts";
import { silentLogger } from "../../../src/lib/logger.ts";
import { chatTemplates } from "../../support/chat-templates.ts";

function layoutOf(template: string | undefined) {
  const warnings: object[] = [];
  const layout = createModelLayout({
    template,
    bosToken: "<s>",
    eosToken: "</s>",
    nonce: "f00",
    logger: { ...silentLogger, warn: (fields) => warnings.push(fields) },
  });
  return { layout, warnings };
}

const hello = [{ role: "user", content: "hi" }] as const;

test("a model's own template is used", () => {
  expect(layoutOf(chatTemplates.chatml).layout.kind).toBe("template");
});

test("a model without one gets plain text, without a word", () => {
  const { layout, warnings } = layoutOf(undefined);
  expect([layout.kind, warnings]).toEqual(["plain", []]);
});

test("a broken template gives way to plain text, with a warning", () => {
  const { layout, warnings } = layoutOf("{{ raise_exception('no') }}");
  expect(layout.kind).toBe("plain");
  expect(warnings).toHaveLength(1);
});

test("a template that fails on one chat gives way for that one", () => {
  const { layout, warnings } = layoutOf(
    "{% for m in messages %}{% if loop.index > 6 %}{{ raise_exception('too many') }}{% endif %}{{ m.content }}{% endfor %}",
  );
  const long = Array.from({ length: 8 }, () => hello[0]);
  const text = layout
    .render(long, "")
    .map((segment) => segment.text)
    .join("");
  expect(text).toBe("hi\n".repeat(8));
  expect(warnings).toHaveLength(1);
  layout.render(hello, "");
  expect(warnings).toHaveLength(1);
});
