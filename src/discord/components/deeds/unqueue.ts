import { requestList } from "../../commands/queue/queue.ts";
import { textsFor } from "../../texts/texts.ts";
import type { Deed } from "../control.ts";

/** Takes back what the person waits for, and shows what is left. */
export const takeBackRequest: Deed = {
  async run(press, { subject }, { requests }) {
    const texts = textsFor(press);
    await requests.cancel(subject, press.user.id);
    const { content, rows = [] } = requestList(await requests.of(press.user.id), texts);
    return { content: `${texts.queue.cancelled}\n${content}`, rows };
  },
};
