import type { OptionValue } from "../../protocol/actions.ts";
import type { ChoiceView, CommandOptionView } from "../../protocol/command.ts";

/** What the text typed for an option means, or undefined when it is empty or doesn't fit the option's kind. */
export function readOptionValue(
  kind: CommandOptionView["kind"],
  typed: string,
  choices: readonly ChoiceView[] | undefined,
): OptionValue["value"] | undefined {
  const text = typed.trim();
  if (text === "") return undefined;
  if (choices !== undefined) {
    const choice = choices.find((each) => each.name.toLowerCase() === text.toLowerCase());
    return choice && choiceValue(kind, choice);
  }
  if (kind === "integer") return /^-?\d{1,15}$/.test(text) ? Number(text) : undefined;
  if (kind === "number") return Number.isFinite(Number(text)) ? Number(text) : undefined;
  return text;
}

/** A choice stands for itself, but that of a yes-or-no option for true or false. */
export function choiceValue(
  kind: CommandOptionView["kind"],
  choice: ChoiceView,
): OptionValue["value"] {
  return kind === "boolean" ? choice.value === "true" : choice.value;
}

/** The choices whose names contain what is typed. */
export function fittingChoices(choices: readonly ChoiceView[], typed: string): ChoiceView[] {
  const wanted = typed.trim().toLowerCase();
  return choices.filter((choice) => choice.name.toLowerCase().includes(wanted));
}
