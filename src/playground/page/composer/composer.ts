import type { CommandView } from "../../protocol/command.ts";
import type { App } from "../app.ts";
import { element, fill } from "../dom.ts";
import { findMessage, offeredCommands, type PageState } from "../state/page-state.ts";
import { channelLabel } from "../view/channel-label.ts";
import { icon } from "../view/icon.ts";
import { Attachments } from "./attachments.ts";
import { CommandForm } from "./command-form.ts";
import { CommandPalette } from "./command-palette.ts";
import { composerNote } from "./composer-note.ts";

/** Discord's limit for a message. */
const mostCharacters = 2000;
/** From here on the composer says how many characters are left. */
const fewLeft = 200;
const tallestPx = 220;

/** Where the reader writes: messages, replies, edits, and slash commands. */
export class Composer {
  readonly root: HTMLElement;
  readonly #app: App;
  readonly #note = element("div");
  readonly #counter = element("span", { class: "counter", attributes: { "aria-live": "polite" } });
  readonly #input = element("textarea", {
    attributes: { rows: 1, autocomplete: "off", "aria-label": "Message" },
  });
  readonly #filePicker = element("input", {
    class: "visually-hidden",
    attributes: { type: "file", multiple: true, tabindex: -1, "aria-hidden": true },
  });
  readonly #attachments: Attachments;
  readonly #palette: CommandPalette;
  readonly #bar: HTMLFormElement;
  /** The command that is being filled in, in place of the bar. */
  #commandForm: CommandForm | undefined;

  constructor(app: App) {
    this.#app = app;
    this.#attachments = new Attachments(app);
    this.#palette = new CommandPalette(app, this.#input, (command) => {
      this.#setText("");
      this.#openCommand(command);
    });
    this.#bar = this.#createBar();
    this.root = element(
      "div",
      { class: "composer" },
      this.#palette.root,
      element("div", { class: "composer-place" }, this.#note, this.#attachments.root, this.#bar),
    );
    this.#listen();
    app.store.show((state, before) => this.#draw(state, before));
  }

  focus(): void {
    if (this.#commandForm) this.#commandForm.focus();
    else this.#input.focus();
  }

  /** Opens a command to be filled in; what is being written stays below it. */
  useCommand(name: string): void {
    const commands = offeredCommands(this.#app.store.state);
    const command = commands.find((each) => each.kind === "slash" && each.name === name);
    if (command) this.#openCommand(command);
    else this.#app.notify(`There is no command /${name} here.`);
  }

  #createBar(): HTMLFormElement {
    return element(
      "form",
      { class: "composer-bar" },
      element(
        "button",
        {
          class: "icon-button",
          attributes: { type: "button", "aria-label": "Attach files", title: "Attach files" },
          on: { click: () => this.#filePicker.click() },
        },
        icon("clip"),
      ),
      this.#filePicker,
      this.#input,
      this.#counter,
      element(
        "button",
        { class: "send", attributes: { type: "submit", "aria-label": "Send" } },
        icon("send"),
      ),
    );
  }

  #listen(): void {
    this.#bar.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.#send();
    });
    this.#input.addEventListener("input", () => {
      this.#fit();
      this.#palette.refresh(this.#input.value);
    });
    this.#input.addEventListener("blur", () => this.#palette.hide());
    this.#input.addEventListener("keydown", (event) => this.#onKey(event));
    this.#input.addEventListener("paste", (event) => {
      const files = [...(event.clipboardData?.files ?? [])];
      if (files.length === 0) return;
      event.preventDefault();
      this.#attachments.add(files);
    });
    this.#filePicker.addEventListener("change", () => {
      this.#attachments.add(this.#filePicker.files ?? []);
      this.#filePicker.value = "";
      this.focus();
    });
  }

  #onKey(event: KeyboardEvent): void {
    if (this.#palette.handleKey(event)) return;
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      void this.#send();
    } else if (event.key === "Escape") {
      this.#app.store.patch({ replyTo: null, editing: null });
    } else if (event.key === "ArrowUp" && this.#input.value === "") {
      event.preventDefault();
      [...document.querySelectorAll<HTMLElement>(".log .message")].at(-1)?.focus();
    }
  }

  async #send(): Promise<void> {
    const { speakerId, channelId, replyTo, editing } = this.#app.store.state;
    const content = this.#input.value.trim();
    if (content.length > mostCharacters) {
      this.#app.notify(`A message may have ${mostCharacters} characters.`);
      return;
    }
    if (content === "" && this.#attachments.empty) return;
    this.#setText("");
    this.#palette.hide();
    this.#app.store.patch({ replyTo: null, editing: null });
    const result =
      editing === null
        ? await this.#app.act("say", {
            userId: speakerId,
            channelId,
            content,
            replyTo,
            files: await this.#attachments.take(),
          })
        : await this.#app.act("edit", { userId: speakerId, messageId: editing, content });
    // What could not be sent is given back, unless something new was begun.
    if (!result.ok && this.#input.value === "") this.#setText(content);
  }

  #openCommand(command: CommandView): void {
    this.#palette.hide();
    this.#closeCommand();
    const form = new CommandForm(this.#app, command, () => {
      this.#closeCommand();
      this.focus();
    });
    this.#bar.replaceWith(form.root);
    this.#commandForm = form;
    form.focus();
  }

  #closeCommand(): void {
    this.#commandForm?.root.replaceWith(this.#bar);
    this.#commandForm = undefined;
  }

  #setText(text: string): void {
    this.#input.value = text;
    this.#fit();
  }

  #fit(): void {
    this.#input.style.height = "auto";
    this.#input.style.height = `${Math.min(this.#input.scrollHeight, tallestPx)}px`;
    const left = mostCharacters - this.#input.value.length;
    this.#counter.textContent = left < fewLeft ? String(left) : "";
    this.#counter.classList.toggle("over", left < 0);
  }

  #draw(state: PageState, before: PageState | undefined): void {
    const otherPlace =
      state.channels !== before?.channels ||
      state.channelId !== before.channelId ||
      state.speakerId !== before.speakerId;
    if (otherPlace) {
      this.#input.placeholder = placeholder(state);
      this.#input.setAttribute("aria-label", this.#input.placeholder);
      this.#closeCommand();
    }
    if (state.commands !== before?.commands || state.users !== before.users)
      this.#palette.renew(this.#input.value);
    if (state.replyTo === before?.replyTo && state.editing === before.editing) return;
    fill(this.#note, ...composerNote(this.#app, state));
    if (state.editing === (before?.editing ?? null)) return;
    this.#setText(findMessage(state, state.editing)?.content ?? "");
  }
}

function placeholder(state: PageState): string {
  const channel = state.channels.find((each) => each.id === state.channelId);
  const speaker = state.users.find((each) => each.id === state.speakerId);
  return `Message ${channel ? channelLabel(channel) : "…"} as ${speaker?.name ?? "…"}`;
}
