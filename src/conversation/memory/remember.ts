import {
  isLineOf,
  type MemoryLine,
  type RememberedTexts,
  turnLine,
} from "../../memory/memory-lines.ts";
import type { Passage } from "../../memory/passage.ts";
import type { RankedTurn } from "../../memory/rank-turns.ts";
import { readQuestion } from "../../memory/read-question.ts";
import { searchTurns } from "../../memory/search-turns.ts";
import type { Conversation, Turn } from "../ports.ts";
import type { MemoryTrace } from "../sent-prompt.ts";
import type { EmbeddedQuery } from "./embed-query.ts";
import type { FactStore } from "./fact-store.ts";
import type { RecallStore, SharingConversation } from "./recall-store.ts";
import type { SummaryStore } from "./summary-store.ts";

export interface MemoryStores {
  readonly recall: RecallStore;
  readonly facts: FactStore;
  readonly summaries: SummaryStore;
}

export interface RememberInput extends MemoryStores {
  readonly conversation: Pick<Conversation, "id" | "channelId" | "excludedBefore">;
  readonly characterId: string;
  /** Whether a channel is age-restricted now; undefined where nobody knows. Left out: nothing is shared. */
  readonly isAdult?: ((channelId: string) => boolean | undefined) | undefined;
  /** Turns before this position don't stand in the prompt any more. */
  readonly windowStart: number;
  /** What is answered, the newest last: what people said since the character spoke. */
  readonly asked: readonly Pick<Turn, "authorId" | "speakerName" | "text">[];
  readonly vector?: EmbeddedQuery | undefined;
  /** Characters that all of memory may take. */
  readonly room: number;
  /** What the prompt before recalled. Left out: nothing. */
  readonly recalledBefore?: readonly MemoryTrace[] | undefined;
  readonly nowMs: number;
  readonly timeZone: string;
  readonly locale: string;
}

/** At most so many turns are found; what led to them may stand beside them. */
const mostTurns = 6;
/** Against the best hit: what is far from it would only distract. */
const worthwhile = 0.45;
/** Less than this is found by a common word alone. */
const leastScore = 2;

/**
 * What a prompt gets to know of what isn't in it: pinned facts, what was said in short, and the turns that have most to
 * say to what is asked. Facts have room first, then turns, then summaries, the newest first.
 */
export function remember(input: RememberInput): RememberedTexts {
  const { facts, summaries, conversation, characterId } = input;
  let room = input.room;
  const fit = <Line extends MemoryLine>(lines: readonly Line[]) =>
    lines.filter(({ text }) => {
      if (text.length > room) return false;
      room -= text.length + 3;
      return true;
    });
  const pinned = fit(
    facts
      .known(conversation.id, characterId)
      .map(({ text, turnId, authorId }) => ({ text, turnId, authorId })),
  );
  const recalled = fit(recalledLines(input)).toSorted(inTime);
  const told = fit(
    summaries
      .summaries(conversation.id)
      .filter(
        ({ firstPosition, lastPosition }) =>
          firstPosition > conversation.excludedBefore && lastPosition < input.windowStart,
      )
      .toReversed()
      .map(({ text, firstPosition, lastPosition }) => ({
        text,
        turnId: null,
        positions: [firstPosition, lastPosition] as const,
      })),
  ).toReversed();
  return {
    facts: pinned,
    summaries: told,
    recalled: recalled.map(({ text, turnId, authorId }) => ({ text, turnId, authorId })),
    lingering: lingeringLines(input, new Set(recalled.map(({ text }) => text))),
  };
}

/** What was recalled before and may be told still: by what its turn says now, and by who lets it be told where. */
function lingeringLines(
  input: RememberInput,
  recalledNow: ReadonlySet<string>,
): readonly MemoryLine[] {
  const { recall, conversation, recalledBefore = [] } = input;
  const before = recalledBefore.filter(({ text }) => !recalledNow.has(text));
  if (before.length === 0) return [];
  const turns = recall.tell(before.flatMap(({ turnId }) => turnId ?? []));
  const silent = recall.optedOut(before.flatMap(({ authorId }) => authorId ?? []));
  const resets = new Map(
    [conversation, ...sharing(input)].map(({ id, excludedBefore }) => [id, excludedBefore]),
  );
  return before
    .filter(({ text, turnId, authorId = "" }) => {
      const turn = turns.get(turnId ?? "");
      const reset = turn && resets.get(turn.conversationId);
      if (turn === undefined || reset === undefined || silent.has(authorId)) return false;
      return turn.position > reset && isLineOf(text, turn.text);
    })
    .map(({ text, turnId, authorId }) => ({ text, turnId, ...(authorId && { authorId }) }));
}

interface RecalledLine extends MemoryLine {
  readonly authorId: string;
  readonly at: number;
  readonly position: number;
}

function inTime(a: RecalledLine, b: RecalledLine): number {
  return a.at - b.at || a.position - b.position;
}

/** The best first, each followed by the question that it answers. */
function recalledLines(input: RememberInput): readonly RecalledLine[] {
  const { recall } = input;
  const ranked = search(input);
  const passages = ranked.flatMap(({ passage }) => withQuestion(recall, passage));
  const unique = [...new Map(passages.map((passage) => [passage.turnId, passage])).values()];
  const silent = recall.optedOut(unique.map(({ authorId }) => authorId));
  const said = unique.filter(({ authorId }) => !silent.has(authorId));
  const texts = recall.tell(said.map(({ turnId }) => turnId));
  return said.flatMap((passage) => {
    const text = texts.get(passage.turnId)?.text ?? "";
    return text === ""
      ? []
      : [
          {
            text: turnLine({ ...passage, ...input, text }),
            turnId: passage.turnId,
            authorId: passage.authorId,
            at: passage.at,
            position: passage.position,
          },
        ];
  });
}

function search(input: RememberInput): readonly RankedTurn[] {
  const { recall, conversation, windowStart, asked, nowMs, vector } = input;
  const text = asked.map((turn) => turn.text).join("\n");
  if (text.trim() === "") return [];
  const range = { first: conversation.excludedBefore + 1, last: windowStart - 1 };
  const places = [
    ...(range.last < range.first ? [] : [{ conversationId: conversation.id, range }]),
    ...sharing(input).map(({ id, excludedBefore }) => ({
      conversationId: id,
      range: { first: excludedBefore + 1, last: Number.MAX_SAFE_INTEGER },
    })),
  ];
  const ranked = places.flatMap(({ conversationId, range: within }) => {
    const question = readQuestion({
      text,
      speakers: recall.passages.speakers(conversationId),
      nowMs,
      offsetMs: offsetOf(input.timeZone, nowMs),
    });
    const people = [...question.people, ...speaksOfThemselves(asked)];
    return searchTurns(recall.passages, {
      conversationId,
      question: { ...question, people },
      range: within,
      vector,
      most: mostTurns,
    });
  });
  const sorted = ranked.toSorted((a, b) => b.score - a.score).slice(0, mostTurns);
  const best = sorted[0]?.score ?? 0;
  if (vector === undefined && best < leastScore) return [];
  return sorted.filter(({ score }) => score >= best * worthwhile);
}

/** A channel whose age restriction has changed since it was shared shares nothing until somebody says so again. */
function sharing(input: RememberInput): readonly SharingConversation[] {
  const { recall, conversation, characterId, isAdult } = input;
  if (isAdult === undefined) return [];
  const here = isAdult(conversation.channelId);
  return recall
    .sharing(conversation.id, characterId)
    .filter(({ channelId, adult }) => here === adult && isAdult(channelId) === adult);
}

/** Who says `I` or `my` asks about what they said themselves. */
function speaksOfThemselves(asked: RememberInput["asked"]): readonly string[] {
  return asked
    .filter(({ text }) => /\b(?:i|me|my|mine|ich|mich|mir|mein\w*|je|moi|ma|mon|mes)\b/i.test(text))
    .map(({ speakerName }) => speakerName.toLowerCase());
}

function withQuestion(recall: RecallStore, passage: Passage): readonly Passage[] {
  const [before] = recall.passages.passages(passage.conversationId, [passage.position - 1]);
  return before?.asks && passage.at - before.at < 3_600_000 ? [passage, before] : [passage];
}

/** What a place's clock is ahead of UTC, in milliseconds. */
function offsetOf(timeZone: string, nowMs: number): number {
  const name = new Intl.DateTimeFormat("en", { timeZone, timeZoneName: "longOffset" })
    .formatToParts(nowMs)
    .find(({ type }) => type === "timeZoneName")?.value;
  const match = /GMT([+-])(\d\d):(\d\d)/.exec(name ?? "");
  if (match === null) return 0;
  const minutes = Number(match[2]) * 60 + Number(match[3]);
  return (match[1] === "-" ? -minutes : minutes) * 60_000;
}
