import { textsFor } from "../../texts/texts.ts";
import type { Command } from "../command.ts";
import { requireKeeper } from "../may-manage.ts";
import { shorten } from "../rank-choices.ts";
import { factOption, suggestFacts } from "./fact-option.ts";

/** Takes a pinned fact away; who pinned it may do so too. */
export const forgetMemory: Command = {
  options: [factOption],
  complete: suggestFacts,
  run(interaction, { chat, memory }) {
    const { channelId, user, options } = interaction;
    const id = options.getString("fact", true);
    if (memory.fact(channelId, id).authorId !== user.id) requireKeeper(interaction, chat);
    const { memory: texts } = textsFor(interaction);
    const { text } = memory.forget(channelId, id);
    return Promise.resolve({ content: shorten(texts.forgotten({ text }), 2000), deed: "" });
  },
};
