import { UserError } from "../../lib/errors.ts";
import type { AgeGate } from "../cast/age-gate.ts";
import type { CharacterLibrary, Conversation, ConversationStore, Turn } from "../ports.ts";
import type { SettingsReader } from "../settings/settings-desk.ts";
import type { SwipeStore, TurnFace } from "./swipe-store.ts";
import { busy, changed, noSuchTurn } from "./turn-problems.ts";
import { askerOf, mayHandle, notYours, type Person } from "./turn-rights.ts";
import type { Followers, PersonaPost, Question, SeenTurn } from "./turn-service.ts";

export interface TurnAccessOptions {
  readonly store: ConversationStore;
  readonly swipes: SwipeStore;
  readonly library: Pick<CharacterLibrary, "get">;
  readonly settings: Pick<SettingsReader, "at" | "placeOf">;
  readonly gate: AgeGate;
}

/** Turns as people get at them: found, as they stand, and only as far as this person may. */
export class TurnAccess {
  readonly #options: TurnAccessOptions;

  constructor(options: TurnAccessOptions) {
    this.#options = options;
  }

  /** A turn by its id, for somebody who wants to do something with it. @throws UserError when they may not. */
  face(turnId: string, person: Person): TurnFace {
    const face = this.lookUp(turnId);
    this.#requireSay(face.turn, person);
    return face;
  }

  ofMessage(channelId: string, messageId: string): TurnFace {
    const { store } = this.#options;
    const turn = store.turnOfMessage(messageId);
    // A message of another channel is none of this channel's business.
    const isHere = turn !== undefined && store.ofChannel(channelId)?.id === turn.conversationId;
    if (!isHere) throw noSuchTurn();
    return this.lookUp(turn.id);
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

  /** What has to be asked before a turn is changed; undefined when nothing does. */
  question(turn: Turn, person: Person, followers: Followers): Question | undefined {
    this.requireDrop(turn, person, followers);
    if (followers !== "ask") return undefined;
    const question = this.questionAbout(turn, person);
    return question.replies === 0 ? undefined : question;
  }

  /** @throws UserError `others-followed` when what followed is to go and isn't theirs to take away. */
  requireDrop(turn: Turn, person: Person, followers: Followers): void {
    if (followers !== "drop" || this.#mayDrop(turn, person)) return;
    const hostId = this.#options.store.conversation(turn.conversationId)?.hostId ?? "";
    throw new UserError(
      "others-followed",
      `Others have gone on with the story since. Only <@${hostId}>, who started this chat, and people with "Manage Channels" may have that go.`,
      { values: { host: hostId } },
    );
  }

  /** @throws UserError when its speaker may not speak here: a place may have ceased to be for adults since a character for them spoke there. */
  requireAdmitted({ authorId }: Turn, channelId: string): void {
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
      this.mayHandle(conversation, null, person) ||
      !swipes.hasOthersAfter(conversationId, position, person.userId)
    );
  }

  /** One whose text may be written anew: it stands as it was seen, owes nothing, and nobody is answering it just now. */
  swipeable(seen: SeenTurn, person: Person): TurnFace {
    const face = this.fresh(seen, person);
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
      this.requireQuiet(conversation, turn);
    }
    return face;
  }

  /** Another text would change what somebody is answering at this moment. */
  requireQuiet(conversation: Conversation, { position }: Turn): void {
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

  /** A turn that stands as it was seen. */
  fresh({ turnId, revision }: SeenTurn, person: Person): TurnFace {
    const face = this.face(turnId, person);
    if (face.revision !== revision) throw changed();
    return face;
  }

  /** A turn by its id, for anyone to look at. @throws UserError `no-such-turn`. */
  lookUp(turnId: string): TurnFace {
    const face = this.#options.swipes.face(turnId);
    if (face === undefined || face.turn.state === "removing" || face.turn.state === "removed")
      throw noSuchTurn();
    return face;
  }

  #requireSay(turn: Turn, person: Person): void {
    const conversation = this.#options.store.conversation(turn.conversationId);
    if (conversation === undefined) throw noSuchTurn();
    const askerId = turn.kind === "user" ? turn.authorId : this.askerOf(turn);
    if (!this.mayHandle(conversation, askerId, person)) throw notYours(conversation.hostId);
  }

  /** `askerId`: whose words the turn answers; null for what is only the host's. */
  mayHandle(conversation: Conversation, askerId: string | null, person: Person): boolean {
    const { controls } = this.#options.settings.at(conversation.channelId).values;
    return mayHandle(person, { askerId, conversation, controls });
  }
}
