import {
  type APIActionRowComponent,
  type APIButtonComponentWithCustomId,
  type APIComponentInMessageActionRow,
  ButtonStyle,
  ComponentType,
} from "discord-api-types/v10";
import type { ReplyControls } from "../../conversation/swipes/reply-controls.ts";
import { controlId } from "./control-id.ts";

type Row = APIActionRowComponent<APIComponentInMessageActionRow>;

/** The controls of a reply as Discord wants them: one row, or none. */
export function replyRow(controls: ReplyControls): Row[] {
  const buttons = buttonsOf(controls);
  return buttons.length === 0 ? [] : [{ type: ComponentType.ActionRow, components: buttons }];
}

function buttonsOf(controls: ReplyControls): APIButtonComponentWithCustomId[] {
  switch (controls.kind) {
    case "none":
      return [];
    case "stop":
      return [button(controls, "stop", { emoji: "⏹", label: "Stop" })];
    case "retry":
      return [button(controls, "retry", { emoji: "🔁", label: "Retry" })];
    case "swipes": {
      const { number, count } = controls;
      return [
        button(controls, "back", { emoji: "◀", disabled: number <= 1 }),
        button(controls, "count", { label: `${number}/${count}`, disabled: true }),
        button(controls, "next", { emoji: "▶" }),
        button(controls, "continue", { emoji: "⏩", label: "Continue" }),
        button(controls, "more", { label: "⋯" }),
      ];
    }
  }
}

function button(
  { turnId, revision }: Exclude<ReplyControls, { kind: "none" }>,
  action: string,
  looks: { readonly emoji?: string; readonly label?: string; readonly disabled?: boolean },
): APIButtonComponentWithCustomId {
  const { emoji, label, disabled } = looks;
  return {
    type: ComponentType.Button,
    style: ButtonStyle.Secondary,
    custom_id: controlId({ action, subject: turnId, revision, detail: "" }),
    ...(emoji === undefined ? {} : { emoji: { name: emoji } }),
    ...(label === undefined ? {} : { label }),
    ...(disabled === undefined ? {} : { disabled }),
  };
}
