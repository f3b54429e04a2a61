import type { Question } from "../../../conversation/swipes/turn-service.ts";
import type { Answer } from "../../commands/command.ts";
import type { Texts } from "../../texts/en/english.ts";
import { textsFor } from "../../texts/texts.ts";
import { button, rowOf } from "../button.ts";
import type { Deed } from "../control.ts";
import type { ControlId } from "../control-id.ts";
import { dropOf, followersOf, neverMind } from "../followers.ts";
import { personOf } from "../person.ts";
import { deedOnOthers } from "./deed-on-others.ts";

/** Takes a turn out of the chat; asks first. */
export const deleteTurn: Deed = {
  async run(press, id, { turns, posts }) {
    const texts = textsFor(press).turns;
    const seen = { turnId: id.subject, revision: id.revision };
    const onOthers = { ...deedOnOthers(press, id.subject, turns), ...dropOf(press, id, turns) };
    const { turn } = turns.lookUp(id.subject);
    const deed = await turns.remove(seen, personOf(press), followersOf(id));
    if (deed.kind === "ask") return askDelete(id, deed, texts);
    // Their words stand in the bot's message, which they can't delete themselves.
    const own = turn.authorId === press.user.id ? turns.postOf(turn) : undefined;
    if (own !== undefined) await posts.remove(own);
    return { content: texts.deleted, ...onOthers };
  },
};

/** Asks whether it is meant, and what becomes of the replies that followed. */
export function askDelete(
  id: ControlId,
  { replies, mayDrop }: Question,
  texts: Texts["turns"],
): Answer {
  if (replies === 0)
    return {
      content: texts.askDeleteLast,
      rows: [
        rowOf(
          button({ ...id, detail: "keep" }, { label: texts.deleteIt, danger: true }),
          neverMind(id, texts),
        ),
      ],
    };
  return {
    content: mayDrop ? texts.askDelete({ replies }) : texts.askDeleteAlone({ replies }),
    rows: [
      rowOf(
        button({ ...id, detail: "keep" }, { label: texts.deleteAlone }),
        ...(mayDrop
          ? [button({ ...id, detail: "drop" }, { label: texts.deleteAll, danger: true })]
          : []),
        neverMind(id, texts),
      ),
    ],
  };
}
