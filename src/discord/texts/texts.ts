import { german } from "./de/german.ts";
import { english, type Texts } from "./en/english.ts";
import { french } from "./fr/french.ts";
import { type Language, languageOf } from "./language.ts";

/** Everything that people read in Discord, in each language: the English texts say which there have to be. */
export const texts: Readonly<Record<Language, Texts>> = { en: english, de: german, fr: french };

/** The texts for whoever used a command or pressed a button, by the language of their Discord. */
export function textsFor({ locale }: { readonly locale: string }): Texts {
  return texts[languageOf(locale)];
}
