import type { FileOption, OptionValue } from "../../protocol/actions.ts";
import type { ChoiceView, CommandOptionView, CommandView } from "../../protocol/command.ts";
import type { App } from "../app.ts";
import { element } from "../dom.ts";
import { icon } from "../view/icon.ts";
import { AttachmentField } from "./attachment-field.ts";
import { OptionField } from "./option-field.ts";
import { uploadFile } from "./upload-file.ts";

/** The composer while a slash command is filled in. Enter runs it, Escape leaves it. */
export class CommandForm {
  readonly root: HTMLFormElement;
  readonly #app: App;
  readonly #command: CommandView;
  readonly #onClosed: () => void;
  readonly #fields: readonly (OptionField | AttachmentField)[];
  readonly #run: HTMLButtonElement;

  constructor(app: App, command: CommandView, onClosed: () => void) {
    this.#app = app;
    this.#command = command;
    this.#onClosed = onClosed;
    this.#run = element(
      "button",
      { class: "send", attributes: { type: "submit", "aria-label": `Run /${command.name}` } },
      icon("send"),
    );
    this.#fields = command.options.map((option, index) => {
      const onPicked = () => this.#goOn(index);
      return option.kind === "attachment"
        ? new AttachmentField(app, option, onPicked)
        : new OptionField(app, option, {
            suggest: (typed) => this.#suggest(option, typed),
            onPicked,
          });
    });
    this.root = this.#createForm();
  }

  /** Where writing begins; a file that needn't be is passed by, since Enter there would ask for it. */
  focus(): void {
    const first = this.#fields.find((field) => field.required || field instanceof OptionField);
    (first?.input ?? this.#run).focus();
  }

  #createForm(): HTMLFormElement {
    const leave = element(
      "button",
      {
        class: "icon-button",
        attributes: { type: "button", "aria-label": "Leave this command", title: "Leave (Escape)" },
        on: { click: this.#onClosed },
      },
      icon("close"),
    );
    return element(
      "form",
      {
        class: "command-form",
        attributes: { "aria-label": `Command /${this.#command.name}` },
        on: {
          submit: (event) => {
            event.preventDefault();
            void this.#submit();
          },
          keydown: (event) => {
            if (event.key === "Escape") this.#onClosed();
          },
        },
      },
      element("span", { class: "command-chip", text: `/${this.#command.name}` }),
      ...this.#fields.map((field) => field.root),
      element("div", { class: "command-end" }, leave, this.#run),
    );
  }

  async #submit(): Promise<void> {
    for (const field of this.#fields) {
      const problem = field.problem();
      if (problem === undefined) continue;
      field.markWrong();
      this.#app.notify(problem);
      return;
    }
    const place = this.#place();
    const typed = this.#typed();
    // Once is enough, also while a large file is being read.
    this.#run.disabled = true;
    const files = await this.#files();
    this.#run.disabled = false;
    if (files === undefined || !this.root.isConnected) return;
    this.#onClosed();
    await this.#app.act("command", { ...place, options: [...typed, ...files] });
  }

  async #suggest(option: CommandOptionView, typed: string): Promise<readonly ChoiceView[]> {
    const others = this.#typed().filter((each) => each.name !== option.name);
    const result = await this.#app.act("autocomplete", {
      ...this.#place(),
      options: [...others, { name: option.name, value: typed }],
      focused: option.name,
    });
    return result.ok ? (result.choices ?? []) : [];
  }

  /** After a suggestion or a file was taken: to the next option that is needed, else to the button that runs it. */
  #goOn(index: number): void {
    const next = this.#fields
      .slice(index + 1)
      .find((field) => field.required && field.value() === undefined);
    (next?.input ?? this.#run).focus();
  }

  #typed(): OptionValue[] {
    return this.#fields.flatMap((field) => {
      const value = field instanceof OptionField ? field.value() : undefined;
      return value === undefined ? [] : [{ name: field.name, value }];
    });
  }

  /** Undefined when one can't be read, which the reader is told. */
  async #files(): Promise<readonly FileOption[] | undefined> {
    const files: FileOption[] = [];
    for (const field of this.#fields) {
      if (field instanceof OptionField) continue;
      const file = field.value();
      if (file === undefined) continue;
      try {
        files.push({ name: field.name, value: await uploadFile(file) });
      } catch {
        // It was moved or changed after it was chosen; the browser says no more than that.
        field.clear();
        field.markWrong();
        this.#app.notify(`${field.name}: “${file.name}” can't be read. Choose it once more.`);
        return undefined;
      }
    }
    return files;
  }

  #place() {
    const { speakerId, channelId } = this.#app.store.state;
    return {
      userId: speakerId,
      channelId,
      commandId: this.#command.id,
      name: this.#command.name,
    };
  }
}
