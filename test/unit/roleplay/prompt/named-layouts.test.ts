import { expect, test } from "vitest";
import { layoutNames, namedLayout } from "../../../../src/roleplay/prompt/named-layouts.ts";
import type { ChatMessage } from "../../../../src/roleplay/prompt/prompt-segment.ts";

const chat: readonly ChatMessage[] = [
  { role: "system", content: "You are Rosie." },
  { role: "user", content: "Mara: Hi." },
  { role: "assistant", content: "Rosie: Welcome!" },
  { role: "user", content: "Mara: Soup?" },
];

const written: Readonly<Record<string, string>> = {
  plain: "You are Rosie.\n\nMara: Hi.\nRosie: Welcome!\nMara: Soup?\nRosie:",
  chatml:
    "<|im_start|>system\nYou are Rosie.<|im_end|>\n<|im_start|>user\nMara: Hi.<|im_end|>\n<|im_start|>assistant\nRosie: Welcome!<|im_end|>\n<|im_start|>user\nMara: Soup?<|im_end|>\n<|im_start|>assistant\nRosie:",
  llama3:
    "<|start_header_id|>system<|end_header_id|>\n\nYou are Rosie.<|eot_id|><|start_header_id|>user<|end_header_id|>\n\nMara: Hi.<|eot_id|><|start_header_id|>assistant<|end_header_id|>\n\nRosie: Welcome!<|eot_id|><|start_header_id|>user<|end_header_id|>\n\nMara: Soup?<|eot_id|><|start_header_id|>assistant<|end_header_id|>\n\nRosie:",
  mistral:
    "[INST]You are Rosie.\n\nMara: Hi.[/INST]Rosie: Welcome!</s>[INST]Mara: Soup?[/INST]Rosie:",
  gemma:
    "<start_of_turn>user\nYou are Rosie.\n\nMara: Hi.<end_of_turn>\n<start_of_turn>model\nRosie: Welcome!<end_of_turn>\n<start_of_turn>user\nMara: Soup?<end_of_turn>\n<start_of_turn>model\nRosie:",
  alpaca:
    "You are Rosie.\n\n### Instruction:\nMara: Hi.\n\n### Response:\nRosie: Welcome!\n\n### Instruction:\nMara: Soup?\n\n### Response:\nRosie:",
  vicuna:
    "You are Rosie.\n\nUSER: Mara: Hi.\nASSISTANT: Rosie: Welcome!</s>\nUSER: Mara: Soup?\nASSISTANT: Rosie:",
  metharme:
    "<|system|>You are Rosie.<|user|>Mara: Hi.<|model|>Rosie: Welcome!<|user|>Mara: Soup?<|model|>Rosie:",
};

test.each(layoutNames)("a chat in the format %s", (name) => {
  const segments = namedLayout(name).layout.render(chat, "Rosie:");
  expect(segments.map(({ text }) => text).join("")).toBe(written[name]);
});

test.each(layoutNames)("what people wrote is told from the format's own text (%s)", (name) => {
  const contents = namedLayout(name)
    .layout.render(chat, "Rosie:")
    .filter(({ special }) => !special)
    .map(({ text }) => text)
    .join("");
  for (const { content } of chat) expect(contents).toContain(content);
  expect(contents).not.toMatch(/<\||INST|_of_turn|###|USER:/);
});
