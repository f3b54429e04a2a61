import type {
  Deed,
  Followers,
  Question,
  TurnService,
} from "../../conversation/swipes/turn-service.ts";
import type { Answer } from "../commands/command.ts";
import type { Texts } from "../texts/en/english.ts";
import { button, rowOf } from "./button.ts";
import type { Press, Saying } from "./control.ts";
import type { ControlId } from "./control-id.ts";
import { personOf } from "./person.ts";

/** What a press says about the turns that followed. */
export function followersOf({ detail }: ControlId): Followers {
  return detail === "keep" || detail === "drop" ? detail : "ask";
}

/** Asks what becomes of the turns that followed; the answer is the same press with one word more. */
export function askFollowers(
  id: ControlId,
  { replies, mayDrop }: Question,
  texts: Texts["turns"],
): Answer {
  return {
    content: mayDrop ? texts.askFollowers({ replies }) : texts.askKeeping({ replies }),
    rows: [
      rowOf(
        button({ ...id, detail: "keep" }, { label: texts.keep }),
        ...(mayDrop
          ? [button({ ...id, detail: "drop" }, { label: texts.drop, danger: true })]
          : []),
        neverMind(id, texts),
      ),
    ],
  };
}

export function neverMind({ subject, revision }: ControlId, texts: Texts["turns"]) {
  return button({ action: "never", subject, revision }, { label: texts.never });
}

/** For the audit log: that replies go with what followed a turn. To be asked for before they do. */
export function dropOf(
  press: Press,
  id: ControlId,
  turns: Pick<TurnService, "lookUp" | "questionAbout">,
): Pick<Answer, "deed" | "deedName"> {
  if (followersOf(id) !== "drop") return {};
  const { replies } = turns.questionAbout(turns.lookUp(id.subject).turn, personOf(press));
  return { deed: { kind: "replies", count: replies }, deedName: "turn.drop" };
}

/** What there is to say after a deed. */
export function sayingOf(deed: Deed, id: ControlId, texts: Texts["turns"]): Saying {
  if (deed.kind === "ask") return askFollowers(id, deed, texts);
  return { content: texts.onItsWay, announces: deed.turnId };
}
