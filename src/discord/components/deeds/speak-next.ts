import { requireHost } from "../../commands/may-manage.ts";
import { textsFor } from "../../texts/texts.ts";
import type { Deed } from "../control.ts";

/** Lets whoever is next speak without being called, as `/chat next` does. */
export const speakNext: Deed = {
  run(press, _, { chat, cast }) {
    requireHost(press, chat);
    const { name } = cast.next(press.channelId ?? "", null);
    const { nextIs } = textsFor(press).chat;
    return Promise.resolve({
      content: nextIs({ character: name }),
      deed: name,
      deedName: "chat.next",
    });
  },
};
