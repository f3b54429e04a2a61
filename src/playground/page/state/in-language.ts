import type { CommandOptionView, CommandView, Translated } from "../../protocol/command.ts";

/** A command as people see it whose Discord is in this language; untranslated texts stay as they are. */
export function commandInLanguage(command: CommandView, locale: string): CommandView {
  return {
    ...command,
    description: translated(command, command.description, locale),
    options: command.options.map((option) => optionInLanguage(option, locale)),
  };
}

function optionInLanguage(option: CommandOptionView, locale: string): CommandOptionView {
  return {
    ...option,
    label: option.labels?.[locale] ?? option.label,
    description: translated(option, option.description, locale),
    choices: option.choices.map((choice) => ({
      ...choice,
      name: translated(choice, choice.name, locale),
    })),
  };
}

function translated({ translations }: Translated, text: string, locale: string): string {
  return translations?.[locale] ?? text;
}
