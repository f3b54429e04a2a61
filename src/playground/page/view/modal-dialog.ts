import type { ModalFieldView, ModalView } from "../../protocol/modal.ts";
import type { App } from "../app.ts";
import { element, uniqueId } from "../dom.ts";
import { selectField } from "./select-field.ts";

/** Shows the form that the bot asked the speaker to fill in. */
export function modalDialogs(app: App): HTMLElement {
  const place = element("div");
  app.store.show((state, before) => {
    if (state.modal === before?.modal) return;
    if (state.modal === null || state.modal.userId !== state.speakerId) return;
    const dialog = modalDialog(app, state.modal);
    place.replaceChildren(dialog);
    dialog.showModal();
    dialog.querySelector<HTMLElement>("input, textarea, select")?.focus();
  });
  return place;
}

interface Field {
  readonly root: HTMLElement;
  /** Undefined for what is only read. */
  readonly answer?: () => { readonly customId: string; readonly values: readonly string[] };
}

function modalDialog(app: App, modal: ModalView): HTMLDialogElement {
  const titleId = uniqueId("modal");
  const fields = modal.fields.map(field);
  const problem = element("p", { class: "problem", attributes: { role: "alert" } });
  const submit = element("button", {
    class: "button primary",
    text: "Submit",
    attributes: { type: "submit" },
  });
  const close = () => {
    dialog.remove();
    app.store.patch({ modal: null });
    app.focusComposer();
  };
  const form = element(
    "form",
    { attributes: { method: "dialog" } },
    element("h2", { text: modal.title, attributes: { id: titleId } }),
    ...fields.map((each) => each.root),
    problem,
    element(
      "div",
      { class: "dialog-actions" },
      element("button", {
        class: "button secondary",
        text: "Cancel",
        attributes: { type: "button" },
        on: { click: close },
      }),
      submit,
    ),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void send();
  });
  const send = async () => {
    submit.disabled = true;
    problem.textContent = "";
    const result = await app.act("submit-modal", {
      userId: modal.userId,
      modalId: modal.id,
      fields: fields.flatMap((each) => each.answer?.() ?? []),
    });
    submit.disabled = false;
    if (result.ok) close();
    else problem.textContent = result.problem;
  };
  const dialog = element("dialog", { attributes: { "aria-labelledby": titleId } }, form);
  dialog.addEventListener("cancel", (event) => {
    event.preventDefault();
    close();
  });
  return dialog;
}

function field(view: ModalFieldView): Field {
  switch (view.kind) {
    case "text":
      return textField(view);
    case "select":
      return chooser(view);
    case "note":
      return { root: element("p", { class: "note", text: view.content }) };
    case "unknown":
      return {
        root: element("p", {
          class: "note",
          text: `The playground can't show this field (component type ${view.type}).`,
        }),
      };
  }
}

function textField(view: Extract<ModalFieldView, { kind: "text" }>): Field {
  const id = uniqueId("field");
  const attributes = {
    id,
    required: view.required,
    minlength: view.minimumLength || undefined,
    maxlength: view.maximumLength,
    placeholder: view.placeholder,
    "aria-describedby": view.description ? `${id}-about` : undefined,
  };
  const input = view.long
    ? element("textarea", { attributes: { ...attributes, rows: 4 } })
    : element("input", { attributes: { ...attributes, type: "text", autocomplete: "off" } });
  input.value = view.value;
  return {
    root: labelled(view, id, input),
    answer: () => ({ customId: view.customId, values: [input.value] }),
  };
}

function chooser(view: Extract<ModalFieldView, { kind: "select" }>): Field {
  let chosen: readonly string[] = view.options
    .filter((each) => each.selected)
    .map((each) => each.value);
  const id = uniqueId("field");
  const select = selectField({
    label: view.label,
    placeholder: "Choose…",
    minimum: view.minimum,
    maximum: view.maximum,
    options: view.options,
    disabled: false,
    onChosen: (values) => {
      chosen = values;
    },
  });
  select.id = id;
  if (select instanceof HTMLSelectElement) select.required = view.required;
  return {
    root: labelled(view, id, select),
    answer: () => ({ customId: view.customId, values: chosen }),
  };
}

function labelled(
  view: { readonly label: string; readonly description: string; readonly required: boolean },
  id: string,
  control: HTMLElement,
): HTMLElement {
  return element(
    "div",
    { class: "form-field" },
    element(
      "label",
      { attributes: { for: id } },
      view.label,
      view.required &&
        element("span", { class: "required", text: " *", attributes: { "aria-hidden": true } }),
    ),
    view.description !== "" &&
      element("small", { text: view.description, attributes: { id: `${id}-about` } }),
    control,
  );
}
