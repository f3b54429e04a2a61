import type { Deed, Followers } from "../../conversation/swipes/turn-service.ts";
import type { Answer } from "../commands/command.ts";
import type { Texts } from "../texts/en/english.ts";
import { button, rowOf } from "./button.ts";
import type { Saying } from "./control.ts";
import type { ControlId } from "./control-id.ts";

/** What a press says about the turns that followed. */
export function followersOf({ detail }: ControlId): Followers {
  return detail === "keep" || detail === "drop" ? detail : "ask";
}

/** Asks what becomes of the turns that followed; the answer is the same press with one word more. */
export function askFollowers(id: ControlId, replies: number, texts: Texts["turns"]): Answer {
  return {
    content: texts.askFollowers({ replies }),
    rows: [
      rowOf(
        button({ ...id, detail: "keep" }, { label: texts.keep }),
        button({ ...id, detail: "drop" }, { label: texts.drop, danger: true }),
        neverMind(id, texts),
      ),
    ],
  };
}

export function neverMind({ subject, revision }: ControlId, texts: Texts["turns"]) {
  return button({ action: "never", subject, revision }, { label: texts.never });
}

/** What there is to say after a deed. */
export function sayingOf(deed: Deed, id: ControlId, texts: Texts["turns"]): Saying {
  if (deed.kind === "ask") return askFollowers(id, deed.replies, texts);
  return { content: texts.onItsWay, announces: deed.turnId };
}
