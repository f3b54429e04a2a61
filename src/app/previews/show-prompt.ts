import { activateLore } from "../../conversation/lore/activate-lore.ts";
import type { LoreSettings } from "../../conversation/lore/lore-settings.ts";
import type { MacroPlace } from "../../conversation/macro-facts.ts";
import { GenerationError } from "../../generation/generation-error.ts";
import type { PromptSection } from "../../generation/request.ts";
import { PromptWriter } from "../../inference/llama-cpp/prompt-writer.ts";
import { ReplyMemory } from "../../inference/llama-cpp/reply-memory.ts";
import { UserError } from "../../lib/errors.ts";
import { characterName } from "../../roleplay/character/character.ts";
import type { AttachedBook } from "../../roleplay/lorebook/activation.ts";
import { assemblePrompt } from "../../roleplay/prompt/assemble-prompt.ts";
import type {
  AuthorsNote,
  PromptInput,
  PromptLayout,
  PromptPersona,
} from "../../roleplay/prompt/prompt-input.ts";
import { quoteLabels } from "../../roleplay/prompt/quote-labels.ts";
import { sectionMessages } from "../../roleplay/prompt/section-messages.ts";
import { inEnglish } from "../../roleplay/remarks.ts";
import { stopStrings } from "../../roleplay/reply/stop-strings.ts";
import { chatScene } from "./chat-scene.ts";
import { openPromptGauge, type PromptGauge } from "./prompt-gauge.ts";
import { ownBook, readBookInput, readCardInput } from "./read-book-input.ts";
import { type ChatInput, readChatInput } from "./read-chat-input.ts";
import { readPersonaInput } from "./read-persona-input.ts";

export interface ShowPromptOptions {
  readonly cardFile: string;
  readonly loreFile: string | undefined;
  readonly personaFile: string | undefined;
  readonly chatFile: string;
  readonly modelFile: string | undefined;
  readonly format: string | undefined;
  readonly layout: PromptLayout;
  /** Tokens of the context, prompt and reply together. */
  readonly contextSize: number;
  /** Tokens that stay free for the reply. */
  readonly replyTokens: number;
  readonly place: MacroPlace;
  readonly lore: LoreSettings;
}

/** The prompt of the reply that would come next in a chat. */
export interface ShownPrompt {
  readonly character: string;
  /** Whose layout the text is in. */
  readonly format: string;
  /** False: no model was given, so every count here is an estimate. */
  readonly exactTokens: boolean;
  readonly contextSize: number;
  readonly promptTokens: number;
  /** Tokens that are left for the reply. */
  readonly replyTokens: number;
  readonly sections: readonly ShownSection[];
  /** Ids of what was left out, since it didn't fit. */
  readonly trimmed: readonly string[];
  readonly replyPrefix: string;
  /** What ends the reply. */
  readonly stop: readonly string[];
  readonly text: string;
  readonly warnings: readonly string[];
}

export interface ShownSection {
  readonly id: string;
  readonly role: PromptSection["role"];
  readonly trim: PromptSection["trim"]["kind"];
  readonly tokens: number;
  readonly included: boolean;
  readonly text: string;
}

/** Throws a {@link UserError} of one line when a file can't be read, and when the prompt doesn't fit. */
export async function showPrompt(options: ShowPromptOptions): Promise<ShownPrompt> {
  await using gauge = await openPromptGauge(options);
  const inputs = await readInputs(options);
  const contextSize = Math.min(options.contextSize, gauge.contextLength ?? options.contextSize);
  const { prompt, activation } = planPrompt(inputs, gauge, {
    ...options,
    contextSize,
  });
  const { sections, replyPrefix } = prompt;
  const writer = new PromptWriter({
    layout: gauge.layout,
    tokenizer: gauge.tokenizer,
    contextSize,
  });
  const written = fitting(() =>
    writer.write({ prompt, maxTokens: options.replyTokens }, new ReplyMemory()),
  );
  const shown = sections.map(
    (section, index): ShownSection => ({
      id: section.id,
      role: section.role,
      trim: section.trim.kind,
      tokens: written.sections[index]?.tokens ?? 0,
      included: written.sections[index]?.included ?? false,
      text: section.text,
    }),
  );
  const included = sections.filter((_section, index) => shown[index]?.included);
  const segments = gauge.layout.render(sectionMessages(included), replyPrefix);
  const name = characterName(inputs.card.character);
  return {
    character: name,
    format: gauge.layout.name,
    exactTokens: gauge.exact,
    contextSize,
    promptTokens: written.tokens.length,
    replyTokens: written.maxTokens,
    sections: shown,
    trimmed: shown.filter((section) => !section.included).map(({ id }) => id),
    replyPrefix,
    stop: [...stopStrings([...inputs.chat.userNames, name]), ...(gauge.layout.stop ?? [])],
    text: segments.map(({ text }) => text).join(""),
    warnings: [
      ...inputs.warnings,
      ...(activation?.warnings ?? []).map(inEnglish),
      ...gauge.warnings,
    ],
  };
}

interface Inputs {
  readonly card: Awaited<ReturnType<typeof readCardInput>>;
  readonly books: readonly AttachedBook[];
  readonly persona: PromptPersona | undefined;
  readonly chat: ChatInput;
  readonly warnings: readonly string[];
}

async function readInputs(options: ShowPromptOptions): Promise<Inputs> {
  const { cardFile, loreFile, personaFile, chatFile } = options;
  const card = await readCardInput(cardFile);
  const own = ownBook(card);
  const other = loreFile === undefined ? undefined : await readBookInput(loreFile);
  const books = [own, other].filter((input) => input !== undefined);
  return {
    card,
    books: books.map(({ book }) => book),
    persona: personaFile === undefined ? undefined : await readPersonaInput(personaFile),
    chat: await readChatInput(chatFile),
    warnings: [...card.warnings, ...books.flatMap(({ warnings }) => warnings)],
  };
}

function planPrompt(inputs: Inputs, gauge: PromptGauge, options: ShowPromptOptions) {
  const { card, books, persona, chat } = inputs;
  const { character } = card;
  const authorsNote = noteFor(chat);
  const scene = chatScene({
    ...options,
    books,
    character,
    chat,
    personaDescription: persona?.description ?? "",
    authorsNoteShown: authorsNote !== null,
    countTokens: (text) => gauge.tokenizer.text(text).length,
  });
  const activation = books.length > 0 ? activateLore(scene) : undefined;
  const input: PromptInput = {
    character,
    userNames: chat.userNames.length > 0 || persona === undefined ? chat.userNames : [persona.name],
    history: chat.turns.map(({ id, speakerName, text, isUser }) => ({
      id,
      speakerName,
      text: isUser ? quoteLabels(text, [characterName(character), ...chat.userNames]) : text,
      ownTurn: !isUser,
    })),
    lore: activation?.lore,
    disabledPrompts: activation?.disabledPrompts,
    authorsNote,
    personas: persona === undefined ? [] : [persona],
    layout: options.layout,
    macros: scene.macros,
  };
  return { prompt: assemblePrompt(input), activation };
}

/** What an engine would tell the bot is told to a person here. */
function fitting<T>(write: () => T): T {
  try {
    return write();
  } catch (error) {
    if (!(error instanceof GenerationError)) throw error;
    throw new UserError(error.failure.code, error.message, { cause: error });
  }
}

/** The chat's author's note, if it is its turn. */
function noteFor({ note, turns }: ChatInput): AuthorsNote | null {
  if (note === undefined || note.interval === 0) return null;
  const userTurns = turns.filter(({ isUser }) => isUser).length;
  if (userTurns % note.interval !== 0) return null;
  return { text: note.text, role: note.role, depth: note.depth ?? turns.length };
}
