import { type Remark, type RemarkTexts, remarkText } from "../../lib/remark.ts";
import { englishRemarks } from "../../roleplay/remarks.ts";
import { errors as germanErrors } from "./de/errors.ts";
import { remarks as german } from "./de/remarks.ts";
import { errors as frenchErrors } from "./fr/errors.ts";
import { remarks as french } from "./fr/remarks.ts";
import { type Language, languageOf } from "./language.ts";

/** What there is to say of files; an error can be a part of it. */
export const remarkTexts: Readonly<Record<Language, RemarkTexts>> = {
  en: englishRemarks,
  de: { ...germanErrors, ...german },
  fr: { ...frenchErrors, ...french },
};

/** A remark in the language of whoever reads it. Those of old are kept as sentences. */
export function saidRemark(of: Remark | string, { locale }: { readonly locale: string }): string {
  return typeof of === "string" ? of : remarkText(of, remarkTexts[languageOf(locale)]);
}
