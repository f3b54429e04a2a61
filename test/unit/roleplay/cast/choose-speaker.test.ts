import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type Candidate,
  chooseSpeaker,
  type SpeakerQuestion,
  whoIsNext,
} from "../../../../src/roleplay/cast/choose-speaker.ts";
import { continueChain } from "../../../../src/roleplay/cast/continue-chain.ts";

const rosie: Candidate = { id: "rosie", names: ["Rosie Oakhart"], talkativeness: 0.5 };
const silas: Candidate = { id: "silas", names: ["Silas Crane"], talkativeness: 0.5 };
const vesper: Candidate = { id: "vesper", names: ["Unit V-3", "Vesper"], talkativeness: 0.5 };

function ask(text: string, changes: Partial<SpeakerQuestion> = {}) {
  return chooseSpeaker({
    candidates: [rosie, silas, vesper],
    text,
    repliesTo: null,
    recentSpeakers: [],
    ...changes,
  });
}

test.each<[text: string, id: string, because: string]>([
  ["Silas, what did you see?", "silas", "addressed"],
  ["@Silas what did you see?", "silas", "addressed"],
  ["hey Silas! over here", "silas", "addressed"],
  ["What did you see, Silas?", "silas", "addressed"],
  ["Silas?", "silas", "addressed"],
  ["*turns* Vesper: report", "vesper", "addressed"],
  ["I saw Silas yesterday.", "silas", "named"],
  ["Did Rosie see Silas?", "rosie", "named"],
  ["I saw Rosie. And you, Silas?", "silas", "addressed"],
  ["vesper", "vesper", "addressed"],
  ["*I nod at Rosie.* Silas, what did you see?", "silas", "addressed"],
  ['Rosie laughs. I turn around. "Silas, come here," I say.', "silas", "addressed"],
  ["Rosie is asleep.\nHey Silas!", "silas", "addressed"],
  ["Rosie told me of Silas. Silas? Are you there?", "silas", "addressed"],
  ["I know Rosie, Silas, and the rest of them.", "rosie", "named"],
  ["Рози спит. Я видел Silas, а потом ушёл к Rosie.", "silas", "named"],
  ["李雷说 Rosie 在。Silas，你好", "silas", "addressed"],
  ["Silastic surgery", "rosie", "turn"],
])("%j is for %s (%s)", (text, id, because) => {
  expect(ask(text)).toEqual({ id, because });
});

test("however far into a message somebody is spoken to, it is noticed", () => {
  const rest = "I saw Rosie there, far away. ".repeat(60);
  expect(ask(`${rest}Silas, and you?`)).toEqual({ id: "silas", because: "addressed" });
  expect(ask(`${rest.slice(0, -2)} Silas, and you?`)?.because).toBe("named");
});

test("a name that is part of another's is no call for its bearer", () => {
  const candidates = [
    { ...rosie, names: ["Sam Smith"] },
    { ...silas, names: ["Sam Jones"] },
    { ...vesper, names: ["Old Sam Jones"] },
  ];
  const who = (text: string) => ask(text, { candidates })?.id;
  expect(who("I like Sam Jones.")).toBe("silas");
  expect(who("Sam Jones, come here!")).toBe("silas");
  expect(who("I like Old Sam Jones.")).toBe("vesper");
  expect(who("Sam Smith told me of Sam Jones.")).toBe("rosie");
});

describe("who answers", () => {
  test("is the one replied to, unless the text speaks to another", () => {
    expect(ask("Go on.", { repliesTo: "vesper" })).toEqual({ id: "vesper", because: "replied-to" });
    expect(ask("And Rosie?", { repliesTo: "vesper" })?.id).toBe("rosie");
    expect(ask("I know Rosie.", { repliesTo: "vesper" })?.id).toBe("vesper");
  });

  test("is nobody who isn't here, and the only one who is", () => {
    expect(ask("Silas?", { candidates: [rosie] })).toEqual({ id: "rosie", because: "alone" });
    expect(ask("Go on.", { repliesTo: "gone" })).toEqual({ id: "rosie", because: "turn" });
    expect(ask("Silas?", { candidates: [] })).toBeNull();
  });

  test("may be the same one twice when asked for", () => {
    expect(ask("Silas, go on.", { recentSpeakers: ["silas", "rosie"] })?.id).toBe("silas");
    expect(ask("Go on.", { repliesTo: "silas", recentSpeakers: ["silas"] })?.id).toBe("silas");
  });
});

describe("whose turn it is", () => {
  const next = (recentSpeakers: readonly string[], candidates = [rosie, silas, vesper]) =>
    whoIsNext({ candidates, recentSpeakers })?.id;

  test("goes round among equals", () => {
    const spoken: string[] = [];
    for (let turn = 0; turn < 9; turn++) spoken.unshift(next(spoken) ?? "");
    expect(spoken.toReversed().join(" ")).toBe(
      "rosie silas vesper rosie silas vesper rosie silas vesper",
    );
  });

  test("comes to the talkative more often, and to the silent never", () => {
    const cast = [
      { ...rosie, talkativeness: 1 },
      { ...silas, talkativeness: 0.3 },
      { ...vesper, talkativeness: 0 },
      { ...vesper, id: "fourth", talkativeness: 0.6 },
    ];
    const spoken: string[] = [];
    for (let turn = 0; turn < 60; turn++) spoken.unshift(next(spoken, cast) ?? "");
    const count = (id: string) => spoken.filter((speaker) => speaker === id).length;
    expect(count("rosie")).toBeGreaterThan(count("fourth"));
    expect(count("rosie")).toBeGreaterThan(count("silas"));
    expect(count("silas")).toBeGreaterThan(0);
    expect(count("vesper")).toBe(0);
  });

  test("is never the same one's twice in a row while another would speak", () => {
    const talkativeness = fc.double({ min: 0.01, max: 1, noNaN: true });
    const casts = fc.array(talkativeness, { minLength: 2, maxLength: 6 });
    fc.assert(
      fc.property(casts, (cast) => {
        const candidates = cast.map((each, index) => ({
          id: `${index}`,
          names: [`N${index}`],
          talkativeness: each,
        }));
        const spoken: string[] = [];
        for (let turn = 0; turn < 30; turn++) spoken.unshift(next(spoken, candidates) ?? "");
        expect(spoken.filter((id, index) => id === spoken[index + 1])).toEqual([]);
      }),
    );
  });

  test("is the last speaker's again when all others only speak when asked", () => {
    expect(next(["rosie"], [rosie, { ...silas, talkativeness: 0 }])).toBe("rosie");
  });
});

describe("a chain", () => {
  const chain = (text: string, turnsInRow: number, limit = 2) =>
    continueChain({
      candidates: [rosie, silas, vesper],
      text,
      speakerId: "rosie",
      turnsInRow,
      limit,
    });

  test("goes on to the other whom a character calls", () => {
    expect(chain("Ask him yourself. Silas, tell them!", 1)?.id).toBe("silas");
    expect(chain("Vesper knows. What do you say, Silas?", 1)?.id).toBe("silas");
    expect(chain("I am Rosie Oakhart.", 1)).toBeNull();
    expect(chain("Nobody knows.", 1)).toBeNull();
  });

  test("ends at its limit, whatever is said", () => {
    const called = "Silas, your turn!";
    expect([1, 2, 3, 4].map((turnsInRow) => chain(called, turnsInRow) !== null)).toEqual([
      true,
      true,
      false,
      false,
    ]);
    expect(chain(called, 1, 0)).toBeNull();
  });
});
