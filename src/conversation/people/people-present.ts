import { labelKey, labelName } from "../../roleplay/reply/speaker-label.ts";
import type { Turn } from "../ports.ts";
import type { PastSpeaker } from "../scene/scene-store.ts";

/** Someone who takes part, as they are now. */
export interface PersonPresent {
  readonly authorId: string;
  readonly personaId: string | null;
  /** As a prompt calls them: no other speaker in it has this name. */
  readonly name: string;
  /** Position of the last turn of theirs. */
  readonly lastPosition: number;
}

/** The people in one prompt, told apart. */
export interface PeoplePresent {
  /** Each person once, as who they spoke last; the one who spoke first comes first. */
  readonly now: readonly PersonPresent[];
  /** Every name under which a prompt may show one of them; the one who spoke longest ago comes first. */
  readonly labels: readonly string[];
  /** What the speaker of a turn is called. */
  nameOf(turn: Pick<Turn, "authorId" | "personaId" | "speakerName">): string;
}

/**
 * Who takes part, from who spoke. A person who changes their account's name is called by the new one everywhere, so that
 * the model sees one person; a persona is a figure of the story, and what it said as "Captain" stays the Captain's. Two
 * who bear the same name get numbers, and nobody gets the name of a character (`taken`).
 */
export function peoplePresent(
  speakers: readonly PastSpeaker[],
  taken: readonly string[],
): PeoplePresent {
  const newestNames = new Map(
    speakers
      .toSorted((a, b) => a.lastPosition - b.lastPosition)
      .map(({ authorId, personaId, name }) => [`${authorId} ${personaId ?? ""}`, name]),
  );
  const figureOf = ({ authorId, personaId, name }: Omit<PastSpeaker, Positions>): string =>
    personaId === null ? `${authorId} ` : `${authorId} ${personaId} ${name}`;

  const names = new Map<string, string>();
  const used = new Set(taken.map(labelKey));
  for (const speaker of speakers.toSorted((a, b) => a.firstPosition - b.firstPosition)) {
    const figure = figureOf(speaker);
    if (names.has(figure)) continue;
    const own = speaker.personaId === null ? newestNames.get(figure) : speaker.name;
    names.set(figure, distinct(labelName(own ?? speaker.name), used));
  }
  const nameOfSpeaker = (speaker: Omit<PastSpeaker, Positions>) =>
    names.get(figureOf(speaker)) ?? labelName(speaker.name);

  return {
    now: currentFigures(speakers).map((speaker) => ({
      authorId: speaker.authorId,
      personaId: speaker.personaId,
      name: nameOfSpeaker(speaker),
      lastPosition: speaker.lastPosition,
    })),
    labels: [
      ...new Set(speakers.toSorted((a, b) => a.lastPosition - b.lastPosition).map(nameOfSpeaker)),
    ],
    nameOf: ({ authorId, personaId, speakerName }) =>
      nameOfSpeaker({ authorId, personaId, name: speakerName }),
  };
}

type Positions = "firstPosition" | "lastPosition";

/** Each person's newest figure, in the order in which the people first spoke. */
function currentFigures(speakers: readonly PastSpeaker[]): readonly PastSpeaker[] {
  const newest = new Map<string, PastSpeaker>();
  for (const speaker of speakers.toSorted((a, b) => a.firstPosition - b.firstPosition)) {
    const known = newest.get(speaker.authorId);
    // A Map keeps the place of a key's first appearance.
    if (known === undefined || known.lastPosition < speaker.lastPosition)
      newest.set(speaker.authorId, speaker);
  }
  return [...newest.values()];
}

/** The name, or the name with the first number that nobody has; noted as used. */
function distinct(name: string, used: Set<string>): string {
  for (let number = 1; ; number++) {
    const candidate = number === 1 ? name : `${name} (${number})`;
    if (used.has(labelKey(candidate))) continue;
    used.add(labelKey(candidate));
    return candidate;
  }
}
