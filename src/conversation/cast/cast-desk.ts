import { UserError } from "../../lib/errors.ts";
import { whoIsNext } from "../../roleplay/cast/choose-speaker.ts";
import { talkativenessOf } from "../../roleplay/cast/talkativeness.ts";
import { type Character, characterName } from "../../roleplay/character/character.ts";
import { labelKey, labelName } from "../../roleplay/reply/speaker-label.ts";
import { existingConversation } from "../existing-conversation.ts";
import { chooseGreeting, firstGroupGreeting, greetingReply } from "../greeting.ts";
import { recentTurns, speakersOf } from "../hearing/recent-turns.ts";
import type { AskLimits } from "../limits/ask-limits.ts";
import type { Conversation, Swipe } from "../ports.ts";
import type { ReplyScheduler } from "../reply-scheduler.ts";
import type { SpeakContext } from "../speak-context.ts";
import type { Person } from "../swipes/turn-rights.ts";
import type { CastService, Entrance, PresentMember, SaidAs, Told } from "./cast-service.ts";
import type { CastChanges, CastStore } from "./cast-store.ts";
import { performers } from "./performers.ts";

export interface CastDeskOptions
  extends Pick<
    SpeakContext,
    | "store"
    | "library"
    | "places"
    | "gate"
    | "personas"
    | "scenes"
    | "modelContext"
    | "settings"
    | "clock"
  > {
  readonly casts: CastStore;
  readonly replies: Pick<ReplyScheduler, "schedule">;
  readonly limits: Pick<AskLimits, "take">;
}

/** More than these, and nobody has a turn any more. */
const mostMembers = 12;
/** What Discord takes in one message of a person without a subscription. */
const longestText = 2000;

/** The casts of a bot as people handle them. */
export class CastDesk implements CastService {
  readonly #options: CastDeskOptions;

  constructor(options: CastDeskOptions) {
    this.#options = options;
  }

  members(channelId: string): readonly PresentMember[] {
    const { store, library } = this.#options;
    return (store.ofChannel(channelId)?.cast ?? []).flatMap((member) => {
      const character = library.get(member.characterId);
      if (character === undefined) return [];
      const talkativeness = member.talkativeness ?? talkativenessOf(character);
      return [{ character, member, talkativeness }];
    });
  }

  add(channelId: string, entrance: Entrance): Conversation {
    const { casts, gate, places } = this.#options;
    const conversation = this.#running(channelId);
    const character = this.#character(entrance.characterId);
    gate.require(character, places.placeOf(channelId));
    if (conversation.cast.length >= mostMembers)
      throw new UserError(
        "cast-full",
        `There are ${mostMembers} characters here already. \`/character remove\` makes room.`,
        { values: { limit: mostMembers } },
      );
    const greeting = entrance.greeting ?? null;
    const chosen = chooseGreeting(
      character,
      entrance.greeting === undefined ? firstGroupGreeting(character) : greeting,
    );
    const member = { characterId: character.id, talkativeness: null, muted: false };
    if (!casts.add(conversation.id, member))
      throw new UserError("here-already", `${character.name} is here already.`, {
        values: { character: character.name },
      });
    if (chosen !== null) this.#speak(conversation, character, chosen, entrance);
    return this.#running(channelId);
  }

  remove(channelId: string, characterId: string): void {
    const conversation = existingConversation(this.#options.store, channelId);
    this.#requireMember(conversation, characterId);
    if (!this.#options.casts.remove(conversation.id, characterId))
      throw new UserError(
        "last-of-cast",
        "This is the only character here. `/chat stop` ends the chat, `/character use` brings another in its place.",
      );
  }

  tune(channelId: string, characterId: string, changes: CastChanges): void {
    const conversation = existingConversation(this.#options.store, channelId);
    this.#requireMember(conversation, characterId);
    this.#options.casts.change(conversation.id, characterId, changes);
  }

  greet(channelId: string, entrance: Entrance & { readonly greeting: number }): void {
    const conversation = this.#running(channelId);
    const character = this.#speaker(conversation, entrance.characterId);
    const chosen = chooseGreeting(character, entrance.greeting);
    if (chosen !== null) this.#speak(conversation, character, chosen, entrance);
  }

  next(channelId: string, characterId: string | null, person: Person): Character {
    const { store, library, places, replies, limits } = this.#options;
    const conversation = this.#running(channelId);
    const { candidates, nobody } = performers(
      conversation,
      places.placeOf(channelId),
      this.#options,
    );
    const recentSpeakers = speakersOf(recentTurns(conversation, store));
    const choice =
      characterId === null
        ? whoIsNext({ candidates, recentSpeakers })
        : { id: this.#speaker(conversation, characterId).id };
    const character = choice === null ? undefined : library.get(choice.id);
    if (character === undefined) throw nobodySpeaks(nobody);
    limits.take({ ...person, channelId, guildId: conversation.guildId });
    const asked = { ...this.#turnOf(conversation, character), askedBy: person.userId };
    replies.schedule(store.openCharacterTurn(asked, null));
    return character;
  }

  narrate(channelId: string, { hostId, text, name }: Told): void {
    const { store, places, replies } = this.#options;
    const conversation = this.#running(channelId);
    const speakerName =
      name === null ? places.at(channelId).values.narrator : this.#passerBy(conversation, name);
    const turn = store.openCharacterTurn(
      {
        kind: "narrator",
        conversationId: conversation.id,
        characterId: hostId,
        speakerName,
        answersTurnId: null,
      },
      written(text, hostId),
    );
    replies.schedule(turn);
  }

  sayAs(channelId: string, { hostId, text, characterId }: SaidAs): void {
    const { store, replies } = this.#options;
    const conversation = this.#running(channelId);
    const character = this.#speaker(conversation, characterId);
    const turn = store.openCharacterTurn(
      this.#turnOf(conversation, character),
      written(text, hostId),
    );
    replies.schedule(turn);
  }

  #speak(
    conversation: Conversation,
    character: Character,
    greeting: Parameters<typeof greetingReply>[0],
    { starterId, hostName }: Pick<Entrance, "starterId" | "hostName">,
  ): void {
    const { store, replies, clock } = this.#options;
    const greeted = { conversation, character, starterId, hostName };
    const context = { ...this.#options, ...greeted, nowMs: clock.now() };
    const reply = greetingReply(greeting, context);
    if (reply === null) return;
    replies.schedule(store.openCharacterTurn(this.#turnOf(conversation, character), reply));
  }

  #turnOf({ id }: Conversation, character: Character) {
    return {
      conversationId: id,
      characterId: character.id,
      speakerName: characterName(character),
      answersTurnId: null,
    };
  }

  #running(channelId: string): Conversation {
    const conversation = existingConversation(this.#options.store, channelId);
    if (conversation.status === "stopped")
      throw new UserError(
        "chat-stopped",
        "The chat here is stopped. `/chat start` goes on with it.",
      );
    return conversation;
  }

  /** A member who may speak here now. */
  #speaker(conversation: Conversation, characterId: string): Character {
    const { gate, places } = this.#options;
    const character = this.#character(characterId);
    this.#requireMember(conversation, characterId);
    gate.require(character, places.placeOf(conversation.channelId));
    return character;
  }

  /** The name of somebody without a card, who can't be taken for one who has. */
  #passerBy({ channelId }: Conversation, given: string): string {
    // People write names as they stand in front of a line.
    const name = labelName(given.replace(/[\s:：]+$/u, ""));
    const member = this.members(channelId).find(
      ({ character }) => labelKey(characterName(character)) === labelKey(name),
    );
    if (member === undefined) return name;
    throw new UserError(
      "name-of-cast",
      `${name} is a character here: \`/say-as\` says something as one.`,
      { values: { character: name } },
    );
  }

  #requireMember({ cast }: Conversation, characterId: string): void {
    if (cast.some((member) => member.characterId === characterId)) return;
    const name = this.#options.library.get(characterId)?.name ?? characterId;
    throw new UserError("not-in-cast", `${name} isn't here. \`/character add\` brings them in.`, {
      values: { character: name },
    });
  }

  #character(id: string): Character {
    const character = this.#options.library.get(id);
    if (character !== undefined) return character;
    throw new UserError(
      "no-such-character",
      `There is no character "${id}". \`/character list\` shows the ones there are.`,
    );
  }
}

/** What a person wrote in a character's or the narrator's name. */
function written(text: string, wordedBy: string): Swipe {
  const trimmed = text.trim();
  if (trimmed === "") throw new UserError("text-empty", "Write what is to be said.");
  if (trimmed.length > longestText)
    throw new UserError(
      "text-too-long",
      `That is ${trimmed.length} characters long; the limit is ${longestText}.`,
      { values: { length: trimmed.length, limit: longestText } },
    );
  return { text: trimmed, finishReason: "written", report: null, wordedBy };
}

function nobodySpeaks(nobody: "character-missing" | "not-age-restricted" | "all-muted"): UserError {
  if (nobody === "all-muted")
    return new UserError("all-muted", "Everyone here is muted. `/character tune` changes that.");
  return nobody === "character-missing"
    ? new UserError("character-missing", "The card of this chat's character is missing.")
    : new UserError(
        "adults-only",
        "Who plays here is for adults and may only be in age-restricted channels and their threads.",
      );
}
