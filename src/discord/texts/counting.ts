import type { Language } from "./language.ts";

/** Forms of a phrase by the plural category of its number; `other` stands for those that are left out. */
export type PluralForms = { readonly other: string } & {
  readonly [Category in Intl.LDMLPluralRule]?: string;
};

/** How a language writes and counts. */
export interface Counting {
  /** The form that goes with the count. */
  readonly plural: (count: number, forms: PluralForms) => string;
  /** `1,234.5`; at most one digit after the point, but `0.04` for what is too little for that. */
  readonly number: (value: number) => string;
}

const numberLocales: Record<Language, string> = { en: "en-GB", de: "de-DE", fr: "fr-FR" };

/** Less than this would read as 0, as if there were nothing. */
const readsAsZero = 0.05;

export function countingIn(language: Language): Counting {
  const rules = new Intl.PluralRules(language);
  const locale = numberLocales[language];
  const format = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
  const little = new Intl.NumberFormat(locale, { maximumSignificantDigits: 1 });
  return {
    plural: (count, forms) => forms[rules.select(count)] ?? forms.other,
    number: (value) => (Math.abs(value) < readsAsZero ? little : format).format(value),
  };
}
