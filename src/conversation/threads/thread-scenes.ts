import type { StartChat } from "../chat-service.ts";
import type { HearContext } from "../hearing/hear-message.ts";
import { ignoredAs } from "../hearing/ignored-as.ts";
import { withoutAsides } from "../hearing/without-asides.ts";
import type { Conversation, ConversationStore, HeardMessage } from "../ports.ts";
import type { Place } from "../settings/place.ts";
import type { SpeakContext } from "../speak-context.ts";

type Context = Pick<SpeakContext, "store" | "places" | "library">;

/**
 * What a thread's conversation is as long as nobody has started one: that of its channel, with a memory of its own. Undefined
 * where the channel has none, or keeps out of its threads.
 */
export function guestScene(
  { channelId, parentId }: Place,
  { store, places }: Context,
): Conversation | undefined {
  if (parentId === null || !places.at(parentId).values.joinThreads) return undefined;
  const parent = store.ofChannel(parentId);
  if (parent === undefined || parent.status === "stopped") return undefined;
  return { ...parent, channelId, scenario: null, excludedBefore: 0 };
}

/**
 * The scene that begins with the first message of a new thread or post where somebody is in all of them by setting; null
 * elsewhere, for who has opted out or is ignored, and for what is said beside the story. What opens a post is its scenario.
 */
export function newThreadScene(
  message: HeardMessage,
  {
    store,
    places,
    library,
    privacyStore,
    gate,
  }: Context & Pick<HearContext, "privacyStore" | "gate">,
): StartChat | null {
  const place = places.placeOf(message.channelId);
  if (place.parentId === null || message.authorIsBot) return null;
  if (privacyStore.isOptedOut(message.authorId)) return null;
  const settings = places.at(message.channelId, message.authorRoleIds).values;
  const { threadCharacter: characterId, speaks } = settings;
  if (characterId === "" || !speaks || ignoredAs(message, place, settings) !== null) return null;
  if (message.text !== "" && withoutAsides(message.text) === "") return null;
  const character = library.get(characterId);
  if (character === undefined || !gate.admits(character, place)) return null;
  if (store.ofChannel(message.channelId) !== undefined) return null;
  const opensPost = isOpening(message);
  return {
    channelId: message.channelId,
    guildId: message.guildId,
    characterId,
    greeting: opensPost ? 0 : null,
    answer: "always",
    hostId: message.authorId,
    sinceId: message.messageId,
    hostName: message.authorName,
    ...(opensPost ? { scenario: scenarioOf(place.name, message.text) } : {}),
  };
}

/** The message is the scenario of the scene that it opened. */
export function opensScene(
  message: HeardMessage,
  store: Pick<ConversationStore, "ofChannel">,
): boolean {
  return isOpening(message) && (store.ofChannel(message.channelId)?.scenario ?? null) !== null;
}

/** A post's title and what opens it, as a scenario. */
export function scenarioOf(title: string | null, text: string): string {
  return [title ?? "", text].filter((part) => part.trim() !== "").join("\n");
}

const longestScenario = 4000;

/** A scenario that a person wrote, with its macros made harmless: theirs are never expanded. */
export function plainScenario(text: string): string {
  return text.slice(0, longestScenario).replaceAll("{{", "{ {").trim();
}

/** What opens a forum post has the post's own id. */
function isOpening({ messageId, channelId }: HeardMessage): boolean {
  return messageId === channelId;
}
