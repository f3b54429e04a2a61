import type { ErrorValues, UserError } from "../../lib/errors.ts";
import { errors as german } from "./de/errors.ts";
import type { ErrorTexts } from "./error-values.ts";
import { errors as french } from "./fr/errors.ts";
import { languageOf } from "./language.ts";

/** English needs none: there an error's own message is its text. */
export const errorTexts: Readonly<Record<"de" | "fr", ErrorTexts>> = { de: german, fr: french };

/**
 * What an error says, in the language of whoever caused it. In English, as it is, when the error has no text in that
 * language or lacks a value that the text names.
 */
export function errorText(
  { code, message, values }: UserError,
  { locale }: { readonly locale: string },
): string {
  const language = languageOf(locale);
  if (language === "en" || !Object.hasOwn(errorTexts[language], code)) return message;
  const text = errorTexts[language][code as keyof ErrorTexts];
  const named: ErrorValues = { ...values, message };
  if (placeholders(text).some((name) => named[name] === undefined)) return message;
  return text.replace(placeholder, (_, name: string) => String(named[name]));
}

const placeholder = /\{(\w+)\}/g;

/** The values that a text names: `{like}` this. */
export function placeholders(text: string): readonly string[] {
  return [...text.matchAll(placeholder)].map(([, name = ""]) => name);
}
