import type { ModalSubmitInteraction } from "discord.js";
import { ApplicationCommandOptionType } from "discord-api-types/v10";
import { UserError } from "../../../lib/errors.ts";
import type { Character } from "../../../roleplay/character/character.ts";
import { fromFields, type TextFields, toFields } from "../../components/text-fields.ts";
import type { Texts } from "../../texts/en/english.ts";
import { textsFor } from "../../texts/texts.ts";
import { characterOption, completeCharacter, requireCharacter } from "../character-option.ts";
import type { Command } from "../command.ts";
import { shorten } from "../rank-choices.ts";
import { textField } from "../text-field.ts";
import {
  type CardField,
  cardFields,
  cardFormArgument,
  changesOf,
  isAsSeen,
  isCardField,
  isCharacterOf,
  mainFields,
  readCardFormArgument,
} from "./card-form.ts";

/** Discord's limits for a field of a form and for its label. */
const longest = { field: 4000, title: 45 } as const;

/** Changes a card in a form: the fields that people change most, or one of them, over as many fields as it takes. */
export const editCharacter: Command = {
  tier: "manager",
  options: [
    characterOption,
    { type: ApplicationCommandOptionType.String, name: "field", choices: cardFields },
  ],
  complete: (interaction, { library }) =>
    completeCharacter(interaction.options.getFocused(), library, interaction),
  form(interaction, { library }) {
    const character = requireCharacter(interaction.options.getString("character", true), library);
    const { character: texts } = textsFor(interaction);
    const given = interaction.options.getString("field");
    const field = isCardField(given) ? given : null;
    const split = field === null ? null : splitOf(character[field]);
    return {
      title: shorten(texts.editTitle({ character: character.name }), longest.title),
      argument: cardFormArgument(character, field, split?.gaps ?? ""),
      components:
        field === null || split === null
          ? mainComponents(character, texts)
          : split.fields.map((value, part) =>
              textField(
                `${field}${part}`,
                label(field, texts, { part, parts: split.fields.length }),
                texts.editHint,
                { max: longest.field, long: field !== "nickname", value },
              ),
            ),
    };
  },
  async submit(submission, given, { library, cards }) {
    const argument = readCardFormArgument(given);
    const character = library.list().find((each) => isCharacterOf(each, argument));
    if (character === undefined || !isAsSeen(character, argument))
      throw new UserError(
        "card-changed",
        "This card has changed since the form was opened. Open it again.",
      );
    const { character: texts } = textsFor(submission);
    const changes = changesOf(character, textsOf(submission, argument.field, argument.gaps));
    const changed = cardFields.filter((field) => field in changes);
    if (changed.length === 0) return { content: texts.notEdited };
    await cards.edit(character.id, changes);
    const fields = changed.map((field) => texts.fields[field]).join(", ");
    return {
      content: texts.edited({ character: character.name, fields }),
      deed: { kind: "card-fields", character: character.name, fields: changed },
    };
  },
};

function splitOf(text: string): TextFields {
  const split = toFields(text);
  if (split !== null) return split;
  throw new UserError(
    "card-field-too-long",
    "This field is longer than a form holds. Change the card's file, and import it with `replace`.",
  );
}

function mainComponents(character: Character, texts: Texts["character"]) {
  const tooLong = mainFields.filter((field) => character[field].length > longest.field);
  if (tooLong.length > 0) {
    const fields = tooLong.map((field) => texts.fields[field]).join(", ");
    throw new UserError(
      "card-fields-too-long",
      `One of these fields is too long for a form with others: ${fields}. Say with \`field\` which one you want to change.`,
      { values: { fields } },
    );
  }
  return mainFields.map((field) =>
    textField(field, label(field, texts, { part: 0, parts: 1 }), texts.editHint, {
      max: longest.field,
      long: true,
      value: character[field],
    }),
  );
}

function label(
  field: CardField,
  texts: Texts["character"],
  { part, parts }: { readonly part: number; readonly parts: number },
): string {
  const name = texts.fields[field];
  return shorten(parts === 1 ? name : `${name} (${part + 1}/${parts})`, longest.title);
}

/** What stands in the fields of a form. */
function textsOf(
  { fields: sent }: ModalSubmitInteraction,
  field: CardField | null,
  gaps: string,
): Partial<Record<CardField, string>> {
  if (field === null)
    return Object.fromEntries(mainFields.map((each) => [each, sent.getTextInputValue(each)]));
  const parts = [...sent.fields.keys()].sort().map((key) => sent.getTextInputValue(key));
  return { [field]: fromFields(parts, gaps) };
}
