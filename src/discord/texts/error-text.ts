import type { UserError } from "../../lib/errors.ts";
import { remarkOf } from "../../lib/errors.ts";
import { remarkText } from "../../lib/remark.ts";
import { errors as german } from "./de/errors.ts";
import type { ErrorTexts } from "./error-values.ts";
import { errors as french } from "./fr/errors.ts";
import { languageOf } from "./language.ts";
import { remarkTexts } from "./remark-text.ts";

/** English needs none: there an error's own message is its text. */
export const errorTexts: Readonly<Record<"de" | "fr", ErrorTexts>> = { de: german, fr: french };

/**
 * What an error says, in the language of whoever caused it. In English, as it is, when the error has no text in that
 * language or lacks a value that the text names.
 */
export function errorText(error: UserError, { locale }: { readonly locale: string }): string {
  const language = languageOf(locale);
  if (language === "en") return error.message;
  const { code, values, english } = remarkOf(error);
  const texts = { ...remarkTexts[language], ...errorTexts[language] };
  return remarkText(
    {
      code,
      values: { ...values, message: error.message },
      ...(english === undefined ? {} : { english }),
    },
    texts,
  );
}
