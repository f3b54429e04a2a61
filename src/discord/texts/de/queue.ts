import { countingIn } from "../counting.ts";
import type { Texts } from "../en/english.ts";

const { plural, number } = countingIn("de");

function busy({ active, waiting }: { readonly active: number; readonly waiting: number }): string {
  return `${number(active)} in Arbeit, ${number(waiting)} wartend`;
}

export const queue: Texts["queue"] = {
  command: {
    description: "Zeigt, auf welche Antworten du wartest, und nimmt sie zurück",
    options: {
      action: {
        description: "Für die Betreiber: was mit den Anfragen von allen geschieht",
        choices: {
          pause: "pause: nichts mehr anfangen",
          resume: "resume: weitermachen",
          drain: "drain: nichts mehr annehmen",
        },
      },
    },
  },
  switched: {
    pause: (of) =>
      `Die Warteschlange steht: ${busy(of)}. Was kommt, wartet auch, und die Leute erfahren es. \`/queue action:resume\` macht weiter.`,
    resume: (of) => `Die Warteschlange läuft weiter: ${busy(of)}.`,
    drain: (of) =>
      `Die Warteschlange nimmt nichts mehr an und arbeitet ab, was da ist: ${busy(of)}. Bis \`/queue action:resume\` oder einem Neustart des Bots wird, wer fragt, auf später vertröstet.`,
  },
  paused: ({ place }) =>
    `Platz ${number(place)} in der Schlange; die Betreiber haben sie angehalten`,
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
