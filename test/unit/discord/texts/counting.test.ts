import { expect, test } from "vitest";
import { countingIn } from "../../../../src/discord/texts/counting.ts";
import { languages } from "../../../../src/discord/texts/language.ts";

test.each(languages)(
  "in %s a number has one digit after the point, and what is little isn't 0",
  (language) => {
    const { number } = countingIn(language);
    const written = [0, 0.0349, 0.06, 12.34, -0.02].map((value) => number(value).replace(",", "."));
    expect(written).toEqual(["0", "0.03", "0.1", "12.3", "-0.02"]);
  },
);
