import { button, rowOf } from "../../components/button.ts";
import { neverMind } from "../../components/followers.ts";
import { textsFor } from "../../texts/texts.ts";
import type { Command } from "../command.ts";
import { requireHost } from "../may-manage.ts";

/** Starts afresh, when that is confirmed by a button. */
export const resetChat: Command = {
  tier: "host",
  options: [],
  async run(interaction, { chat }) {
    requireHost(interaction, chat);
    const { channelId } = interaction;
    const { chat: texts, turns } = textsFor(interaction);
    // Says that there is none.
    if (chat.conversationOf(channelId) === undefined) await chat.reset(channelId);
    const id = { action: "reset", subject: channelId, revision: 0, detail: "" };
    return {
      content: texts.askReset,
      rows: [rowOf(button(id, { label: texts.confirmReset, danger: true }), neverMind(id, turns))],
    };
  },
};
