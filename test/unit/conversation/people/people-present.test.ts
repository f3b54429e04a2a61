import fc from "fast-check";
import { expect, test } from "vitest";
import { peoplePresent } from "../../../../src/conversation/people/people-present.ts";
import type { PastSpeaker } from "../../../../src/conversation/scene/scene-store.ts";

type Said = [authorId: string, name: string, personaId?: string];

/** Who spoke, in the order of their turns. */
function speakers(...turns: readonly Said[]): readonly PastSpeaker[] {
  const found = new Map<string, PastSpeaker>();
  for (const [index, [authorId, name, persona]] of turns.entries()) {
    const personaId = persona ?? null;
    const key = `${authorId} ${personaId} ${name}`;
    const firstPosition = found.get(key)?.firstPosition ?? index;
    found.set(key, { authorId, personaId, name, firstPosition, lastPosition: index });
  }
  return [...found.values()];
}

const nameOf = (people: ReturnType<typeof peoplePresent>, [authorId, name, persona]: Said) =>
  people.nameOf({ authorId, speakerName: name, personaId: persona ?? null });

test("R2: two people of one name get numbers, the one who spoke first keeping the name", () => {
  const people = peoplePresent(speakers(["1", "Sam"], ["2", "sam"], ["3", "Ann"]), []);
  expect(people.now.map(({ name }) => name)).toEqual(["Sam", "sam (2)", "Ann"]);
  expect(nameOf(people, ["2", "sam"])).toBe("sam (2)");
});

test("R2: nobody gets the name of a character", () => {
  const people = peoplePresent(speakers(["1", "Rosie Oakhart"]), ["Rosie Oakhart"]);
  expect(people.labels).toEqual(["Rosie Oakhart (2)"]);
});

test("R2: who changes the name of their account is called by the new one everywhere", () => {
  const people = peoplePresent(speakers(["1", "Sam"], ["2", "Ann"], ["1", "Samuel"]), []);
  expect(nameOf(people, ["1", "Sam"])).toBe("Samuel");
  expect(people.now.map(({ name }) => name)).toEqual(["Samuel", "Ann"]);
});

test("R14: what a persona said keeps the name it had then, and the person counts once, as who they are now", () => {
  const people = peoplePresent(
    speakers(["1", "Captain", "p"], ["1", "Sam"], ["1", "Admiral", "p"]),
    [],
  );
  expect(nameOf(people, ["1", "Captain", "p"])).toBe("Captain");
  expect(people.now).toEqual([{ authorId: "1", personaId: "p", name: "Admiral", lastPosition: 2 }]);
  expect(people.labels).toEqual(["Captain", "Sam", "Admiral"]);
});

test("R2: no two people ever share a name, whatever they are called", () => {
  const name = fc.constantFrom("Sam", "sam", "Sam (2)", "Rosie", " Sam ", "Sam:", "");
  const turn = fc.tuple(fc.constantFrom("1", "2", "3"), name, fc.constantFrom("", "p"));
  fc.assert(
    fc.property(fc.array(turn, { maxLength: 12 }), (turns) => {
      const said = turns.map(
        ([id, speaker, persona]): Said =>
          persona === "" ? [id, speaker] : [id, speaker, persona + id],
      );
      const people = peoplePresent(speakers(...said), ["Rosie"]);
      const owners = new Map<string, string>([["rosie", "the character"]]);
      for (const each of said) {
        const label = nameOf(people, each).toLowerCase();
        expect(owners.get(label) ?? each[0]).toBe(each[0]);
        owners.set(label, each[0]);
      }
    }),
  );
});
