import type { Language } from "./language.ts";

/** Forms of a phrase by the plural category of its number; `other` stands for those that are left out. */
export type PluralForms = { readonly other: string } & {
  readonly [Category in Intl.LDMLPluralRule]?: string;
};

/** How a language writes and counts. */
export interface Counting {
  /** The form that goes with the count. */
  readonly plural: (count: number, forms: PluralForms) => string;
  /** `1,234.5`; at most one digit after the point. */
  readonly number: (value: number) => string;
}

const numberLocales: Record<Language, string> = { en: "en-GB", de: "de-DE", fr: "fr-FR" };

export function countingIn(language: Language): Counting {
  const rules = new Intl.PluralRules(language);
  const format = new Intl.NumberFormat(numberLocales[language], { maximumFractionDigits: 1 });
  return {
    plural: (count, forms) => forms[rules.select(count)] ?? forms.other,
    number: (value) => format.format(value),
  };
}
