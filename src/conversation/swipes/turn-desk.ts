import { UserError } from "../../lib/errors.ts";
import { characterName } from "../../roleplay/character/character.ts";
import { existingConversation } from "../existing-conversation.ts";
import type { AskLimits } from "../limits/ask-limits.ts";
import type { Turn } from "../ports.ts";
import type { ReplyScheduler } from "../reply-scheduler.ts";
import type { SwipeOrder } from "./owed-swipe.ts";
import type { TurnFace } from "./swipe-store.ts";
import { TurnAccess, type TurnAccessOptions } from "./turn-access.ts";
import { busy, changed, noSuchTurn } from "./turn-problems.ts";
import { firstToUndo, TurnRemoval } from "./turn-removal.ts";
import { notYours, type Person } from "./turn-rights.ts";
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

export interface TurnDeskOptions extends TurnAccessOptions {
  readonly replies: Pick<ReplyScheduler, "schedule" | "scheduleAll" | "stop" | "settled">;
  readonly limits: AskLimits;
}

export class TurnDesk implements TurnService {
  readonly #options: TurnDeskOptions;
  readonly #access: TurnAccess;
  readonly #removal: TurnRemoval;

  constructor(options: TurnDeskOptions) {
    this.#options = options;
    this.#access = new TurnAccess(options);
    this.#removal = new TurnRemoval(options);
  }

  face(turnId: string, person: Person): TurnFace {
    return this.#access.face(turnId, person);
  }

  lookUp(turnId: string): TurnFace {
    return this.#access.lookUp(turnId);
  }

  ofMessage(channelId: string, messageId: string): TurnFace {
    return this.#access.ofMessage(channelId, messageId);
  }

  questionAbout(turn: Turn, person: Person): Question {
    return this.#access.questionAbout(turn, person);
  }

  postOf(turn: Turn): PersonaPost | undefined {
    return this.#access.postOf(turn);
  }

  askerOf(turn: Turn): string | null {
    return this.#access.askerOf(turn);
  }

  messageOf(turn: Turn): string | null {
    return this.#access.messageOf(turn);
  }

  back(seen: SeenTurn, person: Person, followers: Followers): Deed {
    const face = this.#access.swipeable(seen, person);
    if (face.number <= 1) throw changed();
    return this.#choose(face, person, face.number - 1, followers);
  }

  next(seen: SeenTurn, person: Person, followers: Followers): Deed {
    const face = this.#access.swipeable(seen, person);
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
    const face = this.#access.swipeable(seen, person);
    const order = {
      kind: "regenerate",
      note: wish === "" ? null : wish,
      keptLength: null,
    } as const;
    return this.#ask(face, person, followers, order);
  }

  goOn(seen: SeenTurn, person: Person, { redo }: { readonly redo: boolean }): Deed {
    const face = this.#access.swipeable(seen, person);
    if (redo && face.continuedFrom === null) throw changed();
    const keptLength = redo ? face.continuedFrom : face.turn.text.length;
    // More of the same text is no other story: what followed may stay.
    return this.#ask(face, person, "keep", { kind: "continue", note: null, keptLength });
  }

  retry(seen: SeenTurn, person: Person): Deed {
    const face = this.#access.fresh(seen, person);
    if (face.turn.state !== "failed") throw changed();
    return this.#ask(face, person, "keep", { kind: "reply", note: null, keptLength: null });
  }

  async stop(turnId: string, person: Person): Promise<void> {
    const face = this.face(turnId, person);
    if (!(await this.#options.replies.stop(face.turn.id))) throw changed();
  }

  edit(seen: SeenTurn, person: Person, text: string): void {
    const face = this.#access.fresh(seen, person);
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
    const { turn } = this.#access.fresh(seen, person);
    // Nothing brings its texts back, so that it is asked for even where nothing has followed.
    if (followers === "ask") return this.questionAbout(turn, person);
    this.#access.requireDrop(turn, person, followers);
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
      const { revision } = this.#access.lookUp(last.id);
      return this.goOn({ turnId: last.id, revision }, person, { redo: false });
    }
    this.#access.requireQuiet(conversation, last);
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
    if (!this.#access.mayHandle(conversation, null, person)) throw notYours(conversation.hostId);
    const first = firstToUndo(swipes, conversation, replies);
    if (first === undefined)
      throw new UserError("nothing-to-undo", "There is nothing here that could be taken back.");
    return this.#removal.from(first);
  }

  undoReset(channelId: string, person: Person): void {
    const { store, swipes } = this.#options;
    const conversation = existingConversation(store, channelId);
    if (!this.#access.mayHandle(conversation, null, person)) throw notYours(conversation.hostId);
    if (!swipes.takeResetBack(conversation.id))
      throw new UserError("no-reset", "There is no reset any more that could be taken back.");
  }

  #choose(face: TurnFace, person: Person, number: number, followers: Followers): Deed {
    const { swipes, replies } = this.#options;
    const question = this.#access.question(face.turn, person, followers);
    if (question !== undefined) return question;
    const channelId = this.#options.store.conversation(face.turn.conversationId)?.channelId;
    if (channelId !== undefined) this.#access.requireAdmitted(face.turn, channelId);
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
    const question = this.#access.question(turn, person, followers);
    if (question !== undefined) return question;
    const { channelId, guildId } = conversation;
    this.#access.requireAdmitted(turn, channelId);
    limits.take({ ...person, channelId, guildId });
    const askedBy = person.userId;
    const dropsRest = followers === "drop";
    if (!swipes.owe({ turnId: turn.id, revision, ...order, askedBy, dropsRest })) throw changed();
    replies.schedule(turn);
    if (dropsRest) replies.scheduleAll(turn.conversationId);
    return done(turn.id);
  }
}
