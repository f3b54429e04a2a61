import type { SimInteraction, WireObject } from "../../simulator/world/records.ts";
import type { ModalFieldView, ModalView } from "../protocol/modal.ts";
import { selectOptions } from "./component-view.ts";
import { listOf, numberOf, objectOf, textOf } from "./wire-reading.ts";

/** The form that the bot answered `interaction` with. */
export function modalView(interaction: SimInteraction, modal: WireObject): ModalView {
  return {
    id: interaction.id,
    userId: interaction.userId,
    channelId: interaction.channelId,
    title: textOf(modal, "title"),
    fields: listOf(modal, "components").flatMap(fieldsOf),
  };
}

function fieldsOf(component: WireObject): ModalFieldView[] {
  switch (numberOf(component, "type", 0)) {
    case 1:
      // The older way: a row around a text input that has its own label.
      return listOf(component, "components").map((inner) =>
        fieldView(inner, textOf(inner, "label"), ""),
      );
    case 10:
      return [{ kind: "note", content: textOf(component, "content") }];
    case 18: {
      const inner = objectOf(component, "component");
      if (!inner) return [];
      return [fieldView(inner, textOf(component, "label"), textOf(component, "description"))];
    }
    default:
      return [{ kind: "unknown", type: numberOf(component, "type", 0) }];
  }
}

function fieldView(component: WireObject, label: string, description: string): ModalFieldView {
  const type = numberOf(component, "type", 0);
  const common = {
    customId: textOf(component, "custom_id"),
    label,
    description,
    required: component["required"] !== false,
  };
  if (type === 4)
    return {
      kind: "text",
      ...common,
      long: numberOf(component, "style", 1) === 2,
      minimumLength: numberOf(component, "min_length", 0),
      maximumLength: numberOf(component, "max_length", 4000),
      placeholder: textOf(component, "placeholder"),
      value: textOf(component, "value"),
    };
  if (type === 3 || type === 21)
    return {
      kind: "select",
      ...common,
      minimum: numberOf(component, "min_values", 1),
      maximum: numberOf(component, "max_values", 1),
      options: selectOptions(component),
    };
  return { kind: "unknown", type };
}
