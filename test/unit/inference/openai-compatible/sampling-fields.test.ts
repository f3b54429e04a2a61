import { expect, test } from "vitest";
import type { SamplingSettings } from "../../../../src/generation/request.ts";
import { neutralSampling } from "../../../../src/generation/sampling-defaults.ts";
import { samplingFields } from "../../../../src/inference/openai-compatible/sampling-fields.ts";
import {
  recogniseServer,
  type ServerKind,
  serverFlavours,
} from "../../../../src/inference/openai-compatible/server-flavour.ts";

const everything: SamplingSettings = {
  ...neutralSampling,
  temperature: 0.9,
  topK: 40,
  topP: 0.95,
  minP: 0.05,
  repeatPenalty: 1.1,
  repeatLastTokens: 256,
  frequencyPenalty: 0.2,
  presencePenalty: 0.3,
  dryMultiplier: 0.8,
  xtcProbability: 0.5,
  xtcThreshold: 0.1,
  seed: 7,
};

const nothing: SamplingSettings = {
  ...everything,
  topK: 0,
  topP: 1,
  minP: 0,
  repeatPenalty: 1,
  frequencyPenalty: 0,
  presencePenalty: 0,
  dryMultiplier: 0,
  xtcProbability: 0,
};

const repetition = ["dryMultiplier", "xtcProbability", "xtcThreshold"];
const beyondTheProtocol = [
  "topK",
  "minP",
  "repeatPenalty",
  "repeatLastTokens",
  ...repetition,
].toSorted();

test.each<[ServerKind, readonly string[]]>([
  ["llama-server", []],
  ["text-generation-webui", []],
  ["koboldcpp", ["frequencyPenalty"]],
  ["vllm", ["repeatLastTokens", ...repetition].toSorted()],
  ["ollama", beyondTheProtocol],
  ["other", beyondTheProtocol],
])("with everything in use, a server of kind %s ignores %j", (kind, ignored) => {
  expect(samplingFields(everything, serverFlavours[kind]).ignored.toSorted()).toEqual(ignored);
});

test.each(Object.keys(serverFlavours) as ServerKind[])(
  "nothing is called ignored that is off anyway (%s)",
  (kind) => {
    expect(samplingFields(nothing, serverFlavours[kind]).ignored).toEqual([]);
  },
);

test("each sampler has the server's own name", () => {
  expect(samplingFields(everything, serverFlavours.koboldcpp).fields).toMatchObject({
    rep_pen: 1.1,
    rep_pen_range: 256,
    min_p: 0.05,
  });
  expect(samplingFields(everything, serverFlavours["llama-server"]).fields).toMatchObject({
    repeat_penalty: 1.1,
    repeat_last_n: 256,
    dry_multiplier: 0.8,
  });
});

test("a top-k that is off is written as the server wants it", () => {
  expect(samplingFields(nothing, serverFlavours.vllm).fields["top_k"]).toBe(-1);
  expect(samplingFields(nothing, serverFlavours["llama-server"]).fields["top_k"]).toBe(0);
});

test("a seed of any size fits into 31 bits", () => {
  const { fields } = samplingFields({ ...nothing, seed: 2 ** 40 + 5 }, serverFlavours.other);
  expect(fields["seed"]).toBe(5);
  const negative = samplingFields({ ...nothing, seed: -1 }, serverFlavours.other);
  expect(negative.fields["seed"]).toBeGreaterThanOrEqual(0);
});

test.each([
  ["llamacpp", "llama-server"],
  ["vllm", "vllm"],
  ["koboldcpp", "koboldcpp"],
  ["user", "text-generation-webui"],
  ["library", "ollama"],
  ["openai-internal", "other"],
  [undefined, "other"],
])("the owner %s is a server of kind %s", (owner, kind) => {
  expect(recogniseServer(owner)).toBe(kind);
});

test("a companion of a sampler is called ignored only where it says something unusual", () => {
  const unusual = { ...everything, dryLastTokens: 64, typicalP: 0.9 };
  expect(samplingFields(unusual, serverFlavours["text-generation-webui"]).ignored).toEqual([
    "dryLastTokens",
  ]);
  expect(samplingFields(unusual, serverFlavours["llama-server"]).ignored).toEqual([]);
});
