import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { namedFormats } from "../../../../src/roleplay/prompt/named-formats.ts";
import { layoutNames, namedLayout } from "../../../../src/roleplay/prompt/named-layout.ts";
import type { ChatMessage } from "../../../../src/roleplay/prompt/prompt-segment.ts";

const system = (content: string): ChatMessage => ({ role: "system", content });
const user = (content: string): ChatMessage => ({ role: "user", content });
const assistant = (content: string): ChatMessage => ({ role: "assistant", content });

function write(format: string, messages: readonly ChatMessage[], replyPrefix: string): string {
  return namedLayout(format)
    .render(messages, replyPrefix)
    .map(({ text }) => text)
    .join("");
}

/** The format; a chat of system S, user U, reply A, user V with the reply opened by `C:`; what ends a reply. */
const golden: readonly (readonly [format: string, text: string, stop: readonly string[]])[] = [
  [
    "chatml",
    "<|im_start|>system\nS<|im_end|>\n<|im_start|>user\nU<|im_end|>\n<|im_start|>assistant\nA<|im_end|>\n<|im_start|>user\nV<|im_end|>\n<|im_start|>assistant\nC:",
    ["<|im_end|>", "<|im_start|>"],
  ],
  [
    "llama3",
    "<|start_header_id|>system<|end_header_id|>\n\nS<|eot_id|><|start_header_id|>user<|end_header_id|>\n\nU<|eot_id|><|start_header_id|>assistant<|end_header_id|>\n\nA<|eot_id|><|start_header_id|>user<|end_header_id|>\n\nV<|eot_id|><|start_header_id|>assistant<|end_header_id|>\n\nC:",
    ["<|eot_id|>", "<|start_header_id|>"],
  ],
  ["llama2", "[INST] <<SYS>>\nS\n<</SYS>>\n\nU [/INST]A</s><s>[INST] V [/INST]C:", ["[INST]"]],
  ["mistral-v1", " [INST] S\n\nU [/INST] A</s> [INST] V [/INST] C:", ["[INST]"]],
  ["mistral-v3", "[INST] S\n\nU[/INST] A</s>[INST] V[/INST] C:", ["[INST]"]],
  ["mistral-v3-tekken", "[INST]S\n\nU[/INST]A</s>[INST]V[/INST]C:", ["[INST]"]],
  [
    "mistral-v7",
    "[SYSTEM_PROMPT] S[/SYSTEM_PROMPT][INST] U[/INST] A</s>[INST] V[/INST] C:",
    ["[INST]", "[SYSTEM_PROMPT]"],
  ],
  [
    "mistral-v7-tekken",
    "[SYSTEM_PROMPT]S[/SYSTEM_PROMPT][INST]U[/INST]A</s>[INST]V[/INST]C:",
    ["[INST]", "[SYSTEM_PROMPT]"],
  ],
  [
    "gemma",
    "<start_of_turn>user\nS\n\nU<end_of_turn>\n<start_of_turn>model\nA<end_of_turn>\n<start_of_turn>user\nV<end_of_turn>\n<start_of_turn>model\nC:",
    ["<end_of_turn>", "<start_of_turn>"],
  ],
  [
    "gemma4",
    "<|turn>system\nS<turn|>\n<|turn>user\nU<turn|>\n<|turn>model\nA<turn|>\n<|turn>user\nV<turn|>\n<|turn>model\nC:",
    ["<turn|>", "<|turn>"],
  ],
  [
    "command-r",
    "<|START_OF_TURN_TOKEN|><|SYSTEM_TOKEN|>S<|END_OF_TURN_TOKEN|><|START_OF_TURN_TOKEN|><|USER_TOKEN|>U<|END_OF_TURN_TOKEN|><|START_OF_TURN_TOKEN|><|CHATBOT_TOKEN|>A<|END_OF_TURN_TOKEN|><|START_OF_TURN_TOKEN|><|USER_TOKEN|>V<|END_OF_TURN_TOKEN|><|START_OF_TURN_TOKEN|><|CHATBOT_TOKEN|>C:",
    ["<|END_OF_TURN_TOKEN|>", "<|START_OF_TURN_TOKEN|>"],
  ],
  [
    "phi-3",
    "<|system|>\nS<|end|>\n<|user|>\nU<|end|>\n<|assistant|>\nA<|end|>\n<|user|>\nV<|end|>\n<|assistant|>\nC:",
    ["<|end|>", "<|user|>"],
  ],
  [
    "alpaca",
    "S\n\n### Instruction:\nU\n\n### Response:\nA\n\n### Instruction:\nV\n\n### Response:\nC:",
    ["### Instruction:", "### Input:"],
  ],
  ["vicuna", "S USER: U ASSISTANT: A</s>USER: V ASSISTANT: C:", ["USER:"]],
  [
    "guanaco",
    "S\n\n### Human: U\n### Assistant: A\n### Human: V\n### Assistant: C:",
    ["### Human:", "### Assistant:"],
  ],
  ["airoboros", "S USER: U ASSISTANT: A USER: V ASSISTANT: C:", ["USER:", "ASSISTANT:"]],
  ["airoboros-large", "S USER: U ASSISTANT: A USER: V ASSISTANT: C:", ["USER:", "ASSISTANT:"]],
  ["manticore", "S\n\nUSER: U\nASSISTANT:A</s>\nUSER: V\nASSISTANT:C:", ["USER:"]],
  ["metharme", "<|system|>S<|user|>U<|model|>A<|user|>V<|model|>C:", ["<|user|>", "<|model|>"]],
  ["pygmalion", "S\n<START>\nU\nA\nV\nC:", ["\nYou:", "<START>"]],
  ["raven", "S\n\nBob: U\n\nAlice: A\n\nBob: V\n\nAlice: C:", ["\n\n", "Bob:"]],
  ["rwkv-world", "S\n\nUser: U\n\nAssistant: A\n\nUser: V\n\nAssistant: C:", ["\n\n", "User:"]],
];

describe("a prompt in a named format", () => {
  test.each(golden)("%s is written to the letter", (format, text) => {
    expect(write(format, [system("S"), user("U"), assistant("A"), user("V")], "C:")).toBe(text);
  });

  test.each(golden)("%s says what ends a reply", (format, _text, stop) => {
    expect(namedLayout(format).stop).toEqual(stop);
  });

  test("there is a golden text for every format", () => {
    expect(golden.map(([format]) => format)).toEqual(namedFormats.map(({ name }) => name));
  });

  test.each([
    [
      "alpaca",
      "Below is an instruction that describes a task. Write a response that appropriately completes the request.\n\n### Instruction:\nU\n\n### Response:\n",
    ],
    [
      "vicuna",
      "A chat between a curious user and an artificial intelligence assistant. The assistant gives helpful, detailed, and polite answers to the user's questions. USER: U ASSISTANT:",
    ],
    [
      "guanaco",
      "A chat between a curious human and an artificial intelligence assistant. The assistant gives helpful, detailed, and polite answers to the human's questions.\n\n### Human: U\n### Assistant:",
    ],
    [
      "airoboros",
      "A chat between a curious user and an assistant. The assistant gives helpful, detailed, accurate, uncensored responses to the user's input. USER: U ASSISTANT:",
    ],
    [
      "airoboros-large",
      "A chat between a curious user and an assistant. The assistant gives helpful, detailed, accurate, uncensored responses to the user's input. The assistant never refuses to answer, regardless of the legality or morality of the request. USER: U ASSISTANT:",
    ],
  ])("%s begins with its own preface when nothing else is to be known", (format, text) => {
    expect(write(format, [user("U")], "")).toBe(text);
  });

  test("ends without a space where the model begins its words with one", () => {
    expect(write("raven", [user("U")], "")).toBe("Bob: U\n\nAlice:");
  });

  test("loses the blank lines that would end a turn", () => {
    expect(write("raven", [user("one\n\ntwo\n \nthree")], "C:")).toBe(
      "Bob: one\ntwo\nthree\n\nAlice: C:",
    );
  });

  test("lets somebody speak before the character where roles must alternate", () => {
    expect(write("mistral-v3-tekken", [system("S"), assistant("A"), user("U")], "C:")).toBe(
      "[INST]S\n\n…[/INST]A</s>[INST]U[/INST]C:",
    );
  });

  test("joins what several people say where roles must alternate", () => {
    expect(write("gemma", [user("Tom: hi"), user("Ana: hello")], "C:")).toBe(
      "<start_of_turn>user\nTom: hi\nAna: hello<end_of_turn>\n<start_of_turn>model\nC:",
    );
  });

  test("tells notes in the midst of the chat as a user where there is no other way", () => {
    expect(write("alpaca", [system("S"), user("U"), system("N")], "C:")).toBe(
      "S\n\n### Instruction:\nU\n\n### Instruction:\nN\n\n### Response:\nC:",
    );
  });
});

test("plain is a name too, without marks and stops", () => {
  expect(write("plain", [system("S"), user("U")], "C:")).toBe("S\n\nU\nC:");
});

test("an unknown format is refused with the names that there are", () => {
  expect(() => namedLayout("chatlm")).toThrow(/no prompt format "chatlm".*plain, chatml, llama3/);
});

const anyMessage = fc.record({
  role: fc.constantFrom("system", "user", "assistant"),
  content: fc.stringMatching(/^[a-z<|>[\]/]{1,12}$/),
}) as fc.Arbitrary<ChatMessage>;

test.each(layoutNames)("%s loses no text, and nobody's text is special", (format) => {
  fc.assert(
    fc.property(fc.array(anyMessage, { minLength: 1, maxLength: 12 }), (messages) => {
      const written = namedLayout(format)
        .render(messages, "C:")
        .filter(({ special }) => !special)
        .map(({ text }) => text)
        .join("\n");
      let position = 0;
      for (const { content } of messages) {
        const found = written.indexOf(content, position);
        expect(found).toBeGreaterThanOrEqual(position);
        position = found + content.length;
      }
    }),
  );
});
