import { uploadLimitBytes } from "../../protocol/actions.ts";
import type { CommandOptionView } from "../../protocol/command.ts";
import type { App } from "../app.ts";
import { element, uniqueId } from "../dom.ts";
import { icon } from "../view/icon.ts";
import { sizeText } from "../view/time-text.ts";

/** An option of a slash command that takes a file. */
export class AttachmentField {
  readonly root: HTMLElement;
  /** Out of sight, but where the keyboard is: the browser's own picker opens from it. */
  readonly input: HTMLInputElement;
  readonly #app: App;
  readonly #option: CommandOptionView;
  readonly #onPicked: () => void;
  readonly #shown: HTMLElement;
  readonly #remove: HTMLButtonElement;
  #file: File | undefined;

  constructor(app: App, option: CommandOptionView, onPicked: () => void) {
    this.#app = app;
    this.#option = option;
    this.#onPicked = onPicked;
    const id = uniqueId("option");
    this.input = element("input", {
      class: "visually-hidden",
      attributes: {
        id,
        type: "file",
        "aria-label": option.label,
        "aria-required": String(option.required),
        "aria-describedby": `${id}-about ${id}-file`,
      },
      on: { change: () => this.#onChange() },
    });
    // A label too, so that a click on it opens the picker.
    this.#shown = element("label", {
      class: "chosen-file",
      attributes: { id: `${id}-file`, for: id },
    });
    this.#remove = element(
      "button",
      {
        class: "icon-button",
        attributes: { type: "button" },
        on: {
          click: () => {
            this.clear();
            this.input.focus();
          },
        },
      },
      icon("close"),
    );
    this.root = element(
      "div",
      { class: "option-field" },
      element("label", { text: option.label, attributes: { for: id, title: option.description } }),
      this.input,
      this.#shown,
      this.#remove,
      element("span", {
        class: "visually-hidden",
        text: option.description,
        attributes: { id: `${id}-about` },
      }),
    );
    this.#show(undefined);
  }

  get name(): string {
    return this.#option.name;
  }

  get required(): boolean {
    return this.#option.required;
  }

  /** Undefined until one is chosen. */
  value(): File | undefined {
    return this.#file;
  }

  /** What is wrong with the choice, or undefined. */
  problem(): string | undefined {
    return this.required && this.#file === undefined ? `${this.name} is needed.` : undefined;
  }

  markWrong(): void {
    this.input.setAttribute("aria-invalid", "true");
    this.input.focus();
  }

  /** Takes the chosen file away again. */
  clear(): void {
    // Else the browser takes choosing the same file once more for no change.
    this.input.value = "";
    this.#show(undefined);
  }

  #onChange(): void {
    const file = this.input.files?.[0];
    // A picker that was left without a choice takes nothing away.
    if (file === undefined) return;
    if (file.size > uploadLimitBytes) {
      this.#app.notify(`${this.name}: a file may have ${sizeText(uploadLimitBytes)} at most.`);
      this.clear();
      this.markWrong();
      return;
    }
    this.#show(file);
    this.#onPicked();
  }

  #show(file: File | undefined): void {
    this.#file = file;
    this.input.removeAttribute("aria-invalid");
    this.#shown.replaceChildren(
      icon("clip"),
      element("span", { text: file?.name ?? "Choose a file" }),
      element("small", { text: file ? sizeText(file.size) : this.required ? "" : "optional" }),
    );
    this.#remove.hidden = file === undefined;
    this.#remove.setAttribute("aria-label", `Don't send ${file?.name ?? "a file"}`);
  }
}
