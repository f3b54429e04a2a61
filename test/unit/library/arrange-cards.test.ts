import { describe, expect, test } from "vitest";
import type { CharacterProblem } from "../../../src/conversation/ports.ts";
import { remarkOf, UserError } from "../../../src/lib/errors.ts";
import { arrangeCards, type CardShelf, emptyShelf } from "../../../src/library/arrange-cards.ts";
import type { CardFile } from "../../../src/library/card-files.ts";
import { cardId } from "../../../src/roleplay/character/read-card.ts";
import { inEnglish } from "../../../src/roleplay/remarks.ts";
import { aCharacter } from "../../support/character.ts";

test("each card is a character by its file's name", () => {
  const shelf = arrangeCards(
    [card("rosie.json", "Rosie"), card("vesper.png", "VESPER")],
    emptyShelf,
  );
  expect(namesOf(shelf)).toEqual({ rosie: "Rosie", vesper: "VESPER" });
  expect(said(shelf.problems)).toEqual([]);
});

describe("a broken file", () => {
  test("is reported, and the others serve", () => {
    const shelf = arrangeCards([broken("a.json"), card("rosie.json", "Rosie")], emptyShelf);
    expect(namesOf(shelf)).toEqual({ rosie: "Rosie" });
    expect(said(shelf.problems)).toEqual([{ file: "a.json", message: "a.json: is broken." }]);
  });

  test("leaves its character as it was before, for as long as it is broken", () => {
    const whole = arrangeCards([card("rosie.json", "Rosie")], emptyShelf);
    const once = arrangeCards([broken("rosie.json")], whole);
    const twice = arrangeCards([broken("rosie.json")], once);
    for (const shelf of [once, twice]) {
      expect(namesOf(shelf)).toEqual({ rosie: "Rosie" });
      expect(said(shelf.problems)).toEqual([
        {
          file: "rosie.json",
          message: "rosie.json: is broken. Until it is repaired, the version from before is used.",
        },
      ]);
    }
    expect(namesOf(arrangeCards([card("rosie.json", "Rose")], twice))).toEqual({ rosie: "Rose" });
  });

  test("doesn't bring back what another file of the same id held", () => {
    const before = arrangeCards([card("rosie.json", "Rosie")], emptyShelf);
    expect(namesOf(arrangeCards([broken("rosie.png")], before))).toEqual({});
  });
});

test("a file that is gone takes its character with it", () => {
  const before = arrangeCards([card("rosie.json", "Rosie")], emptyShelf);
  expect(arrangeCards([], before)).toEqual(emptyShelf);
});

describe("two cards with one id", () => {
  const files = [card("rosie.json", "First"), card("rosie.png", "Second")];

  test("the first serves and the second is reported", () => {
    const shelf = arrangeCards(files, emptyShelf);
    expect(namesOf(shelf)).toEqual({ rosie: "First" });
    expect(said(shelf.problems)).toEqual([
      {
        file: "rosie.png",
        message: expect.stringContaining("rosie.json holds a character of the same name"),
      },
    ]);
  });

  test("the first still serves when it breaks", () => {
    const shelf = arrangeCards(
      [broken("rosie.json"), card("rosie.png", "Second")],
      arrangeCards(files, emptyShelf),
    );
    expect(namesOf(shelf)).toEqual({ rosie: "First" });
  });

  test("the second takes over when the first is gone", () => {
    const shelf = arrangeCards([card("rosie.png", "Second")], arrangeCards(files, emptyShelf));
    expect(namesOf(shelf)).toEqual({ rosie: "Second" });
  });
});

describe("the avatar of a character is", () => {
  test.each([
    ["its own PNG", [card("rosie.png", "Rosie")], "rosie.png"],
    ["the PNG beside its JSON", [card("rosie.json", "Rosie"), picture("rosie.png")], "rosie.png"],
    [
      "a PNG card beside its JSON",
      [card("rosie.json", "Rosie"), card("rosie.PNG", "Other")],
      "rosie.PNG",
    ],
    [
      "the WebP or JPEG beside its YAML",
      [card("rosie.yaml", "Rosie"), picture("rosie.webp"), picture("rosie.jpg")],
      "rosie.webp",
    ],
    ["in its own archive", [card("rosie.charx", "Rosie"), picture("rosie.png")], "rosie.charx"],
    [
      "none when there is no picture of its name",
      [card("rosie.json", "Rosie"), picture("vesper.png")],
      undefined,
    ],
  ])("%s", (_, files, name) => {
    expect(arrangeCards(files, emptyShelf).characters.get("rosie")?.picture?.name).toBe(name);
  });
});

test("a picture that belongs to no card is reported, since its card may have been lost", () => {
  expect(said(arrangeCards([picture("rosie.png")], emptyShelf).problems)).toEqual([
    { file: "rosie.png", message: expect.stringContaining("carries no character card") },
  ]);
});

test("a picture beside a broken card is not to blame", () => {
  const { problems } = arrangeCards([broken("rosie.json"), picture("rosie.png")], emptyShelf);
  expect(problems.map(({ file }) => file)).toEqual(["rosie.json"]);
});

function card(name: string, characterName: string): CardFile {
  const character = aCharacter({ id: cardId(name), name: characterName });
  return {
    name,
    fingerprint: "1",
    content: {
      kind: "card",
      card: character,
      generation: "v3",
      hasPicture: !/\.(?:json|yaml)$/.test(name),
      warnings: [],
    },
  };
}

function picture(name: string): CardFile {
  return { name, fingerprint: "1", content: { kind: "picture" } };
}

function broken(name: string): CardFile {
  return {
    name,
    fingerprint: "1",
    content: { kind: "broken", what: remarkOf(new UserError("broken", `${name}: is broken.`)) },
  };
}

function namesOf(shelf: CardShelf): Record<string, string> {
  return Object.fromEntries(
    [...shelf.characters].map(([id, { character }]) => [id, character.name]),
  );
}

function said(problems: readonly CharacterProblem[]) {
  return problems.map(({ file, what }) => ({ file, message: inEnglish(what) }));
}
