import { characterName } from "../../roleplay/character/character.ts";
import type { AuthorsNote, PromptMacros } from "../../roleplay/prompt/prompt-input.ts";
import { noteIsDue } from "../authors-note.ts";
import type { RequestInput, RequestSettings } from "../build-request.ts";
import { macroFacts } from "../macro-facts.ts";
import { type PeoplePresent, peoplePresent } from "../people/people-present.ts";
import { type PersonaPresent, personasPresent, personaText } from "../people/personas-present.ts";
import type { ConversationStore, Turn, TurnCounts } from "../ports.ts";
import type { PromptFacts } from "../sent-prompt.ts";
import { ChatVariables } from "./chat-variables.ts";
import { historyWindow, turnsOfNewWindow } from "./history-window.ts";
import type { PastSpeaker } from "./scene-store.ts";

/** Who and what one prompt is about. */
export interface Scene {
  /** Oldest first; people and personas by the names that they have in this prompt. */
  readonly history: readonly Turn[];
  /** What is known of the conversation's last prompt. */
  readonly lastPrompt: PromptFacts | undefined;
  readonly counts: TurnCounts;
  readonly people: PeoplePresent;
  readonly personas: readonly PersonaPresent[];
  /** The characters that speak beside this one, by name. */
  readonly otherCharacters: readonly string[];
  /** Names of all characters where there are several, the one who speaks included. */
  readonly groupMembers: readonly string[];
  /** The author's note where it is part of this prompt, else null. */
  readonly note: AuthorsNote | null;
  readonly greeting: number | null;
  readonly variables: ChatVariables;
  readonly macros: PromptMacros;
}

export interface SceneInput
  extends Pick<
    RequestInput,
    | "conversation"
    | "character"
    | "cast"
    | "scenes"
    | "personas"
    | "modelName"
    | "contextSize"
    | "nowMs"
  > {
  readonly turn: Pick<Turn, "id" | "conversationId" | "position">;
  readonly store: Pick<
    ConversationStore,
    "historyBefore" | "turnCounts" | "authorsNote" | "promptFacts"
  >;
  readonly settings: Pick<RequestSettings, "timeZone" | "locale" | "maxReplyTokens">;
  /** What somebody might say next, to see what would come of it. */
  readonly supposed?: Turn;
}

export function setScene(input: SceneInput): Scene {
  const { turn, conversation, character, store, supposed } = input;
  const name = characterName(character);
  const lastPrompt = store.promptFacts(conversation.id, turn.position);
  const stored = historyWindow(store, turn, lastPrompt?.firstTurn);
  const facts = input.scenes.factsBefore(turn);
  const speakers = [...facts.speakers, ...(supposed === undefined ? [] : [speakerOf(supposed)])];
  const groupMembers = namesOf(input.cast.map(characterName));
  const otherCharacters = namesOf([
    ...groupMembers,
    ...stored.filter(({ kind }) => kind !== "user").map(({ speakerName }) => speakerName),
  ]).filter((other) => other !== name);
  const people = peoplePresent(speakers, [name, ...otherCharacters]);
  // Someone whose words can't be in the prompt any more isn't there either.
  const since = stored.length < turnsOfNewWindow ? 0 : (stored[0]?.position ?? 0);
  const personas = personasPresent(
    people.now.filter(({ lastPosition }) => lastPosition >= since),
    input.personas,
  );
  const said = supposed === undefined ? stored : [...stored, supposed];
  const history = said.map((past) =>
    past.kind === "user" ? { ...past, speakerName: people.nameOf(past) } : past,
  );
  const shown = store.turnCounts(conversation.id, turn.position);
  const counts = supposed === undefined ? shown : { ...shown, user: shown.user + 1 };
  const variables = new ChatVariables(facts.variables);
  const { settings } = input;
  return {
    history,
    lastPrompt,
    counts,
    people,
    personas,
    otherCharacters,
    groupMembers: groupMembers.length > 1 ? groupMembers : [],
    note: noteFor(input, counts),
    greeting: facts.greeting,
    variables,
    macros: macroFacts({
      character,
      history,
      turnCount: counts.user + counts.character,
      persona: personaText(personas),
      variables,
      place: { nowMs: input.nowMs, timeZone: settings.timeZone, locale: settings.locale },
      diceSeed: turn.id,
      pickSeed: conversation.id,
      lastUserAt: facts.lastUserAt,
      swipes: facts.swipes,
      firstIncluded: facts.firstIncluded,
      model: input.modelName,
      maxPrompt: Math.max(0, input.contextSize - settings.maxReplyTokens),
    }),
  };
}

function noteFor({ conversation, store }: SceneInput, { user }: TurnCounts): AuthorsNote | null {
  const note = store.authorsNote(conversation.id);
  return note !== undefined && noteIsDue(note, user) ? note : null;
}

function speakerOf({ authorId, personaId, speakerName, position }: Turn): PastSpeaker {
  const last = { firstPosition: position, lastPosition: position };
  return { authorId, personaId, name: speakerName, ...last };
}

function namesOf(names: readonly string[]): readonly string[] {
  return [...new Set(names)];
}
