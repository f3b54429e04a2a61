import { type FoundName, findNames } from "./mentions-name.ts";

/** A character who may speak now. */
export interface Candidate {
  readonly id: string;
  /** Everything that it is called by. */
  readonly names: readonly string[];
  /** 0: only when asked; up to 1. */
  readonly talkativeness: number;
}

export interface SpeakerQuestion {
  /** In the order in which they came. */
  readonly candidates: readonly Candidate[];
  readonly text: string;
  /** The character whose turn the message replies to. */
  readonly repliesTo: string | null;
  /** Characters of the newest turns, the newest first. */
  readonly recentSpeakers: readonly string[];
}

export interface SpeakerChoice {
  readonly id: string;
  /** `turn`: nobody was asked for, and it is this one's turn. */
  readonly because: "addressed" | "replied-to" | "named" | "alone" | "turn";
}

/**
 * Who answers: whom the text speaks to, else whose turn it replies to, else whom it names, else whoever is next. Null when
 * there is nobody.
 */
export function chooseSpeaker(question: SpeakerQuestion): SpeakerChoice | null {
  const { candidates, repliesTo } = question;
  const called = whoIsCalled(question);
  const addressed = called.find(({ isAddressed }) => isAddressed);
  if (addressed !== undefined) return { id: addressed.id, because: "addressed" };
  if (candidates.some(({ id }) => id === repliesTo) && repliesTo !== null)
    return { id: repliesTo, because: "replied-to" };
  const [named] = called;
  if (named !== undefined) return { id: named.id, because: "named" };
  return whoIsNext(question);
}

/**
 * Whoever has waited longest, the talkative ones sooner: the turns since each last spoke count as much as it is
 * talkative. Nobody twice in a row while another would speak.
 */
export function whoIsNext({
  candidates,
  recentSpeakers,
}: Pick<SpeakerQuestion, "candidates" | "recentSpeakers">): SpeakerChoice | null {
  const [only, second] = candidates;
  if (only === undefined) return null;
  if (second === undefined) return { id: only.id, because: "alone" };
  const others = candidates.filter(({ id }) => id !== recentSpeakers[0]);
  const willing = others.filter(({ talkativeness }) => talkativeness > 0);
  const [first, ...rest] = willing.length > 0 ? willing : candidates;
  if (first === undefined) return null;
  const eagerness = ({ id, talkativeness }: Candidate) =>
    talkativeness * (turnsSince(id, recentSpeakers) + 1);
  const chosen = rest.reduce(
    (best, candidate) => (eagerness(candidate) > eagerness(best) ? candidate : best),
    first,
  );
  return { id: chosen.id, because: "turn" };
}

/**
 * Everyone whom a text calls, the one who is called first coming first. Whom it speaks to anywhere is spoken to. A name within
 * a longer one of somebody else's is that other's.
 */
export function whoIsCalled({
  candidates,
  text,
}: Pick<SpeakerQuestion, "candidates" | "text">): readonly {
  readonly id: string;
  readonly isAddressed: boolean;
}[] {
  const all = candidates.flatMap(({ id, names }) =>
    findNames(text, names).map((found) => ({ id, ...found })),
  );
  return candidates
    .flatMap(({ id }) => {
      const own = all.filter((found) => found.id === id && !all.some(isWithin(found)));
      const calls = own.map((found) => ({ ...found, isAddressed: speaksTo(text, found) }));
      return calls.find(({ isAddressed }) => isAddressed) ?? calls[0] ?? [];
    })
    .toSorted((a, b) => a.start - b.start);
}

function isWithin({ start, end }: FoundName): (other: FoundName) => boolean {
  return (other) =>
    other.start <= start && end <= other.end && other.end - other.start > end - start;
}

/** What a sentence begins behind: another one, a line, an action in asterisks, a quotation mark. */
const opens =
  /(?:^|[.!?…:;*_~"“”„«»「『。！？：；()\n—–])[^\p{L}\p{N}]*(?:(?:hey|hi|hello|oh|so|and|ok|okay|psst|hallo|he|salut|hé|na|und|et|bonjour)[^\p{L}\p{N}]+)?$/iu;
const closes = /^\s*(?:[,:;!?…—–，、：；！？-]|$)/u;

/** Characters before a name that tell whether it speaks to somebody. */
const nearness = 60;

/** "Rosie, …", "@Rosie …", "Hey Rosie! …" and "…, Rosie?" speak to someone; "I like Rosie" speaks of them. */
function speaksTo(text: string, { start, end }: FoundName): boolean {
  const near = text.slice(Math.max(0, start - nearness), start);
  // A letter stands for whatever is further away.
  const before = start > nearness ? `x${near}` : near;
  const after = text.slice(end);
  if (before.endsWith("@")) return true;
  if (opens.test(before) && closes.test(after)) return true;
  return /[,，、]\s*$/u.test(before) && /^\s*[.!?…。！？]*\s*$/u.test(after);
}

function turnsSince(id: string, recentSpeakers: readonly string[]): number {
  const index = recentSpeakers.indexOf(id);
  return index === -1 ? recentSpeakers.length : index;
}
