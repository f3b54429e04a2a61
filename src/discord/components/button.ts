import {
  type APIButtonComponentWithCustomId,
  ButtonStyle,
  ComponentType,
} from "discord-api-types/v10";
import type { ButtonRow } from "../commands/command.ts";
import { type ControlId, controlId } from "./control-id.ts";

interface Looks {
  readonly label?: string;
  readonly emoji?: string;
  readonly disabled?: boolean;
  readonly danger?: boolean;
}

export function button(
  id: Pick<ControlId, "action" | "subject" | "revision"> & { readonly detail?: string },
  { label, emoji, disabled, danger }: Looks,
): APIButtonComponentWithCustomId {
  return {
    type: ComponentType.Button,
    style: danger === true ? ButtonStyle.Danger : ButtonStyle.Secondary,
    custom_id: controlId({ detail: "", ...id }),
    ...(emoji === undefined ? {} : { emoji: { name: emoji } }),
    ...(label === undefined ? {} : { label }),
    ...(disabled === undefined ? {} : { disabled }),
  };
}

export function rowOf(...buttons: readonly APIButtonComponentWithCustomId[]): ButtonRow {
  return { type: ComponentType.ActionRow, components: [...buttons] };
}
