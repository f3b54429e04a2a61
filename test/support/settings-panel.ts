import type { ActorInChannel } from "../../src/simulator/actors/actor.ts";
import type { SimMessage } from "../../src/simulator/world/records.ts";

/** The settings panel as a person uses it, in English. */
export class SettingsPanel {
  readonly #person: ActorInChannel;
  #message: SimMessage;

  private constructor(person: ActorInChannel, message: SimMessage) {
    this.#person = person;
    this.#message = message;
  }

  static async open(
    person: ActorInChannel,
    command: "channel settings" | "server settings" = "channel settings",
    options: Readonly<Record<string, string>> = {},
  ): Promise<SettingsPanel> {
    return new SettingsPanel(person, await person.slash(command, options).reply());
  }

  /** What it says, a line each. */
  get lines(): readonly string[] {
    const [embed] = this.#message.embeds;
    return String(embed?.["description"]).split("\n");
  }

  /** What it says of what went wrong. */
  get notice(): string {
    return this.#message.content;
  }

  line(label: string): string {
    return this.lines.find((line) => line.includes(`**${label}**`)) ?? "";
  }

  async group(name: string): Promise<this> {
    return this.#choose("What it is about", [name]);
  }

  async setting(label: string): Promise<this> {
    return this.#choose("Choose a setting", [label]);
  }

  async scope(name: string): Promise<this> {
    return this.#choose("Where it holds", [name]);
  }

  /** Chooses values of the setting that is being changed. */
  async choose(label: string, values: readonly string[]): Promise<this> {
    return this.#choose(label, values);
  }

  async press(button: string): Promise<this> {
    const pressed = this.#person.click(this.#message, button);
    await pressed.answered();
    return this;
  }

  /** Types a value into the form. */
  async type(value: string): Promise<this> {
    const asked = this.#person.click(this.#message, "Change…");
    await asked.modal();
    const sent = this.#person.submitModal(asked, { value });
    await sent.answered();
    return this;
  }

  async #choose(menu: string, values: readonly string[]): Promise<this> {
    const chosen = this.#person.select(this.#message, menu, values);
    await chosen.answered();
    return this;
  }
}
