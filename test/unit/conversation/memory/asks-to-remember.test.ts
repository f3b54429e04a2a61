import { expect, test } from "vitest";
import { asksToRemember } from "../../../../src/conversation/memory/asks-to-remember.ts";

test.each([
  "remember that my cat is called Pumpkin",
  "Please remember: I never lie.",
  "Rosie, remember that the key is under the stove!",
  "I'm back. Don’t forget, my birthday is on Friday",
  "Merk dir bitte, dass ich keine Nüsse esse.",
  "Vergiss nicht, dass die Fähre um acht geht.",
  "N’oublie pas que mon chat s’appelle Potiron.",
  "Souviens-toi que je suis né à Lyon",
])("%s asks to have something kept in mind", (text) => {
  expect(asksToRemember(text)).toBe(true);
});

test.each([
  "do you remember my cat?",
  "Remember that night at the mill?",
  "I remember that well.",
  "She will never remember that.",
  "It was a night to remember",
  "vergiss es",
])("%s doesn't", (text) => {
  expect(asksToRemember(text)).toBe(false);
});
