import { describe, expect, test } from "vitest";
import { catalogueSchema } from "../../../../src/models/catalogue/catalogue.ts";
import { modelNamed, modelOfFile } from "../../../../src/models/catalogue/find-model.ts";
import { readCatalogue } from "../../../../src/models/catalogue/read-catalogue.ts";
import { createTemplateLayout } from "../../../../src/roleplay/prompt/chat-template.ts";

const catalogue = await readCatalogue();

test("every row of the guide's table is there once", () => {
  const rows = catalogue.models.flatMap(({ guide }) => guide);
  expect(rows.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 34 }, (_, row) => row + 1));
});

test.each(["LLaMA", "Llama 2", "RedPajama-INCITE", "RWKV-4", "Pythia-Deduped", "GPT-Neo", "GPT-J"])(
  "the series %s is there",
  (name) => {
    expect(modelNamed(catalogue, name)?.name).toBe(name);
  },
);

test("an imported model has all that its file lacks", () => {
  for (const { id, route, rmsEpsilon, file } of catalogue.models.filter(
    (entry) => entry.route === "imported",
  ))
    expect({ id, route, rmsEpsilon, file }).toEqual({
      id,
      route,
      rmsEpsilon: expect.any(Number),
      file: expect.any(RegExp),
    });
});

describe("a file is known by its name", () => {
  test.each([
    ["guanaco-33B.ggmlv3.q4_K_M.bin", "guanaco"],
    ["airoboros-13b-gpt4-1.4.ggmlv3.q5_1.bin", "airoboros-gpt4-1.4"],
    ["vicuna-7b-v1.3.ggmlv3.q4_0.bin", "vicuna-1.3"],
    ["chronos-13b.ggmlv3.q4_0.bin", "chronos"],
    ["chronos-hermes-13b.ggmlv3.q4_0.bin", "chronos-hermes"],
    ["Manticore-13B-Chat-Pyg.ggmlv3.q4_0.bin", "manticore-chat-pyg"],
    ["Manticore-13B-Chat-Pyg-Guanaco.ggmlv3.q4_0.bin", "manticore-chat-pyg-guanaco"],
    ["nous-hermes-llama2-13b.ggmlv3.q4_0.bin", "nous-hermes-llama2"],
    ["llama2-13b-holodeck-1.ggmlv3.q4_0.bin", "llama2-holodeck"],
    ["llama-2-13b-chat.ggmlv3.q4_0.bin", "llama-2-chat"],
    ["llama-2-70b.ggmlv3.q4_0.bin", "llama-2"],
    ["llama-7b.bin", "llama"],
    ["Meta-Llama-3.1-8B-Instruct-Q4_K_M.gguf", "llama-3.1-instruct"],
    ["OPT-350M-Erebus.bin", "erebus-350m"],
  ])("%s", (file, id) => {
    expect(modelOfFile(catalogue, file)?.id).toBe(id);
  });

  test("and an unknown one is not", () => {
    expect(modelOfFile(catalogue, "something-else.bin")).toBeUndefined();
  });
});

describe("a format's template writes a chat with every word of it", () => {
  const templates = Object.entries(catalogue.formats).flatMap(([name, { template }]) =>
    template === undefined ? [] : [{ name, template }],
  );

  test.each(templates)("$name", ({ template }) => {
    const layout = createTemplateLayout({
      source: template,
      bosToken: "<s>",
      eosToken: "</s>",
      nonce: "f00ba4",
    });
    const segments = layout.render(
      [
        { role: "system", content: "You are Rosie." },
        { role: "user", content: "Tom: Hi!" },
        { role: "assistant", content: "Rosie: Come in." },
        { role: "user", content: "Ana: Me too?" },
      ],
      "Rosie:",
    );
    expect(segments.filter(({ special }) => !special).map(({ text }) => text)).toEqual([
      "You are Rosie.",
      "Tom: Hi!",
      "Rosie: Come in.",
      "Ana: Me too?",
      "Rosie:",
    ]);
  });
});

test("a vicuna chat is on one line, each answer with its end", () => {
  const layout = createTemplateLayout({
    source: catalogue.formats.vicuna?.template ?? "",
    bosToken: "<s>",
    eosToken: "</s>",
    nonce: "f00ba4",
  });
  const text = layout
    .render(
      [
        { role: "system", content: "Be kind." },
        { role: "user", content: "Hi" },
        { role: "assistant", content: "Hello" },
        { role: "user", content: "Bye" },
      ],
      "",
    )
    .map((segment) => segment.text)
    .join("");
  expect(text).toBe("Be kind. USER: Hi ASSISTANT: Hello</s>USER: Bye ASSISTANT: ");
});

test("an entry with an unknown format is refused", () => {
  const [entry] = catalogue.models;
  const bad = { formats: {}, models: [{ ...entry, file: "x" }] };
  expect(catalogueSchema.safeParse(bad).error?.message).toContain("unknown format");
});
