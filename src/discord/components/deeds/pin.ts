import { requireKeeper } from "../../commands/may-manage.ts";
import { memberName } from "../../commands/member-name.ts";
import { shorten } from "../../commands/rank-choices.ts";
import { textsFor } from "../../texts/texts.ts";
import type { Deed } from "../control.ts";

/** Has characters keep in mind what a turn says. */
export const pinToMemory: Deed = {
  run(press, { subject }, { chat, memory, turns }) {
    requireKeeper(press, chat);
    const { turn } = turns.lookUp(subject);
    const playing = chat.conversationOf(press.channelId ?? "")?.conversation.characterId ?? null;
    const { text } = memory.pinTurn(press.channelId ?? "", turn.id, {
      authorId: press.user.id,
      authorName: memberName(press),
      characterId: playing,
    });
    const { memory: texts } = textsFor(press);
    const content = shorten(texts.pinned({ text }), 2000);
    return Promise.resolve({ content, deed: "", deedName: "memory.pin" });
  },
};
