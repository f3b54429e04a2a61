import { askQuestions } from "./ask-questions.ts";
import type { MadeChat, TalkStyle } from "./chat-set.ts";
import { seededDice } from "./seeded-dice.ts";
import { tellStory } from "./tell-story.ts";

export interface ChatSetOptions {
  readonly seed: number;
  readonly chats: number;
  readonly turns: number;
  readonly questionsOfAKind: number;
}

/** Makes chats of one style: people meet in sessions over months, tell facts among much other talk, and change them. */
export function makeChats(style: TalkStyle, options: ChatSetOptions): readonly MadeChat[] {
  return Array.from({ length: options.chats }, (_, index) => {
    const dice = seededDice(options.seed * 1000 + index);
    const name = `${style.name}-${index}`;
    const story = tellStory(style, dice, options.turns);
    const questions = askQuestions(style, dice, story, name, options.questionsOfAKind);
    return { name, turns: story.turns, questions };
  });
}
