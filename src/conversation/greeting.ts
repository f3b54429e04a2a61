import { UserError } from "../lib/errors.ts";
import { type Character, characterName } from "../roleplay/character/character.ts";
import { withoutEmbeddedPictures } from "../roleplay/character/embedded-pictures.ts";
import { expandMacros } from "../roleplay/character/macros.ts";
import type { RequestSettings } from "./build-request.ts";
import { macroFacts } from "./macro-facts.ts";
import type { ModelContext } from "./model-context.ts";
import { type SpeakingStore, speakAs } from "./personas/speak-as.ts";
import type { CharacterLibrary, Conversation, Swipe } from "./ports.ts";
import { ChatVariables } from "./scene/chat-variables.ts";
import type { SceneStore } from "./scene/scene-store.ts";
import type { SettingsReader } from "./settings/settings-desk.ts";

/** A greeting as the card has it, and its number: 0 is the first message. */
export interface ChosenGreeting {
  readonly number: number;
  readonly text: string;
}

/** Null where none was asked for. @throws UserError `no-such-greeting`. */
export function chooseGreeting(character: Character, number: number | null): ChosenGreeting | null {
  if (number === null) return null;
  const greetings = greetingsOf(character);
  const text = greetings[number];
  if (text === undefined)
    throw new UserError(
      "no-such-greeting",
      `${character.name} has ${greetings.length} greeting(s); number ${number + 1} isn't one of them.`,
      { values: { character: character.name, count: greetings.length } },
    );
  return { number, text };
}

/** All greetings in the order of their numbers: the first message, the alternate ones, those for groups. */
export function greetingsOf(character: Character): readonly string[] {
  const { firstMessage, alternateGreetings, groupOnlyGreetings } = character;
  return [firstMessage, ...alternateGreetings, ...groupOnlyGreetings];
}

/** Number of the first greeting that is for groups; null when there is none. */
export function firstGroupGreeting(character: Character): number | null {
  return character.groupOnlyGreetings.length === 0 ? null : 1 + character.alternateGreetings.length;
}

/** What `{{group}}` stands for where several are: their names in the order in which they came, the one who greets included. */
export function groupName(
  others: readonly Character[],
  character: Character,
): { readonly group?: string } {
  const names = new Set([...others, character].map(characterName));
  return names.size > 1 ? { group: [...names].join(", ") } : {};
}

export interface GreetingContext {
  readonly conversation: Conversation;
  readonly character: Character;
  /** Discord id of whom it greets. */
  readonly starterId: string;
  /** What `{{user}}` stands for where that person is nobody else. */
  readonly hostName: string;
  readonly library: Pick<CharacterLibrary, "get">;
  readonly personas: SpeakingStore;
  readonly places: Pick<SettingsReader, "placeOf">;
  readonly scenes: SceneStore;
  readonly modelContext: Pick<ModelContext, "size" | "name">;
  readonly settings: Pick<RequestSettings, "timeZone" | "locale" | "maxReplyTokens">;
  readonly nowMs: number;
}

/** The greeting with its macros expanded, once and for all; null when it says nothing. */
export function greetingReply(greeting: ChosenGreeting, context: GreetingContext): Swipe | null {
  const { conversation, character, settings, modelContext } = context;
  const { id: conversationId } = conversation;
  const facts = context.scenes.factsBefore({
    id: "",
    conversationId,
    position: Number.MAX_SAFE_INTEGER,
  });
  const variables = new ChatVariables(facts.variables);
  const macros = macroFacts({
    character,
    history: [],
    turnCount: 0,
    persona: "",
    variables,
    place: { nowMs: context.nowMs, timeZone: settings.timeZone, locale: settings.locale },
    diceSeed: `${conversationId} greeting ${greeting.number} at ${context.nowMs}`,
    pickSeed: `${conversationId} greeting`,
    lastUserAt: null,
    swipes: null,
    firstIncluded: null,
    model: modelContext.name(),
    maxPrompt: Math.max(0, modelContext.size() - settings.maxReplyTokens),
  });
  const others = conversation.cast.flatMap(
    ({ characterId }) => context.library.get(characterId) ?? [],
  );
  const names = {
    ...groupName(others, character),
    char: characterName(character),
    user: greetedName(context),
    original: "",
  };
  const text = expandMacros(withoutEmbeddedPictures(greeting.text), { ...macros, ...names }).trim();
  if (text === "") return null;
  const changes = variables.changes();
  return {
    text,
    finishReason: "greeting",
    report: null,
    greeting: greeting.number,
    ...(changes === undefined ? {} : { variables: changes }),
  };
}

/** Who a person is there once they answer. */
function greetedName(context: GreetingContext): string {
  const { conversation, starterId, hostName, personas, places, nowMs } = context;
  const { guildId, channelId } = conversation;
  const place = { guildId, channelId, parentId: places.placeOf(channelId).parentId };
  const said = { authorId: starterId, text: "" };
  return speakAs(said, place, { personas, nowMs }).persona?.name ?? hostName;
}
