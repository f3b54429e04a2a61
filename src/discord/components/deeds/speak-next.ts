import { requireHost } from "../../commands/may-manage.ts";
import { textsFor } from "../../texts/texts.ts";
import { requireOpenThread } from "../../threads/archived-thread.ts";
import type { Deed } from "../control.ts";
import { personOf } from "../person.ts";

/** Lets whoever is next speak without being called, as `/chat next` does. */
export const speakNext: Deed = {
  run(press, _, { chat, cast }) {
    requireHost(press, chat);
    requireOpenThread(press);
    const { name } = cast.next(press.channelId ?? "", null, personOf(press));
    const { nextIs } = textsFor(press).chat;
    return Promise.resolve({
      content: nextIs({ character: name }),
      deed: name,
      deedName: "chat.next",
    });
  },
};
