import type {
  ButtonInteraction,
  ChannelSelectMenuInteraction,
  MessageContextMenuCommandInteraction,
  ModalSubmitInteraction,
  StringSelectMenuInteraction,
} from "discord.js";
import type { Answer, CommandServices, Form } from "../commands/command.ts";
import type { ControlId } from "./control-id.ts";

/** A button, a menu or a form that somebody used. */
export type Press =
  | ButtonInteraction
  | StringSelectMenuInteraction
  | ChannelSelectMenuInteraction
  | ModalSubmitInteraction
  | MessageContextMenuCommandInteraction;

/** What a control has to say to the person alone; null when what happens says enough. */
export type Saying = Answer | null;

/**
 * What a control does. Everything that it needs is looked up by its id when it is used: so it works after any restart, and
 * whatever is stale says so. A `UserError` is told to the person.
 */
export type Control = Deed | Asking;

export interface Deed {
  /** Runs after the press has been acknowledged. */
  run(press: Press, id: ControlId, services: CommandServices): Promise<Saying>;
}

/** Asks for more in a form, or with buttons first. */
export interface Asking {
  /** At once, from memory alone: the form is the answer. */
  ask(press: Press, id: ControlId, services: CommandServices): Asked;
  /** Runs after the sent form has been acknowledged. */
  submit(form: ModalSubmitInteraction, id: ControlId, services: CommandServices): Promise<Saying>;
}

export type Asked = { readonly form: ControlForm } | { readonly answer: Answer };

/** A form that comes back to the control with this id. */
export interface ControlForm extends Pick<Form, "title" | "components"> {
  readonly id: ControlId;
}
