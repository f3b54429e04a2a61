import { englishModelRemarks } from "../../generation/model-remarks.ts";
import { type Remark, type RemarkTexts, remarkText } from "../../lib/remark.ts";
import { englishRemarks } from "../../roleplay/remarks.ts";
import { errors as germanErrors } from "./de/errors.ts";
import { modelRemarks as germanOfModels } from "./de/model-remarks.ts";
import { remarks as german } from "./de/remarks.ts";
import { errors as frenchErrors } from "./fr/errors.ts";
import { modelRemarks as frenchOfModels } from "./fr/model-remarks.ts";
import { remarks as french } from "./fr/remarks.ts";
import { type Language, languageOf } from "./language.ts";

/** What there is to say of files and models; an error can be a part of it. */
export const remarkTexts: Readonly<Record<Language, RemarkTexts>> = {
  en: { ...englishRemarks, ...englishModelRemarks },
  de: { ...germanErrors, ...german, ...germanOfModels },
  fr: { ...frenchErrors, ...french, ...frenchOfModels },
};

/** A remark in the language of whoever reads it. Those of old are kept as sentences. */
export function saidRemark(of: Remark | string, { locale }: { readonly locale: string }): string {
  return typeof of === "string" ? of : remarkText(of, remarkTexts[languageOf(locale)]);
}
