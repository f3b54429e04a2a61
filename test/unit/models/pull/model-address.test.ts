import { describe, expect, test } from "vitest";
import { readCatalogue } from "../../../../src/models/catalogue/read-catalogue.ts";
import {
  modelFileName,
  partCount,
  readModelAddress,
} from "../../../../src/models/pull/model-address.ts";

const catalogue = await readCatalogue();
const read = (source: string) => readModelAddress(source, catalogue);

describe("the address of a model", () => {
  test.each([
    ["hf:user/Repo-GGUF:Q8_0", "Repo.Q8_0.gguf"],
    ["hf:user/Repo", "Repo.Q4_K_M.gguf"],
    ["https://example.org/a/b%20c.gguf?download=true", "b_c.gguf"],
    ["https://example.org/..%2f..%2fetc%2fpasswd.gguf", "passwd.gguf"],
    ["https://example.org/.hidden.gguf", "hidden.gguf"],
    ["https://example.org/big-00001-of-00003.gguf", "big.gguf"],
    ["llama-2-chat", "Llama-2-13B-chat.Q4_K_M.gguf"],
    ["llama-2-chat:q4_k_m", "Llama-2-13B-chat.Q4_K_M.gguf"],
  ])("%s is kept as %s", (source, file) => {
    expect(modelFileName(read(source))).toBe(file);
  });

  test.each([
    ["https://example.org/model", "bad-model-address"],
    ["file:///etc/passwd.gguf", "bad-model-address"],
    ["../models/x.gguf", "bad-model-address"],
    ["hf:user", "bad-model-address"],
    ["rwkv-4-raven", "no-model-source"],
    ["llama-2-chat:Q1", "model-quantisation-unknown"],
  ])("%s is refused", (source, code) => {
    expect(() => read(source)).toThrow(expect.objectContaining({ code }));
  });

  test("a split model says how many files it has", () => {
    expect(partCount("https://example.org/big-00001-of-00003.gguf")).toBe(3);
    expect(partCount("https://example.org/big.gguf")).toBe(1);
  });
});
