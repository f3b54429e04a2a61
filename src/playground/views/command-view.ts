import type { SimCommand, WireObject } from "../../simulator/world/records.ts";
import type { CommandOptionView, CommandView, Translated } from "../protocol/command.ts";
import { listOf, numberOf, objectOf, textOf } from "./wire-reading.ts";

const kinds: Readonly<Record<SimCommand["type"], CommandView["kind"]>> = {
  1: "slash",
  2: "user",
  3: "message",
};

/** Discord's option types; 1 and 2 are subcommands and groups of them. */
const optionKinds: Readonly<Record<number, CommandOptionView["kind"]>> = {
  3: "text",
  4: "integer",
  5: "boolean",
  6: "user",
  7: "channel",
  8: "role",
  9: "mentionable",
  10: "number",
  11: "attachment",
};

/** A command as people see it: each subcommand is one of its own, named by all its words. */
export function commandViews(
  command: SimCommand,
  offeredTo: CommandView["offeredTo"],
): CommandView[] {
  return flatten(command, offeredTo, [command.name], command.definition);
}

function flatten(
  command: SimCommand,
  offeredTo: CommandView["offeredTo"],
  words: readonly string[],
  at: WireObject,
): CommandView[] {
  const options = listOf(at, "options");
  const below = options.filter((option) => numberOf(option, "type", 0) <= 2);
  if (below.length > 0)
    return below.flatMap((option) =>
      flatten(command, offeredTo, [...words, textOf(option, "name")], option),
    );
  return [
    {
      id: command.id,
      kind: kinds[command.type],
      name: words.join(" "),
      description: textOf(at, "description"),
      ...translationsOf(at, "description"),
      options: options.map(optionView),
      offeredTo,
    },
  ];
}

function optionView(option: WireObject): CommandOptionView {
  const { translations: labels } = translationsOf(option, "name");
  return {
    name: textOf(option, "name"),
    label: textOf(option, "name"),
    ...(labels === undefined ? {} : { labels }),
    description: textOf(option, "description"),
    ...translationsOf(option, "description"),
    kind: optionKinds[numberOf(option, "type", 3)] ?? "text",
    required: option["required"] === true,
    autocomplete: option["autocomplete"] === true,
    choices: listOf(option, "choices").flatMap((choice) => {
      const value = choice["value"];
      return typeof value === "string" || typeof value === "number"
        ? [{ name: textOf(choice, "name"), value, ...translationsOf(choice, "name") }]
        : [];
    }),
  };
}

/** A field in other languages, as Discord has it beside the field. */
function translationsOf(object: WireObject, field: string): Translated {
  const found = objectOf(object, `${field}_localizations`);
  if (found === null) return {};
  const locales = Object.keys(found).filter((locale) => textOf(found, locale) !== "");
  return { translations: Object.fromEntries(locales.map((each) => [each, textOf(found, each)])) };
}
