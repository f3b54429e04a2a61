import type { SelectOptionView } from "../../protocol/component.ts";
import { element } from "../dom.ts";

export interface SelectField {
  readonly label: string;
  readonly placeholder: string;
  readonly minimum: number;
  readonly maximum: number;
  readonly options: readonly SelectOptionView[];
  readonly disabled: boolean;
  readonly onChosen: (values: readonly string[]) => void;
}

/** A select of a message: the browser's own for one value, a list of check boxes for several. */
export function selectField(field: SelectField): HTMLElement {
  return field.maximum <= 1 ? single(field) : several(field);
}

function single(field: SelectField): HTMLElement {
  const chosen = field.options.find((option) => option.selected);
  const made = element(
    "select",
    {
      class: "select",
      attributes: { "aria-label": field.label, disabled: field.disabled },
      on: { change: () => made.value !== "" && field.onChosen([made.value]) },
    },
    element("option", { text: field.placeholder, attributes: { value: "", disabled: true } }),
    ...field.options.map((option) =>
      element("option", {
        text: option.description ? `${option.label} — ${option.description}` : option.label,
        attributes: { value: option.value },
      }),
    ),
  );
  made.value = chosen?.value ?? "";
  return made;
}

function several(field: SelectField): HTMLElement {
  const boxes = field.options.map((option) =>
    element("input", {
      attributes: { type: "checkbox", value: option.value, checked: option.selected },
    }),
  );
  const done = element("button", {
    class: "button primary",
    text: "Done",
    attributes: { type: "button" },
    on: {
      click: () => {
        made.open = false;
        field.onChosen(boxes.filter((box) => box.checked).map((box) => box.value));
      },
    },
  });
  const check = () => {
    const count = boxes.filter((box) => box.checked).length;
    done.disabled = count < field.minimum || count > field.maximum;
  };
  const made = element(
    "details",
    { class: "select-several", on: { change: check } },
    element("summary", { class: "select", text: field.placeholder }),
    ...field.options.map((option, index) =>
      element("label", {}, boxes[index], element("span", { text: option.label })),
    ),
    done,
  );
  check();
  return made;
}
