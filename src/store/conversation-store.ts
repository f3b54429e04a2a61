import type { ConversationStore } from "../conversation/ports.ts";
import { lastSeen, setLastSeen } from "./channel-state.ts";
import {
  activeConversations,
  conversationById,
  conversationOfChannel,
  reset,
  setStatus,
  startConversation,
} from "./conversations.ts";
import type { Database } from "./database.ts";
import { loreState } from "./lore-states.ts";
import {
  clearNote,
  lastPrompted,
  noteOf,
  promptFactsBefore,
  promptOf,
  setNote,
} from "./prompts.ts";
import { decideQuote, messagesAfter, quotes, quotingTurn } from "./quotes.ts";
import type { StoreOptions } from "./store-options.ts";
import {
  intendMessage,
  knowsMessage,
  messagesOf,
  recordMessage,
  removeMessage,
} from "./turn-messages.ts";
import { historyBefore, owedTurns, turnById, turnCounts, turnOfMessage } from "./turn-queries.ts";
import { addCharacterTurn, closeTurn, failTurn, hear, writeReply } from "./turns.ts";

/** The memory of all conversations in SQLite: each call is one transaction, durable when it returns. */
export function createConversationStore(
  database: Database,
  options: StoreOptions,
): ConversationStore {
  return {
    start: (input) => database.write((queries) => startConversation(queries, options, input)),
    ofChannel: (channelId) => database.read((queries) => conversationOfChannel(queries, channelId)),
    conversation: (id) => database.read((queries) => conversationById(queries, id)),
    active: () => database.read(activeConversations),
    setStatus: (id, status) => database.write((queries) => setStatus(queries, id, status)),
    reset: (id) => database.write((queries) => reset(queries, id)),

    hear: (user, answer) => database.write((queries) => hear(queries, options, user, answer)),
    openCharacterTurn: (input, reply) =>
      database.write((queries) => addCharacterTurn(queries, options, input, reply)),
    turn: (id) => database.read((queries) => turnById(queries, id)),
    owedTurns: () => database.read(owedTurns),
    historyBefore: (conversationId, position, limit) =>
      database.read((queries) => historyBefore(queries, conversationId, position, limit)),
    turnCounts: (conversationId, position) =>
      database.read((queries) => turnCounts(queries, conversationId, position)),
    writeReply: (turnId, reply) =>
      database.write((queries) => writeReply(queries, options, turnId, reply)),
    closeTurn: (turnId) => database.write((queries) => closeTurn(queries, turnId)),
    failTurn: (turnId, reason, notice) =>
      database.write((queries) => failTurn(queries, turnId, reason, notice)),

    promptOf: (turnId) => database.read((queries) => promptOf(queries, turnId)),
    lastPrompted: (conversationId) =>
      database.read((queries) => lastPrompted(queries, conversationId)),
    promptFacts: (conversationId, position) =>
      database.read((queries) => promptFactsBefore(queries, conversationId, position)),
    loreState: (conversationId) => database.read((queries) => loreState(queries, conversationId)),
    authorsNote: (conversationId) => database.read((queries) => noteOf(queries, conversationId)),
    setAuthorsNote: (conversationId, note, authorId) =>
      database.write((queries) => setNote(queries, conversationId, note, authorId)),
    clearAuthorsNote: (conversationId) =>
      database.write((queries) => clearNote(queries, conversationId)),

    intendMessage: (turnId, part, channelId) =>
      database.write((queries) => intendMessage(queries, turnId, part, channelId)),
    recordMessage: (message) => database.write((queries) => recordMessage(queries, message)),
    removeMessage: (turnId, part) =>
      database.write((queries) => removeMessage(queries, turnId, part)),
    messagesOf: (turnId) => database.read((queries) => messagesOf(queries, turnId)),
    turnOfMessage: (messageId) => database.read((queries) => turnOfMessage(queries, messageId)),
    knowsMessage: (messageId) => database.read((queries) => knowsMessage(queries, messageId)),
    messagesAfter: (messageId, exceptTurnId) =>
      database.read((queries) => messagesAfter(queries, messageId, exceptTurnId)),
    quotes: (turnId) => database.read((queries) => quotes(queries, turnId)),
    decideQuote: (turnId, quoting) =>
      database.write((queries) => decideQuote(queries, turnId, quoting)),
    quotingTurn: (answeredTurnId) =>
      database.read((queries) => quotingTurn(queries, answeredTurnId)),

    lastSeen: (channelId) => database.read((queries) => lastSeen(queries, channelId)),
    setLastSeen: (channelId, messageId) =>
      database.write((queries) => setLastSeen(queries, channelId, messageId)),
  };
}
