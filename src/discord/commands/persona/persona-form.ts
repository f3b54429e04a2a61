import type { ChatInputCommandInteraction, ModalSubmitInteraction } from "discord.js";
import {
  type APIModalInteractionResponseCallbackData,
  ApplicationCommandOptionType,
} from "discord-api-types/v10";
import {
  type Persona,
  type PersonaFields,
  type PersonaPosition,
  personaLimits,
} from "../../../conversation/personas/persona.ts";
import type { Texts } from "../../texts/en/english.ts";
import type { CommandOption } from "../command-option.ts";
import { textField } from "../text-field.ts";

/** SillyTavern's. */
const usualDepth = 2;

/** What doesn't fit a form: the picture, and where the description stands in prompts. */
export const formOptions: readonly CommandOption[] = [
  { type: ApplicationCommandOptionType.Attachment, name: "avatar" },
  {
    type: ApplicationCommandOptionType.String,
    name: "position",
    choices: ["in-prompt", "note-top", "note-bottom", "depth", "nowhere"],
  },
  {
    type: ApplicationCommandOptionType.Integer,
    name: "depth",
    min_value: 0,
    max_value: personaLimits.depth,
  },
];

/** The position that the options ask for; `before` where they say nothing. */
export function positionOf(
  { options }: ChatInputCommandInteraction,
  before: PersonaPosition,
): PersonaPosition {
  const given = options.getString("position");
  const depth = options.getInteger("depth");
  if (given === "depth" || (given === null && depth !== null))
    return { depth: depth ?? usualDepth, role: "system" };
  if (given === "note-top" || given === "note-bottom" || given === "nowhere") return given;
  return given === "in-prompt" ? given : before;
}

/** A position in the few characters that a form's id has room for. */
export function writePosition(position: PersonaPosition): string {
  return typeof position === "string" ? position : `${position.role}@${position.depth}`;
}

export function readPosition(written: string): PersonaPosition {
  if (written === "note-top" || written === "note-bottom" || written === "nowhere") return written;
  const [, role, depth] = /^(system|user|assistant)@(\d{1,3})$/.exec(written) ?? [];
  if (role !== "system" && role !== "user" && role !== "assistant") return "in-prompt";
  return { role, depth: Number(depth) };
}

export function personaFields(
  texts: Texts["persona"]["form"],
  before?: Persona,
): APIModalInteractionResponseCallbackData["components"] {
  const { name, pronouns, description } = personaLimits;
  return [
    textField("name", texts.name, texts.nameAbout, {
      max: name,
      required: true,
      value: before?.name,
    }),
    textField("pronouns", texts.pronouns, texts.pronounsAbout, {
      max: pronouns,
      value: before?.pronouns,
    }),
    textField("description", texts.description, texts.descriptionAbout, {
      max: description,
      long: true,
      value: before?.description,
    }),
  ];
}

export function readPersona(
  { fields }: Pick<ModalSubmitInteraction, "fields">,
  position: PersonaPosition,
): PersonaFields {
  return {
    name: fields.getTextInputValue("name"),
    pronouns: fields.getTextInputValue("pronouns"),
    description: fields.getTextInputValue("description"),
    position,
  };
}
