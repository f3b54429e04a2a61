import { requireHost } from "../../commands/may-manage.ts";
import { textsFor } from "../../texts/texts.ts";
import { button, rowOf } from "../button.ts";
import type { Deed } from "../control.ts";
import { personOf } from "../person.ts";

const deedName = "chat.reset";

/** Hides from prompts what was said so far; a button takes that back. */
export const reset: Deed = {
  async run(press, { subject: channelId }, { chat }) {
    requireHost({ channelId, user: press.user, memberPermissions: press.memberPermissions }, chat);
    const { chat: texts, turns } = textsFor(press);
    const { hiddenTurns } = await chat.reset(channelId);
    if (hiddenTurns === 0) return { content: texts.nothingToForget };
    const id = { action: "unreset", subject: channelId, revision: 0 };
    return {
      content: texts.wasReset({ turns: hiddenTurns }),
      rows: [rowOf(button(id, { emoji: "↩️", label: turns.undoReset }))],
      deed: { kind: "messages", count: hiddenTurns },
      deedName,
    };
  },
};

/** The chat remembers again what a reset made it forget. */
export const undoReset: Deed = {
  run(press, _, { turns }) {
    if (press.channelId !== null) turns.undoReset(press.channelId, personOf(press));
    const content = textsFor(press).turns.resetUndone;
    return Promise.resolve({ content, deed: { kind: "taken-back" } as const, deedName });
  },
};
