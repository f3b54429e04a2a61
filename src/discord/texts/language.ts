/** The languages that the bot speaks with people. */
export const languages = ["en", "de", "fr"] as const;

export type Language = (typeof languages)[number];

/** Every language but English, which stands where the others are missing, and by which names Discord knows them. */
export const discordLocales = { de: ["de"], fr: ["fr"] } as const satisfies Record<
  Exclude<Language, "en">,
  readonly string[]
>;

/** The language of a Discord locale such as `de` or `en-GB`; English for all that the bot doesn't speak. */
export function languageOf(locale: string): Language {
  const [primary = ""] = locale.toLowerCase().split("-");
  return languages.find((language) => language === primary) ?? "en";
}
