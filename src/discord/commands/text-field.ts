import {
  type APIModalInteractionResponseCallbackData,
  ComponentType,
  TextInputStyle,
} from "discord-api-types/v10";

/** A field of a form that takes text: label at most 45 characters, description 100. */
export function textField(
  id: string,
  label: string,
  description: string,
  {
    max,
    required = false,
    long = false,
    value,
  }: {
    readonly max: number;
    readonly required?: boolean;
    /** Several lines. */
    readonly long?: boolean;
    /** What stands in it at first. */
    readonly value?: string | undefined;
  },
): APIModalInteractionResponseCallbackData["components"][number] {
  return {
    type: ComponentType.Label,
    label,
    description,
    component: {
      type: ComponentType.TextInput,
      custom_id: id,
      style: long ? TextInputStyle.Paragraph : TextInputStyle.Short,
      required,
      max_length: max,
      ...(value === undefined || value === "" ? {} : { value }),
    },
  };
}
