import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cutAtLabels } from "../../../../src/roleplay/reply/cut-at-labels.ts";
import { tidyReply } from "../../../../src/roleplay/reply/tidy-reply.ts";
import { tidyWhitespace } from "../../../../src/roleplay/reply/tidy-whitespace.ts";

const roster = { characterName: "Rosie Oakhart", otherNames: ["Tom", "Ana María", "李雷", "🐉"] };
const finished = (raw: string) => tidyReply(raw, roster, { final: true });
const growing = (raw: string) => tidyReply(raw, roster, { final: false });

describe("a finished reply", () => {
  test.each([
    ["plain text stays", "Come in, love.", "Come in, love."],
    ["blank space around it goes", " \n Come in. \n\n", "Come in."],
    ["its own label in front goes", "Rosie Oakhart: Come in.", "Come in."],
    ["its own label in front goes in any case", "ROSIE OAKHART: Come in.", "Come in."],
    ["a line for a user is cut with all after it", "Come in.\nTom: Thanks!\nSit.", "Come in."],
    ["a second line of its own is another turn", "Come in.\nRosie Oakhart: Sit.", "Come in."],
    ["a reply that begins as a user is empty", "Tom: Thanks!", ""],
    ["marks that a cut leaves are nothing", '*"\nTom: Thanks!', ""],
    ["silence in dots stays", "…", "…"],
    ["a name that begins another word stays", "Tomorrow: rain.", "Tomorrow: rain."],
    ["a name in mid-line stays", "I said to Tom: sit.", "I said to Tom: sit."],
    ["a note with a colon stays", "Note: the stew is hot.", "Note: the stew is hot."],
    ["names of other scripts count", "Come in.\n李雷: 你好", "Come in."],
    ["an emoji for a name counts", "Come in.\n🐉: roar", "Come in."],
    ["a name of two words counts", "Come in.\nAna María: hola", "Come in."],
    ["a label in bold ends a reply", "Come in.\n**Tom:** Thanks!", "Come in."],
    ["a label in bold before its colon does", "Come in.\n**Tom**: Thanks!", "Come in."],
    ["a label in italics does", "Come in.\n*Tom:* Thanks!", "Come in."],
    ["a label that begins italics does", "Come in.\n*Tom: nods*", "Come in."],
    ["an underlined label does", "Come in.\n__Tom__: Thanks!", "Come in."],
    ["a label as a heading does", "Come in.\n### Tom:\nThanks!", "Come in."],
    ["a label in quotation marks does", 'Come in.\n"Tom": Thanks!', "Come in."],
    ["a label in German quotation marks does", "Come in.\n„Tom“: Danke!", "Come in."],
    ["a label in a quotation does", "Come in.\n> Tom: Thanks!", "Come in."],
    ["a label with a blank before its colon does", "Come in.\nTom : Merci !", "Come in."],
    ["a label with a wide colon does", "Come in.\n李雷：你好", "Come in."],
    ["a reply that begins as a user in bold is empty", "**Tom:** Thanks!", ""],
    ["its own label in bold goes", "**Rosie Oakhart:** Come in.", "Come in."],
    ["its own label in bold before the colon goes", "**Rosie Oakhart**: *nods*", "*nods*"],
    ["its own label goes from italics that go on", "*Rosie Oakhart: nods*", "*nods*"],
    ["its own first name as a label goes", "Rosie: Come in.", "Come in."],
    ["its own label in quotation marks goes", '"Rosie Oakhart": Come in.', "Come in."],
    ["its own label in a quotation goes", "> Rosie Oakhart: Come in.", "Come in."],
    ["the first name of others ends a reply", "Come in.\nAna: ¡Hola!", "Come in."],
    ["its own first name alone ends a reply", "Come in.\nRosie: And now?", "Come in."],
    [
      "speech in quotation marks is text",
      '"Tom, come in!" she says: now.',
      '"Tom, come in!" she says: now.',
    ],
    ["its own label goes before an action", "Rosie Oakhart: *nods* Hi.", "*nods* Hi."],
    ["a second line of its own in bold is another turn", "Hi.\n**Rosie Oakhart:** Sit.", "Hi."],
    ["an action that begins with a name stays", "Hi.\n*Tom nods*", "Hi.\n*Tom nods*"],
    ["a name in bold stays", "Hi.\n**Tom** is here.", "Hi.\n**Tom** is here."],
    ["a half label at the end is text", "Come in.\nTom", "Come in.\nTom"],
    ["blanks at line ends go", "Come in. \t\nSit.", "Come in.\nSit."],
    ["more than one empty line is one", "Come in.\n\n \n\nSit.", "Come in.\n\nSit."],
    ["line ends are all of one kind", "Come in.\r\nSit.\rEat.", "Come in.\nSit.\nEat."],
    ["a label after the thinking goes too", "<think>hm</think>Rosie Oakhart: Sit.", "Sit."],
    ["a loop at the end is cut", "Hello. Sit down. Sit down. Sit down.", "Hello. Sit down."],
    ["an incomplete sentence stays", "Come in. Sit down and", "Come in. Sit down and"],
  ])("%s", (_, raw, expected) => {
    expect(finished(raw)).toBe(expected);
  });

  test("a name may have marks of its own, or be nothing else", () => {
    const names = { characterName: "__Ace__", otherNames: ["~Mo~", "***"] };
    const tidy = (raw: string) => tidyReply(raw, names, { final: true });
    expect(tidy("__Ace__: Hi.\n~Mo~: Hi!")).toBe("Hi.");
    expect(tidy("Ace: Hi.\n**Mo:** Hi!")).toBe("Hi.");
    expect(tidy("Hi.\n***: Hi!")).toBe("Hi.");
    expect(tidy("Hi.\n*nods*: so")).toBe("Hi.\n*nods*: so");
  });
});

test("a reply that ran out of tokens loses its incomplete sentence, where that is wanted", () => {
  const options = { final: true, trimIncomplete: true };
  expect(tidyReply("Come in. Sit down and", roster, options)).toBe("Come in.");
});

describe("a reply that still grows", () => {
  test.each([
    ["a last line that may become a user's label is held back", "Come in.\nTo", "Come in."],
    ["a last line that may become its own label is held back", "Rosie Oak", ""],
    ["a last line that may become a label in bold is held back", "Come in.\n**To", "Come in."],
    ["marks that may begin a label are held back", "Come in.\n**", "Come in."],
    ["bold that can't become a label is shown", "Come in.\n**Tob", "Come in.\n**Tob"],
    ["thinking isn't shown", "<think>Tom is", ""],
    ["a last line that can't become one is shown", "Come in.\nTob", "Come in.\nTob"],
  ])("%s", (_, raw, expected) => {
    expect(growing(raw)).toBe(expected);
  });

  test("never shows text that the finished reply doesn't have", () => {
    const piece = fc.constantFrom(
      "Tom",
      ":",
      "\n",
      " ",
      "Rosie Oakhart",
      "Come in",
      ".",
      "Ana",
      " María",
      "*",
      "**",
      "__",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), fc.nat(), (pieces, at) => {
        const raw = pieces.join("");
        const shown = growing(raw.slice(0, at % (raw.length + 1)));
        // Where the end loops, less is kept than was shown; what stays is what counts here.
        const whole = tidyWhitespace(cutAtLabels(raw, roster, { final: true }));
        expect(whole.startsWith(shown)).toBe(true);
      }),
    );
  });
});
