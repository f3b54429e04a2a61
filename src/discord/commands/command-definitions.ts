import {
  type APIApplicationCommandBasicOption,
  type APIApplicationCommandOptionChoice,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
  type LocalizationMap,
  type RESTPostAPIChatInputApplicationCommandsJSONBody,
} from "discord-api-types/v10";
import type { CommandText, OptionText, RootText } from "../texts/command-text.ts";
import { discordLocales, type Language } from "../texts/language.ts";
import { texts } from "../texts/texts.ts";
import type { RootCommand } from "./command.ts";
import { commandsOf } from "./command-index.ts";
import type { CommandOption } from "./command-option.ts";
import { tierPermission } from "./tier.ts";

/** A text of the command list in every language. */
type EachLanguage<Text> = Readonly<Record<Language, Text>>;

/** Discord's schema has permissions as a number here, its library's types as text; the bits of ours are small. */
type CommandDefinition = Omit<
  RESTPostAPIChatInputApplicationCommandsJSONBody,
  "default_member_permissions"
> & { readonly default_member_permissions: number | null };

/** Where people can have commands. */
export interface CommandPlaces {
  /** The application may be installed by a person, for themselves. Discord refuses commands for that where it may not. */
  readonly userInstalls: boolean;
}

/** The places of a command that those who installed the bot for themselves have `everywhere`, or not. */
export function placesOf({ everywhere }: { readonly everywhere: boolean }) {
  const { GuildInstall, UserInstall } = ApplicationIntegrationType;
  const { Guild, BotDM, PrivateChannel } = InteractionContextType;
  return {
    contexts: everywhere ? [Guild, BotDM, PrivateChannel] : [Guild, BotDM],
    integration_types: everywhere ? [GuildInstall, UserInstall] : [GuildInstall],
  };
}

/** The commands as Discord wants to be told them, named in every language. */
export function commandDefinitions(
  table: readonly RootCommand[],
  places: CommandPlaces,
): CommandDefinition[] {
  return table.map((root) => {
    const text = each<RootText>((language) => texts[language][root.name].command);
    return {
      type: ApplicationCommandType.ChatInput,
      name: root.name,
      ...described(map(text, ({ description }) => description)),
      options:
        "command" in root
          ? optionDefinitions(
              root.command.options,
              map(text, (each) => each as CommandText),
            )
          : Object.entries(root.subcommands).map(([name, { options }]) => {
              const own = map(text, (each) => subcommandText(each, `${root.name} ${name}`, name));
              return {
                type: ApplicationCommandOptionType.Subcommand as const,
                name,
                ...described(map(own, ({ description }) => description)),
                options: optionDefinitions(options, own),
              };
            }),
      default_member_permissions: neededPermission(root),
      ...placesOf({ everywhere: places.userInstalls && root.everywhere === true }),
    };
  });
}

/**
 * What Discord asks for before it shows a command: nothing where some part of it is for everyone. Server owners can change
 * that under Server Settings, Integrations.
 */
function neededPermission(root: RootCommand): number | null {
  const needed = commandsOf(root).map(({ command }) => tierPermission[command.tier ?? "everyone"]);
  const [first = null, ...others] = needed;
  return first !== null && others.every((permission) => permission === first)
    ? Number(first)
    : null;
}

function optionDefinitions(
  options: readonly CommandOption[],
  command: EachLanguage<CommandText>,
): APIApplicationCommandBasicOption[] {
  return options.map((option) => {
    const text = map(command, ({ options: named }) => required(named?.[option.name], option.name));
    const { choices, ...rest } = option;
    const description = map(text, (each) => (typeof each === "string" ? each : each.description));
    const name = each((language) => required(optionNames(language)[option.name], option.name));
    return {
      ...rest,
      name_localizations: localizations(name),
      ...described(description),
      ...(choices === undefined
        ? {}
        : { choices: choices.map((value) => choiceDefinition(value, text)) }),
    } as APIApplicationCommandBasicOption;
  });
}

function optionNames(language: Language): Readonly<Record<string, string | undefined>> {
  return texts[language].options;
}

function choiceDefinition(
  value: string,
  option: EachLanguage<OptionText>,
): APIApplicationCommandOptionChoice<string> {
  const name = map(option, (text) =>
    required(typeof text === "string" ? undefined : text.choices[value], value),
  );
  return { value, name: name.en, name_localizations: localizations(name) };
}

function described(text: EachLanguage<string>) {
  return { description: text.en, description_localizations: localizations(text) };
}

function localizations(text: EachLanguage<string>): LocalizationMap {
  return Object.fromEntries(
    Object.entries(discordLocales).flatMap(([language, locales]) =>
      locales.map((locale) => [locale, text[language as Language]]),
    ),
  );
}

function subcommandText(text: RootText, path: string, name: string): CommandText {
  return required("subcommands" in text ? text.subcommands[name] : undefined, path);
}

/** What is missing is a mistake of ours; a test walks through the whole table. */
function required<Text>(text: Text | undefined, of: string): Text {
  if (text === undefined) throw new Error(`the texts don't name ${of}`);
  return text;
}

function each<Text>(textIn: (language: Language) => Text): EachLanguage<Text> {
  return { en: textIn("en"), de: textIn("de"), fr: textIn("fr") };
}

function map<From, To>(text: EachLanguage<From>, change: (each: From) => To): EachLanguage<To> {
  return each((language) => change(text[language]));
}
