import { UserError } from "../../lib/errors.ts";
import { characterName } from "../../roleplay/character/character.ts";
import type { AgeGate } from "../cast/age-gate.ts";
import { existingConversation } from "../existing-conversation.ts";
import type { AskLimits } from "../limits/ask-limits.ts";
import type { CharacterLibrary, Conversation, ConversationStore, Turn } from "../ports.ts";
import type { ReplyScheduler } from "../reply-scheduler.ts";
import type { SettingsReader } from "../settings/settings-desk.ts";
import type { SwipeOrder } from "./owed-swipe.ts";
import type { SwipeStore, TurnFace } from "./swipe-store.ts";
import { firstToUndo, TurnRemoval } from "./turn-removal.ts";
import { askerOf, mayHandle, notYours, type Person } from "./turn-rights.ts";
import type {
  Deed,
  Followers,
  PersonaPost,
  Question,
  SeenTurn,
  TurnEnd,
  TurnService,
} from "./turn-service.ts";

export const longestNote = 1000;
/** More than any model writes at once. */
const longestText = 40_000;
export const mostUndone = 20;

const done = (turnId: string): Deed => ({ kind: "done", turnId });

export interface TurnDeskOptions {
  readonly store: ConversationStore;
  readonly swipes: SwipeStore;
  readonly library: Pick<CharacterLibrary, "get">;
  readonly replies: Pick<ReplyScheduler, "schedule" | "scheduleAll" | "stop" | "settled">;
  readonly settings: Pick<SettingsReader, "at" | "placeOf">;
  readonly gate: AgeGate;
  readonly limits: AskLimits;
}

export class TurnDesk implements TurnService {
  readonly #options: TurnDeskOptions;
  readonly #removal: TurnRemoval;

  constructor(options: TurnDeskOptions) {
    this.#options = options;
    this.#removal = new TurnRemoval(options);
  }

  face(turnId: string, person: Person): TurnFace {
    const face = this.#existing(turnId);
    this.#requireSay(face.turn, person);
    return face;
  }

  lookUp(turnId: string): TurnFace {
    return this.#existing(turnId);
  }

  ofMessage(channelId: string, messageId: string): TurnFace {
    const { store } = this.#options;
    const turn = store.turnOfMessage(messageId);
    // A message of another channel is none of this channel's business.
    const isHere = turn !== undefined && store.ofChannel(channelId)?.id === turn.conversationId;
    if (!isHere) throw noSuchTurn();
    return this.#existing(turn.id);
  }

  questionAbout(turn: Turn, person: Person): Question {
    const { conversationId, position } = turn;
    const replies = this.#options.swipes.repliesAfter(conversationId, position);
    return { kind: "ask", replies, mayDrop: this.#mayDrop(turn, person) };
  }

  postOf(turn: Turn): PersonaPost | undefined {
    if (turn.kind !== "user") return undefined;
    const [shown] = this.#options.store.messagesOf(turn.id);
    const { messageId, webhookId } = shown ?? { messageId: null, webhookId: null };
    return shown === undefined || messageId === null || webhookId === null
      ? undefined
      : { ...shown, messageId, turn };
  }

  askerOf(turn: Turn): string | null {
    return askerOf(turn, this.#options.store);
  }

  messageOf(turn: Turn): string | null {
    return this.#options.store.messagesOf(turn.id)[0]?.messageId ?? null;
  }

  back(seen: SeenTurn, person: Person, followers: Followers): Deed {
    const face = this.#swipeable(seen, person);
    if (face.number <= 1) throw changed();
    return this.#choose(face, person, face.number - 1, followers);
  }

  next(seen: SeenTurn, person: Person, followers: Followers): Deed {
    const face = this.#swipeable(seen, person);
    return face.number < face.count
      ? this.#choose(face, person, face.number + 1, followers)
      : this.#ask(face, person, followers, { kind: "swipe", note: null, keptLength: null });
  }

  again(seen: SeenTurn, person: Person, followers: Followers, note: string | null): Deed {
    const wish = note?.trim() ?? "";
    if (wish.length > longestNote)
      throw new UserError(
        "swipe-note-too-long",
        `The note has ${wish.length} characters; the limit is ${longestNote}. Shorten it.`,
        { values: { length: wish.length, limit: longestNote } },
      );
    const face = this.#swipeable(seen, person);
    const order = {
      kind: "regenerate",
      note: wish === "" ? null : wish,
      keptLength: null,
    } as const;
    return this.#ask(face, person, followers, order);
  }

  goOn(seen: SeenTurn, person: Person, { redo }: { readonly redo: boolean }): Deed {
    const face = this.#swipeable(seen, person);
    if (redo && face.continuedFrom === null) throw changed();
    const keptLength = redo ? face.continuedFrom : face.turn.text.length;
    // More of the same text is no other story: what followed may stay.
    return this.#ask(face, person, "keep", { kind: "continue", note: null, keptLength });
  }

  retry(seen: SeenTurn, person: Person): Deed {
    const face = this.#fresh(seen, person);
    if (face.turn.state !== "failed") throw changed();
    return this.#ask(face, person, "keep", { kind: "reply", note: null, keptLength: null });
  }

  async stop(turnId: string, person: Person): Promise<void> {
    const face = this.face(turnId, person);
    if (!(await this.#options.replies.stop(face.turn.id))) throw changed();
  }

  edit(seen: SeenTurn, person: Person, text: string): void {
    const face = this.#fresh(seen, person);
    const wording = text.trim();
    if (wording === "")
      throw new UserError(
        "turn-text-empty",
        "The text is empty. To take the reply away, delete it.",
      );
    if (wording.length > longestText)
      throw new UserError(
        "turn-text-too-long",
        `The text has ${wording.length} characters; the limit is ${longestText}. Shorten it.`,
        { values: { length: wording.length, limit: longestText } },
      );
    const { swipes, replies } = this.#options;
    if (face.owed !== undefined) throw busy(face.turn.speakerName);
    if (!swipes.edit(face.turn.id, face.revision, wording, person.userId)) throw changed();
    replies.schedule(face.turn);
  }

  async remove(seen: SeenTurn, person: Person, followers: Followers): Promise<Deed> {
    const { turn } = this.#fresh(seen, person);
    // Nothing brings its texts back, so that it is asked for even where nothing has followed.
    if (followers === "ask") return this.questionAbout(turn, person);
    this.#requireDrop(turn, person, followers);
    if (followers === "drop") await this.#removal.from(turn);
    else await this.#removal.one(turn);
    return done(turn.id);
  }

  goOnIn(channelId: string, person: Person): Deed {
    const { store, swipes, replies, limits, library, settings, gate } = this.#options;
    const conversation = existingConversation(store, channelId);
    const [last] = swipes.newest(conversation.id, 1);
    if (last === undefined)
      throw new UserError("nothing-to-continue", "Nothing has been said yet that could go on.");
    if (last.kind !== "user") {
      const { revision } = this.#existing(last.id);
      return this.goOn({ turnId: last.id, revision }, person, { redo: false });
    }
    this.#requireQuiet(conversation, last);
    const character = library.get(conversation.characterId);
    if (character === undefined)
      throw new UserError("character-missing", "The card of this chat's character is missing.");
    gate.require(character, settings.placeOf(channelId));
    limits.take({ ...person, channelId, guildId: conversation.guildId });
    const answer = {
      conversationId: conversation.id,
      characterId: character.id,
      speakerName: characterName(character),
      answersTurnId: last.id,
    };
    const turn = store.openCharacterTurn(answer, null);
    replies.schedule(turn);
    return done(turn.id);
  }

  async settled(turnId: string): Promise<TurnEnd> {
    const { store, swipes, replies } = this.#options;
    const turn = store.turn(turnId);
    if (turn === undefined || !(await replies.settled(turn.conversationId))) return "owed";
    const face = swipes.face(turnId);
    if (face === undefined || face.owed !== undefined || face.turn.state === "written")
      return "owed";
    return face.notice?.code === "nothing-to-add" ? "nothing-to-add" : "shown";
  }

  async undo(channelId: string, person: Person, replies: number): Promise<number> {
    const { store, swipes } = this.#options;
    const conversation = existingConversation(store, channelId);
    if (!this.#mayHandle(conversation, null, person)) throw notYours(conversation.hostId);
    const first = firstToUndo(swipes, conversation, replies);
    if (first === undefined)
      throw new UserError("nothing-to-undo", "There is nothing here that could be taken back.");
    return this.#removal.from(first);
  }

  undoReset(channelId: string, person: Person): void {
    const { store, swipes } = this.#options;
    const conversation = existingConversation(store, channelId);
    if (!this.#mayHandle(conversation, null, person)) throw notYours(conversation.hostId);
    if (!swipes.takeResetBack(conversation.id))
      throw new UserError("no-reset", "There is no reset any more that could be taken back.");
  }

  #choose(face: TurnFace, person: Person, number: number, followers: Followers): Deed {
    const { swipes, replies } = this.#options;
    const question = this.#question(face.turn, person, followers);
    if (question !== undefined) return question;
    const channelId = this.#options.store.conversation(face.turn.conversationId)?.channelId;
    if (channelId !== undefined) this.#requireAdmitted(face.turn, channelId);
    if (!swipes.choose(face.turn.id, face.revision, number, followers === "drop")) throw changed();
    replies.schedule(face.turn);
    if (followers === "drop") replies.scheduleAll(face.turn.conversationId);
    return done(face.turn.id);
  }

  #ask(
    face: TurnFace,
    person: Person,
    followers: Followers,
    order: Pick<SwipeOrder, "kind" | "note" | "keptLength">,
  ): Deed {
    const { store, swipes, replies, limits } = this.#options;
    const { turn, revision } = face;
    const conversation = store.conversation(turn.conversationId);
    if (conversation === undefined) throw noSuchTurn();
    if (conversation.status === "stopped")
      throw new UserError(
        "chat-stopped",
        "The chat in here is stopped. `/chat start` goes on with it.",
      );
    const question = this.#question(turn, person, followers);
    if (question !== undefined) return question;
    const { channelId, guildId } = conversation;
    this.#requireAdmitted(turn, channelId);
    limits.take({ ...person, channelId, guildId });
    const askedBy = person.userId;
    const dropsRest = followers === "drop";
    if (!swipes.owe({ turnId: turn.id, revision, ...order, askedBy, dropsRest })) throw changed();
    replies.schedule(turn);
    if (dropsRest) replies.scheduleAll(turn.conversationId);
    return done(turn.id);
  }

  #question(turn: Turn, person: Person, followers: Followers): Question | undefined {
    this.#requireDrop(turn, person, followers);
    if (followers !== "ask") return undefined;
    const question = this.questionAbout(turn, person);
    return question.replies === 0 ? undefined : question;
  }

  #requireDrop(turn: Turn, person: Person, followers: Followers): void {
    if (followers !== "drop" || this.#mayDrop(turn, person)) return;
    const hostId = this.#options.store.conversation(turn.conversationId)?.hostId ?? "";
    throw new UserError(
      "others-followed",
      `Others have gone on with the story since. Only <@${hostId}>, who started this chat, and people with "Manage Channels" may have that go.`,
      { values: { host: hostId } },
    );
  }

  /** A place may have ceased to be for adults since a character for them spoke there. */
  #requireAdmitted({ authorId }: Turn, channelId: string): void {
    const { library, settings, gate } = this.#options;
    const character = library.get(authorId);
    if (character !== undefined) gate.require(character, settings.placeOf(channelId));
  }

  /** Whether all that followed a turn is this person's to take away. */
  #mayDrop(turn: Turn, person: Person): boolean {
    const { store, swipes } = this.#options;
    const { conversationId, position } = turn;
    const conversation = store.conversation(conversationId);
    if (conversation === undefined) throw noSuchTurn();
    return (
      this.#mayHandle(conversation, null, person) ||
      !swipes.hasOthersAfter(conversationId, position, person.userId)
    );
  }

  /** A turn that stands as it was seen, owes nothing, and that nobody is answering just now. */
  #swipeable(seen: SeenTurn, person: Person): TurnFace {
    const face = this.#fresh(seen, person);
    const { turn } = face;
    if (turn.kind === "user")
      throw new UserError(
        "person-has-no-swipes",
        "A person wrote this message; only replies can be written again.",
      );
    if (face.owed !== undefined) throw busy(turn.speakerName);
    const conversation = this.#options.store.conversation(turn.conversationId);
    if (conversation !== undefined) {
      if (turn.position <= conversation.excludedBefore)
        throw new UserError(
          "turn-was-reset",
          "This was said before the chat started afresh, so it can't be written again.",
        );
      this.#requireQuiet(conversation, turn);
    }
    return face;
  }

  /** Another text would change what somebody is answering at this moment. */
  #requireQuiet(conversation: Conversation, { position }: Turn): void {
    const answering = this.#options.store
      .owedTurns()
      .find(
        (turn) =>
          turn.conversationId === conversation.id &&
          turn.state === "open" &&
          turn.position > position,
      );
    if (answering !== undefined) throw busy(answering.speakerName);
  }

  #fresh({ turnId, revision }: SeenTurn, person: Person): TurnFace {
    const face = this.face(turnId, person);
    if (face.revision !== revision) throw changed();
    return face;
  }

  #existing(turnId: string): TurnFace {
    const face = this.#options.swipes.face(turnId);
    if (face === undefined || face.turn.state === "removing" || face.turn.state === "removed")
      throw noSuchTurn();
    return face;
  }

  #requireSay(turn: Turn, person: Person): void {
    const conversation = this.#options.store.conversation(turn.conversationId);
    if (conversation === undefined) throw noSuchTurn();
    const askerId = turn.kind === "user" ? turn.authorId : this.askerOf(turn);
    if (!this.#mayHandle(conversation, askerId, person)) throw notYours(conversation.hostId);
  }

  #mayHandle(conversation: Conversation, askerId: string | null, person: Person): boolean {
    const { controls } = this.#options.settings.at(conversation.channelId).values;
    return mayHandle(person, { askerId, conversation, controls });
  }
}

function noSuchTurn(): UserError {
  return new UserError("no-such-turn", "This message is no turn of the chat in here any more.");
}

function changed(): UserError {
  return new UserError("reply-changed", "This reply has changed in the meantime.");
}

function busy(speaker: string): UserError {
  return new UserError(
    "reply-under-way",
    `${speaker} is writing just now. Wait for the end of it, or stop it first.`,
    { values: { character: speaker } },
  );
}
