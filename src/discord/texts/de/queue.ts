import { countingIn } from "../counting.ts";
import type { Texts } from "../en/english.ts";

const { plural, number } = countingIn("de");

export const queue: Texts["queue"] = {
  command: { description: "Zeigt, auf welche Antworten du wartest, und nimmt sie zurück" },
  nothing: "Du wartest auf keine Antwort.",
  kinds: {
    reply: ({ character }) => `Eine Antwort von **${character}**`,
    swipe: ({ character }) => `Eine neue Fassung einer Antwort von **${character}**`,
    regenerate: ({ character }) => `Eine neue Fassung einer Antwort von **${character}**`,
    continue: ({ character }) => `Mehr von einer Antwort von **${character}**`,
  },
  line: ({ what, channel, state }) => `${what} in ${channel}: ${state}`,
  beingWritten: "wird gerade geschrieben",
  afterAnother: "kommt nach einer anderen Antwort desselben Chats",
  place: ({ place, seconds }) =>
    seconds === null
      ? `Platz ${number(place)} in der Schlange`
      : `Platz ${number(place)} in der Schlange, etwa ${plural(seconds, { one: "1 Sekunde", other: `${number(seconds)} Sekunden` })}`,
  cancel: ({ number: which }) => `${which} abbrechen`,
  cancelled: "Zurückgenommen.",
  more: ({ count }) => `und ${number(count)} weitere`,
};
