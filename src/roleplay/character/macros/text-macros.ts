import { type Expansion, type Macro, type MacroTable, plain } from "./macro.ts";
import { MacroText } from "./macro-text.ts";
import type { MacroCardTexts, MacroChatFacts } from "./macro-values.ts";
import { withNames } from "./name-macros.ts";

const nothing: Macro = () => new MacroText();

const cardTexts: Readonly<Record<string, keyof MacroCardTexts>> = {
  description: "description",
  personality: "personality",
  scenario: "scenario",
  persona: "persona",
  mesexamples: "mesExamples",
  charprompt: "charPrompt",
  charjailbreak: "charJailbreak",
  charinstruction: "charJailbreak",
  charversion: "charVersion",
  char_version: "charVersion",
};

const chatFacts: Readonly<Record<string, keyof MacroChatFacts>> = {
  model: "model",
  input: "input",
  maxprompt: "maxPrompt",
  lastmessage: "lastMessage",
  lastusermessage: "lastUserMessage",
  lastcharmessage: "lastCharMessage",
  lastmessageid: "lastMessageId",
  firstincludedmessageid: "firstIncludedMessageId",
  lastswipeid: "lastSwipeId",
  currentswipeid: "currentSwipeId",
};

/** Macros that put a text in, change one, or leave nothing behind. */
export const textMacros: MacroTable = new Map<string, Macro>([
  ["original", plain((expansion) => expansion.takeOriginal())],
  ["newline", plain(() => "\n")],
  ["noop", plain(() => "")],
  ["trim", (argument) => (argument.isBlank ? MacroText.trimMark() : undefined)],
  ["comment", nothing],
  ["hidden_key", nothing],
  // Forbids a token in programs that can do that; here it is only kept out of the prompt.
  ["banned", nothing],
  ["reverse", (argument) => MacroText.inserted(reversed(argument.toString()))],
  ["outlet", outlet],
  ...Object.entries(cardTexts).map(([name, field]) => [name, cardText(field)] as const),
  ...Object.entries(chatFacts).map(([name, field]) => [name, chatFact(field)] as const),
]);

/** A card's own text may name the character and the user; nothing else in it is expanded. */
function cardText(field: keyof MacroCardTexts): Macro {
  return plain((expansion) => {
    const { card } = expansion.values;
    if (card === undefined) return undefined;
    return expansion.prepared(field, () => withNames(card[field] ?? "", expansion));
  });
}

/** People wrote some of these: nothing in them is expanded. */
function chatFact(field: keyof MacroChatFacts): Macro {
  return plain(({ values: { chat } }) =>
    chat === undefined ? undefined : String(chat[field] ?? ""),
  );
}

/** By what people see as one character: an emoji stays whole. */
function reversed(text: string): string {
  const characters = [...new Intl.Segmenter().segment(text)].map(({ segment }) => segment);
  return characters.toReversed().join("");
}

function outlet(argument: MacroText, expansion: Expansion): MacroText | undefined {
  const { outlets } = expansion.values;
  if (outlets === undefined) return undefined;
  return expansion.insert(outlets.get(argument.toString().trim()) ?? "");
}
