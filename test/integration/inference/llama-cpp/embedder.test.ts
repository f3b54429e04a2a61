import { afterAll } from "vitest";
import { createLlamaCppEmbedder } from "../../../../src/inference/llama-cpp/create-llama-cpp-embedder.ts";
import { demoModelFile } from "../../../support/demo-request.ts";
import { testEmbedder } from "../../../support/embedder-conformance.ts";
import { temporaryFolder } from "../../../support/temporary-folder.ts";
import { writeTinyEmbeddingModel } from "../../../support/tiny-embedding-model.ts";

const folder = temporaryFolder();
afterAll(() => folder[Symbol.dispose]());
const modelFile = folder.file("tiny-bert.gguf");
writeTinyEmbeddingModel(modelFile, { name: "tiny bert", seed: 1 });

testEmbedder("llama.cpp with a BERT", {
  open: () => open(modelFile),
  tooLong: "dragon ".repeat(200),
});

testEmbedder("llama.cpp with a model that was made to write", {
  open: () => open(demoModelFile),
  tooLong: "dragon ".repeat(2000),
});

function open(file: string) {
  const signal = new AbortController().signal;
  return createLlamaCppEmbedder({ modelFile: file, gpu: "off", threads: 2, signal });
}
