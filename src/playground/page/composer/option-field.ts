import type { OptionValue } from "../../protocol/actions.ts";
import type { ChoiceView, CommandOptionView } from "../../protocol/command.ts";
import type { App } from "../app.ts";
import { element, uniqueId } from "../dom.ts";
import { Listbox } from "./listbox.ts";
import { choiceValue, fittingChoices, readOptionValue } from "./option-value.ts";

/** How long to wait after a key before asking the bot for suggestions. */
const quietMs = 120;
/** Discord's limit for suggestions. */
const mostChoices = 25;

export interface OptionFieldHooks {
  /** Asks the bot what fits. */
  readonly suggest: (typed: string) => Promise<readonly ChoiceView[]>;
  readonly onPicked: () => void;
}

/** One option of a slash command that is typed: a text field, with suggestions where the command has some. */
export class OptionField {
  readonly root: HTMLElement;
  readonly input: HTMLInputElement;
  readonly #option: CommandOptionView;
  readonly #hooks: OptionFieldHooks;
  readonly #list: Listbox;
  /** The suggestions that are known without asking the bot. */
  readonly #fixed: readonly ChoiceView[] | undefined;
  #offered: readonly ChoiceView[] = [];
  #picked: ChoiceView | undefined;
  #questions = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(app: App, option: CommandOptionView, hooks: OptionFieldHooks) {
    this.#option = option;
    this.#hooks = hooks;
    this.#fixed = fixedChoices(app, option);
    const id = uniqueId("option");
    this.input = element("input", {
      attributes: {
        id,
        type: "text",
        autocomplete: "off",
        spellcheck: "false",
        "aria-required": String(option.required),
        "aria-describedby": `${id}-about`,
        placeholder: option.required ? "" : "optional",
      },
      on: {
        input: () => {
          this.#picked = undefined;
          this.input.removeAttribute("aria-invalid");
          this.#refresh();
        },
        focus: () => this.#refresh(),
        blur: () => this.#forget(),
        keydown: (event) => this.#onKey(event),
      },
    });
    this.#list = new Listbox(this.input, `Suggestions for ${option.label}`, (index) =>
      this.#pick(index),
    );
    this.root = element(
      "div",
      { class: this.#isFree ? "option-field free" : "option-field" },
      element("label", { text: option.label, attributes: { for: id, title: option.description } }),
      this.input,
      this.#list.root,
      element("span", {
        class: "visually-hidden",
        text: option.description,
        attributes: { id: `${id}-about` },
      }),
    );
  }

  get name(): string {
    return this.#option.name;
  }

  /** People write here what they like, perhaps much. */
  get #isFree(): boolean {
    const { kind, autocomplete } = this.#option;
    return kind === "text" && !autocomplete && this.#fixed === undefined;
  }

  get required(): boolean {
    return this.#option.required;
  }

  /** Undefined while it is empty or doesn't fit. */
  value(): OptionValue["value"] | undefined {
    const { kind } = this.#option;
    if (this.#picked) return choiceValue(kind, this.#picked);
    return readOptionValue(kind, this.input.value, this.#fixed);
  }

  /** What is wrong with the value, or undefined. */
  problem(): string | undefined {
    const typed = this.input.value.trim();
    if (typed === "") return this.required ? `${this.name} is needed.` : undefined;
    return this.value() === undefined ? `${this.name}: “${typed}” doesn't fit.` : undefined;
  }

  markWrong(): void {
    this.input.setAttribute("aria-invalid", "true");
    this.input.focus();
  }

  #refresh(): void {
    clearTimeout(this.#timer);
    if (this.#fixed !== undefined) this.#offer(fittingChoices(this.#fixed, this.input.value));
    else if (this.#option.autocomplete) this.#timer = setTimeout(() => void this.#ask(), quietMs);
  }

  async #ask(): Promise<void> {
    this.#questions += 1;
    const mine = this.#questions;
    const choices = await this.#hooks.suggest(this.input.value);
    // An older question's answer may come after a newer one's, or after the field was left.
    if (mine === this.#questions) this.#offer(choices.slice(0, mostChoices));
  }

  #forget(): void {
    clearTimeout(this.#timer);
    this.#questions += 1;
    this.#list.hide();
  }

  #offer(choices: readonly ChoiceView[]): void {
    this.#offered = choices;
    if (choices.length === 0) {
      this.#list.say("Nothing fits");
      return;
    }
    // Enter must not fill in an option that the reader only passed by.
    const first = this.input.value !== "" || this.required ? 0 : -1;
    this.#list.show(
      choices.map((choice) => ({ label: choice.name })),
      first,
    );
  }

  #pick(index: number): void {
    if (this.#take(index)) this.#hooks.onPicked();
  }

  #take(index: number): boolean {
    const choice = this.#offered[index];
    if (!choice) return false;
    this.#picked = choice;
    this.input.value = choice.name;
    this.#forget();
    return true;
  }

  #onKey(event: KeyboardEvent): void {
    if (!this.#list.open) return;
    // Tab goes where it always goes, and takes along what is chosen.
    if (event.key === "Tab" && !event.shiftKey) this.#take(this.#list.active);
    const takes = event.key === "Enter" && !event.shiftKey;
    if (event.key === "ArrowDown") this.#list.move(1);
    else if (event.key === "ArrowUp") this.#list.move(-1);
    else if (event.key === "Escape") this.#list.hide();
    else if (takes && this.#list.active !== -1) this.#pick(this.#list.active);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
}

function fixedChoices(app: App, option: CommandOptionView): readonly ChoiceView[] | undefined {
  if (option.choices.length > 0) return option.choices;
  const { users, channels, bot } = app.store.state;
  switch (option.kind) {
    case "boolean":
      return [
        { name: "True", value: "true" },
        { name: "False", value: "false" },
      ];
    case "user":
    case "mentionable":
      return [...users, bot].map((user) => ({ name: user.name, value: user.id }));
    case "channel":
      return channels
        .filter(({ kind }) => kind === "text" || kind === "thread")
        .map((channel) => ({ name: `#${channel.name}`, value: channel.id }));
    case "text":
    case "integer":
    case "number":
    case "role":
    case "attachment":
      return undefined;
  }
}
