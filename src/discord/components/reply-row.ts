import type { APIButtonComponentWithCustomId } from "discord-api-types/v10";
import type { ReplyControls } from "../../conversation/swipes/reply-controls.ts";
import type { ButtonRow } from "../commands/command.ts";
import type { Texts } from "../texts/en/english.ts";
import { button, rowOf } from "./button.ts";

/** The controls of a reply as Discord wants them: a row, and one more for what it answers, or none. */
export function replyRow(controls: ReplyControls, texts: Texts["turns"]): ButtonRow[] {
  if (controls.kind === "none") return [];
  const row = rowOf(...buttonsOf(controls, texts));
  if (controls.kind !== "swipes" || controls.toRemember === undefined) return [row];
  const { toRemember: subject, revision } = controls;
  const pin = { action: "pin", subject, revision };
  return [row, rowOf(button(pin, { emoji: "📌", label: texts.keepInMind }))];
}

function buttonsOf(
  controls: Exclude<ReplyControls, { kind: "none" }>,
  texts: Texts["turns"],
): APIButtonComponentWithCustomId[] {
  const { turnId: subject, revision } = controls;
  const id = (action: string) => ({ action, subject, revision });
  switch (controls.kind) {
    case "stop":
      return [button(id("stop"), { emoji: "⏹", label: texts.stop })];
    case "retry":
      return [button(id("retry"), { emoji: "🔁", label: texts.retry })];
    case "swipes": {
      const { number, count } = controls;
      return [
        button(id("back"), { emoji: "◀", disabled: number <= 1 }),
        button(id("count"), { label: `${number}/${count}`, disabled: true }),
        button(id("next"), { emoji: "▶" }),
        button(id("continue"), { emoji: "⏩", label: texts.continue }),
        button(id("more"), { label: "⋯" }),
      ];
    }
  }
}
