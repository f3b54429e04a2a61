import type { CommandView } from "../../protocol/command.ts";
import type { App } from "../app.ts";
import { element } from "../dom.ts";
import { offeredCommands } from "../state/page-state.ts";
import { Listbox, type ListboxItem } from "./listbox.ts";
import { commandQuery, matchCommands } from "./match-commands.ts";

/** The commands that fit what is typed after a slash. */
export class CommandPalette {
  readonly #app: App;
  readonly #list: Listbox;
  readonly #onChosen: (command: CommandView) => void;
  #found: readonly CommandView[] = [];

  constructor(app: App, input: HTMLTextAreaElement, onChosen: (command: CommandView) => void) {
    this.#app = app;
    this.#onChosen = onChosen;
    this.#list = new Listbox(input, "Commands", (index) => this.#choose(index));
    this.#list.root.classList.add("palette");
  }

  get root(): HTMLElement {
    return this.#list.root;
  }

  hide(): void {
    this.#list.hide();
  }

  /** Shows what fits `text`, or nothing when it is no command. */
  refresh(text: string): void {
    const { state } = this.#app.store;
    const { bot, editing } = state;
    const query = commandQuery(text);
    if (query === undefined || editing !== null) {
      this.#list.hide();
      return;
    }
    const offered = offeredCommands(state);
    this.#found = matchCommands(offered, query);
    if (this.#found.length > 0) this.#list.show(this.#found.map(paletteItem), 0, "Commands");
    else if (!bot.online) this.#list.say("The bot isn't connected yet");
    else this.#list.say(offered.length > 0 ? "No such command" : "No commands are offered here");
  }

  /** Commands have come, gone or changed their language: what is listed may be another thing now. */
  renew(text: string): void {
    if (this.#list.open) this.refresh(text);
  }

  /** True when the key was for the palette. */
  handleKey(event: KeyboardEvent): boolean {
    if (!this.#list.open) return false;
    switch (event.key) {
      case "ArrowDown":
        this.#list.move(1);
        break;
      case "ArrowUp":
        this.#list.move(-1);
        break;
      case "Enter":
      case "Tab":
        if (this.#list.active === -1 || event.shiftKey) return false;
        this.#choose(this.#list.active);
        break;
      case "Escape":
        this.#list.hide();
        break;
      default:
        return false;
    }
    event.preventDefault();
    return true;
  }

  #choose(index: number): void {
    const command = this.#found[index];
    if (command) this.#onChosen(command);
  }
}

function paletteItem(command: CommandView): ListboxItem {
  return {
    label: element(
      "span",
      {},
      element("b", { text: `/${command.name}` }),
      ...command.options.map((option) =>
        element("span", {
          class: option.required ? "palette-option required" : "palette-option",
          text: option.label,
        }),
      ),
    ),
    detail: command.description,
  };
}
