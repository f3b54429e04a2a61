import type { ChoiceView, CommandOptionView, CommandView, OptionValue } from "../../protocol.ts";
import type { App } from "../app.ts";
import { element } from "../dom.ts";
import { icon } from "../view/icon.ts";
import { OptionField } from "./option-field.ts";

/** The composer while a slash command is filled in. Enter runs it, Escape leaves it. */
export class CommandForm {
  readonly root: HTMLFormElement;
  readonly #app: App;
  readonly #command: CommandView;
  readonly #onClosed: () => void;
  readonly #fields: readonly OptionField[];
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
    this.#fields = command.options.map(
      (option, index) =>
        new OptionField(app, option, {
          suggest: (typed) => this.#suggest(option, typed),
          onPicked: () => this.#goOn(index),
        }),
    );
    this.root = this.#createForm();
  }

  focus(): void {
    (this.#fields[0]?.input ?? this.#run).focus();
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
            this.#submit();
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

  #submit(): void {
    for (const field of this.#fields) {
      const problem = field.problem();
      if (problem === undefined) continue;
      field.markWrong();
      this.#app.notify(problem);
      return;
    }
    const body = { ...this.#place(), options: this.#filled() };
    this.#onClosed();
    void this.#app.act("command", body);
  }

  async #suggest(option: CommandOptionView, typed: string): Promise<readonly ChoiceView[]> {
    const others = this.#filled().filter((each) => each.name !== option.name);
    const result = await this.#app.act("autocomplete", {
      ...this.#place(),
      options: [...others, { name: option.name, value: typed }],
      focused: option.name,
    });
    return result.ok ? (result.choices ?? []) : [];
  }

  /** After a suggestion was taken: to the next option that is needed, else to the button that runs it. */
  #goOn(index: number): void {
    const next = this.#fields
      .slice(index + 1)
      .find((field) => field.required && field.value() === undefined);
    (next?.input ?? this.#run).focus();
  }

  #filled(): OptionValue[] {
    return this.#fields.flatMap((field) => {
      const value = field.value();
      return value === undefined ? [] : [{ name: field.name, value }];
    });
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
