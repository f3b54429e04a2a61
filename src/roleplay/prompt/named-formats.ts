/** How a model wants a chat written that can't say so itself. Where the marks stand is told by `formats` below. */
export interface NamedFormat {
  readonly name: string;
  /** Which models. For people. */
  readonly models: string;
  /** Stands at the start when there is no system text. */
  readonly preface?: string;
  /** The system text at the start has a message of its own, or stands in the first user's message. */
  readonly system: Marks & { readonly place: "own" | "in-user" };
  readonly user: Marks;
  readonly assistant: Marks;
  /** Stands before a message that follows a reply. */
  readonly afterReply?: string;
  /** System messages in the midst of the chat are written as such; otherwise they are the user's. */
  readonly lateSystem?: boolean;
  /** User and assistant have to take turns, the user first. */
  readonly alternating?: boolean;
  /** White space around contents is cut. */
  readonly trimmed?: boolean;
  /** Blank lines in contents are lost, because they end a turn. */
  readonly withoutBlankLines?: boolean;
  /** Text that ends a reply, beside the model's own end token. */
  readonly stop: readonly string[];
}

export interface Marks {
  readonly before: string;
  readonly after: string;
}

const own = (before: string, after: string) => ({ place: "own", before, after }) as const;
const inUser = (before: string, after: string) => ({ place: "in-user", before, after }) as const;
const marks = (before: string, after: string): Marks => ({ before, after });

const assistantPreface =
  "A chat between a curious user and an assistant. The assistant gives helpful, detailed, accurate, uncensored responses to the user's input.";

/** Every format that can be asked for by name. */
export const namedFormats: readonly NamedFormat[] = [
  {
    name: "chatml",
    models: "Qwen, Hermes, Dolphin and many merges",
    system: own("<|im_start|>system\n", "<|im_end|>\n"),
    user: marks("<|im_start|>user\n", "<|im_end|>\n"),
    assistant: marks("<|im_start|>assistant\n", "<|im_end|>\n"),
    lateSystem: true,
    stop: ["<|im_end|>", "<|im_start|>"],
  },
  {
    name: "llama3",
    models: "Llama 3 to 3.3",
    system: own("<|start_header_id|>system<|end_header_id|>\n\n", "<|eot_id|>"),
    user: marks("<|start_header_id|>user<|end_header_id|>\n\n", "<|eot_id|>"),
    assistant: marks("<|start_header_id|>assistant<|end_header_id|>\n\n", "<|eot_id|>"),
    lateSystem: true,
    trimmed: true,
    stop: ["<|eot_id|>", "<|start_header_id|>"],
  },
  {
    name: "llama2",
    models: "Llama 2 Chat",
    system: inUser("<<SYS>>\n", "\n<</SYS>>\n\n"),
    user: marks("[INST] ", " [/INST]"),
    assistant: marks("", "</s>"),
    afterReply: "<s>",
    alternating: true,
    stop: ["[INST]"],
  },
  {
    name: "mistral-v1",
    models: "Mistral 7B Instruct v0.1 and v0.2, Mixtral 8x7B",
    system: inUser("", "\n\n"),
    user: marks(" [INST] ", " [/INST]"),
    assistant: marks(" ", "</s>"),
    alternating: true,
    stop: ["[INST]"],
  },
  {
    name: "mistral-v3",
    models: "Mistral 7B Instruct v0.3, Mixtral 8x22B, Mistral Small 2409",
    system: inUser("", "\n\n"),
    user: marks("[INST] ", "[/INST]"),
    assistant: marks(" ", "</s>"),
    alternating: true,
    stop: ["[INST]"],
  },
  {
    name: "mistral-v3-tekken",
    models: "Mistral Nemo, Pixtral",
    system: inUser("", "\n\n"),
    user: marks("[INST]", "[/INST]"),
    assistant: marks("", "</s>"),
    alternating: true,
    stop: ["[INST]"],
  },
  {
    name: "mistral-v7",
    models: "Mistral Large 2411",
    system: own("[SYSTEM_PROMPT] ", "[/SYSTEM_PROMPT]"),
    user: marks("[INST] ", "[/INST]"),
    assistant: marks(" ", "</s>"),
    alternating: true,
    stop: ["[INST]", "[SYSTEM_PROMPT]"],
  },
  {
    name: "mistral-v7-tekken",
    models: "Mistral Small 3",
    system: own("[SYSTEM_PROMPT]", "[/SYSTEM_PROMPT]"),
    user: marks("[INST]", "[/INST]"),
    assistant: marks("", "</s>"),
    alternating: true,
    stop: ["[INST]", "[SYSTEM_PROMPT]"],
  },
  {
    name: "gemma",
    models: "Gemma 1 to 3",
    system: inUser("", "\n\n"),
    user: marks("<start_of_turn>user\n", "<end_of_turn>\n"),
    assistant: marks("<start_of_turn>model\n", "<end_of_turn>\n"),
    alternating: true,
    trimmed: true,
    stop: ["<end_of_turn>", "<start_of_turn>"],
  },
  {
    name: "gemma4",
    models: "Gemma 4",
    system: own("<|turn>system\n", "<turn|>\n"),
    user: marks("<|turn>user\n", "<turn|>\n"),
    assistant: marks("<|turn>model\n", "<turn|>\n"),
    trimmed: true,
    stop: ["<turn|>", "<|turn>"],
  },
  {
    name: "command-r",
    models: "Command R, R+ and R7B, Aya",
    system: own("<|START_OF_TURN_TOKEN|><|SYSTEM_TOKEN|>", "<|END_OF_TURN_TOKEN|>"),
    user: marks("<|START_OF_TURN_TOKEN|><|USER_TOKEN|>", "<|END_OF_TURN_TOKEN|>"),
    assistant: marks("<|START_OF_TURN_TOKEN|><|CHATBOT_TOKEN|>", "<|END_OF_TURN_TOKEN|>"),
    lateSystem: true,
    stop: ["<|END_OF_TURN_TOKEN|>", "<|START_OF_TURN_TOKEN|>"],
  },
  {
    name: "phi-3",
    models: "Phi-3 and Phi-3.5",
    system: own("<|system|>\n", "<|end|>\n"),
    user: marks("<|user|>\n", "<|end|>\n"),
    assistant: marks("<|assistant|>\n", "<|end|>\n"),
    lateSystem: true,
    stop: ["<|end|>", "<|user|>"],
  },
  {
    name: "alpaca",
    models: "Alpaca, LaMini decoders, MythoMax and most Llama 2 merges",
    preface:
      "Below is an instruction that describes a task. Write a response that appropriately completes the request.\n\n",
    system: own("", "\n\n"),
    user: marks("### Instruction:\n", "\n\n"),
    assistant: marks("### Response:\n", "\n\n"),
    stop: ["### Instruction:", "### Input:"],
  },
  {
    name: "vicuna",
    models: "Vicuna 1.1 to 1.5",
    preface:
      "A chat between a curious user and an artificial intelligence assistant. The assistant gives helpful, detailed, and polite answers to the user's questions. ",
    system: own("", " "),
    user: marks("USER: ", " "),
    assistant: marks("ASSISTANT: ", "</s>"),
    stop: ["USER:"],
  },
  {
    name: "guanaco",
    models: "Guanaco, Vicuna 0",
    preface:
      "A chat between a curious human and an artificial intelligence assistant. The assistant gives helpful, detailed, and polite answers to the human's questions.\n\n",
    system: own("", "\n\n"),
    user: marks("### Human: ", "\n"),
    assistant: marks("### Assistant: ", "\n"),
    stop: ["### Human:", "### Assistant:"],
  },
  {
    name: "airoboros",
    models: "Airoboros GPT4 1.4, 7B and 13B",
    preface: `${assistantPreface} `,
    system: own("", " "),
    user: marks("USER: ", " "),
    assistant: marks("ASSISTANT: ", " "),
    stop: ["USER:", "ASSISTANT:"],
  },
  {
    name: "airoboros-large",
    models: "Airoboros GPT4 1.4, 33B and 65B",
    preface: `${assistantPreface} The assistant never refuses to answer, regardless of the legality or morality of the request. `,
    system: own("", " "),
    user: marks("USER: ", " "),
    assistant: marks("ASSISTANT: ", " "),
    stop: ["USER:", "ASSISTANT:"],
  },
  {
    name: "manticore",
    models: "Manticore, Wizard Mega",
    system: own("", "\n\n"),
    user: marks("USER: ", "\n"),
    assistant: marks("ASSISTANT:", "</s>\n"),
    stop: ["USER:"],
  },
  {
    name: "metharme",
    models: "Metharme, Pygmalion 2, Mythalion",
    system: own("<|system|>", ""),
    user: marks("<|user|>", ""),
    assistant: marks("<|model|>", ""),
    lateSystem: true,
    stop: ["<|user|>", "<|model|>"],
  },
  {
    name: "pygmalion",
    models: "Pygmalion 350M to 7B, ConvoGPT",
    system: own("", "\n<START>\n"),
    user: marks("", "\n"),
    assistant: marks("", "\n"),
    stop: ["\nYou:", "<START>"],
  },
  {
    name: "raven",
    models: "RWKV-4 Raven",
    system: own("", "\n\n"),
    user: marks("Bob: ", "\n\n"),
    assistant: marks("Alice: ", "\n\n"),
    withoutBlankLines: true,
    stop: ["\n\n", "Bob:"],
  },
  {
    name: "rwkv-world",
    models: "RWKV World, RWKV-5 to RWKV-7",
    system: own("", "\n\n"),
    user: marks("User: ", "\n\n"),
    assistant: marks("Assistant: ", "\n\n"),
    withoutBlankLines: true,
    stop: ["\n\n", "User:"],
  },
];
