import { arrangeMessages } from "./arrange-messages.ts";
import { plainLayout } from "./plain-layout.ts";
import type { ChatLayout, ChatMessage, PromptSegment } from "./prompt-segment.ts";
import type { TemplateTraits } from "./template-traits.ts";

type Role = ChatMessage["role"];

/** A chat format as text around each role's contents. */
interface MarkedFormat {
  readonly open: Readonly<Record<Role, string>>;
  readonly close: Readonly<Record<Role, string>>;
  readonly traits: TemplateTraits;
  /** Text of the format that tokenizers don't know but models obey; see `defuseControlStrings`. */
  readonly marks: readonly string[];
}

/** A layout together with the marks that nobody's text may contain. */
export interface NamedLayout {
  readonly layout: ChatLayout;
  readonly marks: readonly string[];
}

const anyOrder: TemplateTraits = {
  system: true,
  lateSystem: true,
  repeatedRoles: true,
  assistantFirst: true,
  withoutUser: true,
  trimmedRoles: new Set(),
};

const alternating: TemplateTraits = {
  system: true,
  lateSystem: false,
  repeatedRoles: false,
  assistantFirst: false,
  withoutUser: false,
  trimmedRoles: new Set<Role>(["system", "user", "assistant"]),
};

const llama3Header = (role: Role) => `<|start_header_id|>${role}<|end_header_id|>\n\n`;
const everyRole = (text: string): Readonly<Record<Role, string>> => ({
  system: text,
  user: text,
  assistant: text,
});

const formats = {
  chatml: {
    open: {
      system: "<|im_start|>system\n",
      user: "<|im_start|>user\n",
      assistant: "<|im_start|>assistant\n",
    },
    close: everyRole("<|im_end|>\n"),
    traits: anyOrder,
    marks: [],
  },
  llama3: {
    open: {
      system: llama3Header("system"),
      user: llama3Header("user"),
      assistant: llama3Header("assistant"),
    },
    close: everyRole("<|eot_id|>"),
    traits: { ...anyOrder, trimmedRoles: alternating.trimmedRoles },
    marks: [],
  },
  mistral: {
    open: { system: "[SYSTEM_PROMPT]", user: "[INST]", assistant: "" },
    close: { system: "[/SYSTEM_PROMPT]", user: "[/INST]", assistant: "</s>" },
    traits: { ...alternating, system: false },
    marks: [],
  },
  gemma: {
    open: {
      system: "",
      user: "<start_of_turn>user\n",
      assistant: "<start_of_turn>model\n",
    },
    close: everyRole("<end_of_turn>\n"),
    traits: { ...alternating, system: false },
    marks: [],
  },
  alpaca: {
    open: { system: "", user: "### Instruction:\n", assistant: "### Response:\n" },
    close: everyRole("\n\n"),
    traits: alternating,
    marks: ["### Instruction:", "### Response:", "### Input:"],
  },
  vicuna: {
    open: { system: "", user: "USER: ", assistant: "ASSISTANT: " },
    close: { system: "\n\n", user: "\n", assistant: "</s>\n" },
    traits: alternating,
    marks: ["USER:", "ASSISTANT:"],
  },
  metharme: {
    open: { system: "<|system|>", user: "<|user|>", assistant: "<|model|>" },
    close: everyRole(""),
    traits: { ...anyOrder, repeatedRoles: false },
    marks: [],
  },
} as const satisfies Record<string, MarkedFormat>;

export type LayoutName = "plain" | keyof typeof formats;

export const layoutNames: readonly LayoutName[] = [
  "plain",
  ...(Object.keys(formats) as (keyof typeof formats)[]),
];

/** A layout by its name, for models whose own template can't be had. */
export function namedLayout(name: LayoutName): NamedLayout {
  if (name === "plain") return { layout: plainLayout, marks: [] };
  const format: MarkedFormat = formats[name];
  return {
    marks: format.marks,
    layout: {
      kind: "template",
      render(messages, replyPrefix) {
        const segments: PromptSegment[] = [];
        const add = (text: string, special: boolean) => {
          if (text !== "") segments.push({ text, special });
        };
        for (const { role, content } of arrangeMessages(messages, format.traits)) {
          add(format.open[role], true);
          add(content, false);
          add(format.close[role], true);
        }
        add(format.open.assistant, true);
        add(replyPrefix, false);
        return segments;
      },
    },
  };
}
