import { UserError } from "../../lib/errors.ts";
import type { Character } from "../../roleplay/character/character.ts";
import { characterName } from "../../roleplay/character/character.ts";
import type { ChatFile } from "../../roleplay/chat-file/chat-file.ts";
import { readChatFile } from "../../roleplay/chat-file/read-chat-file.ts";
import { type ConversationNote, noteLimits } from "../authors-note.ts";
import type { CastService } from "../cast/cast-service.ts";
import type { StartChat, Started } from "../chat-service.ts";
import { existingConversation } from "../existing-conversation.ts";
import type { MemoryKeeper } from "../memory/memory-keeper.ts";
import type { CharacterLibrary, Conversation, ConversationStore, Turn } from "../ports.ts";
import { exportTranscript } from "./export-transcript.ts";
import { importedTurns, speakersWithCards } from "./imported-turns.ts";
import type { ChatWords } from "./readable-chat.ts";
import type {
  ExportedTranscript,
  ImportedTranscript,
  TranscriptFormat,
  TranscriptImport,
  TranscriptService,
} from "./transcript-service.ts";
import type { NewTranscript, TranscriptStore } from "./transcript-store.ts";

/** Of one file: everything is stored in one transaction, and the bot does nothing else meanwhile. */
export const importLimits = { turns: 10_000, swipes: 40_000 } as const;

export interface TranscriptContext {
  readonly store: Pick<ConversationStore, "ofChannel" | "authorsNote" | "setAuthorsNote">;
  /** Brings a character into a channel, where it may be there. */
  readonly start: (input: StartChat) => Promise<Pick<Started, "conversation">>;
  /** Brings another character into a channel's chat. */
  readonly join: CastService["add"];
  readonly transcripts: TranscriptStore;
  readonly library: Pick<CharacterLibrary, "get" | "list">;
  /** Shows a turn whose text is there. */
  readonly show: (turn: Turn) => void;
  /** Takes what was imported into memory. */
  readonly keeper: Pick<MemoryKeeper, "wake">;
  readonly now: () => number;
}

export class TranscriptDesk implements TranscriptService {
  readonly #context: TranscriptContext;

  constructor(context: TranscriptContext) {
    this.#context = context;
  }

  export(channelId: string, format: TranscriptFormat, words: ChatWords): ExportedTranscript {
    const { store, library } = this.#context;
    const conversation = existingConversation(store, channelId);
    const character = library.get(conversation.characterId);
    const name = character && characterName(character);
    return exportTranscript(conversation, { format, words, characterName: name }, this.#context);
  }

  async import(input: TranscriptImport): Promise<ImportedTranscript> {
    const { store, transcripts, library, show, keeper, now } = this.#context;
    const chat = readChatFile(input.bytes, input.fileName);
    const character = this.#characterFor(input, chat);
    const name = characterName(character);
    const transcript = importedTurns(chat, {
      ...input,
      characterId: character.id,
      characterName: name,
      findCharacter: (speaker) =>
        library.list().find((each) => characterName(each) === speaker)?.id,
      now: now(),
    });
    checkSize(transcript, input.fileName);
    const conversation = await this.#conversationFor(input, character.id);
    const joined = this.#bringAlong(speakersWithCards(transcript), conversation, input);
    const shown = transcripts.append(conversation.id, transcript);
    const note = noteOf(chat);
    if (note !== undefined) store.setAuthorsNote(conversation.id, note, input.userId);
    keeper.wake(conversation.id);
    if (shown !== undefined) show(shown);
    return {
      characterName: name,
      turns: transcript.turns.length,
      swipes: transcript.turns.reduce((sum, { swipes }) => sum + swipes.length, 0),
      leftOut: chat.hiddenTurns - chat.hiddenBefore.length,
      joined,
      shown,
    };
  }

  /** Those who speak in the file play on, but for whom there is no place here. Returns who came. */
  #bringAlong(
    speakers: readonly string[],
    { cast }: Conversation,
    { channelId, userId: starterId, userName: hostName }: TranscriptImport,
  ): readonly string[] {
    const { library, join } = this.#context;
    return speakers.flatMap((characterId) => {
      const character = library.get(characterId);
      if (character === undefined || cast.some((member) => member.characterId === characterId))
        return [];
      try {
        join(channelId, { characterId, greeting: null, starterId, hostName });
        return [character.name];
      } catch (thrown) {
        if (thrown instanceof UserError) return [];
        throw thrown;
      }
    });
  }

  /** @throws UserError `chat-needs-character`, `no-such-character`. */
  #characterFor({ channelId, characterId }: TranscriptImport, chat: ChatFile): Character {
    const { store, library } = this.#context;
    const wanted = characterId ?? store.ofChannel(channelId)?.characterId;
    const found =
      wanted === undefined
        ? library.list().find((each) => characterName(each) === chat.characterName)
        : library.get(wanted);
    if (found !== undefined) return found;
    throw characterId === null
      ? new UserError(
          "chat-needs-character",
          `There is no character "${chat.characterName.slice(0, 80)}" here. Say with \`character\` who goes on with the chat.`,
          { values: { name: chat.characterName.slice(0, 80) } },
        )
      : new UserError(
          "no-such-character",
          "There is no such character. `/character list` shows the ones there are.",
        );
  }

  /** The channel's chat, with this character, begun or gone on with where need be. */
  async #conversationFor(input: TranscriptImport, characterId: string): Promise<Conversation> {
    const { channelId, guildId, userId, userName, sinceId } = input;
    const there = this.#context.store.ofChannel(channelId);
    if (there?.status === "active" && there.characterId === characterId) return there;
    const { conversation } = await this.#context.start({
      channelId,
      guildId,
      characterId,
      greeting: null,
      answer: there?.answer ?? "addressed",
      hostId: there?.hostId ?? userId,
      hostName: userName,
      sinceId,
    });
    return conversation;
  }
}

function checkSize({ turns, hidden }: NewTranscript, file: string): void {
  if (turns.length === hidden)
    throw new UserError("chat-empty", `${file}: there is no turn in it that the model sees.`, {
      values: { file },
    });
  const swipes = turns.reduce((sum, turn) => sum + turn.swipes.length, 0);
  if (turns.length > importLimits.turns || swipes > importLimits.swipes)
    throw new UserError(
      "chat-too-large",
      `${file}: the chat has ${turns.length} turns with ${swipes} swipes; at most ${importLimits.turns} turns with ${importLimits.swipes} are imported. Leave out the oldest ones.`,
      { values: { file } },
    );
}

/** Ours always has a depth, and stands in the chat. */
function noteOf({ note }: ChatFile): ConversationNote | undefined {
  if (note === undefined) return undefined;
  return {
    text: note.text.trim().slice(0, noteLimits.text),
    depth: Math.min(note.depth ?? noteLimits.depth, noteLimits.depth),
    interval: Math.min(note.interval, noteLimits.interval),
    role: note.role,
  };
}
