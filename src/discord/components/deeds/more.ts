import type { TurnFace } from "../../../conversation/swipes/swipe-store.ts";
import type { Answer } from "../../commands/command.ts";
import type { Texts } from "../../texts/en/english.ts";
import { textsFor } from "../../texts/texts.ts";
import { canHaveThread } from "../../threads/open-thread.ts";
import { button, rowOf } from "../button.ts";
import type { Deed } from "../control.ts";
import { personOf } from "../person.ts";

/** The menu behind `⋯`: everything that there is no room for below a reply. */
export const showMore: Deed = {
  run(press, { subject }, { turns, cast }) {
    const face = turns.face(subject, personOf(press));
    const place = {
      texts: textsFor(press).turns,
      canBranch: canHaveThread(press),
      hasOthers: cast.members(press.channelId ?? "").length > 1,
    };
    return Promise.resolve(moreMenu(face, place));
  },
};

interface Place {
  readonly texts: Texts["turns"];
  readonly canBranch: boolean;
  /** Whether somebody else plays here who could go on. */
  readonly hasOthers: boolean;
}

/** What can be done with a turn as it stands, where it stands. */
function moreMenu(face: TurnFace, { texts, canBranch, hasOthers }: Place): Answer {
  const { turn, revision, number, count } = face;
  const id = (action: string) => ({ action, subject: turn.id, revision });
  const isReply = turn.kind !== "user" && number > 0;
  const others = [
    button(id("delete"), { emoji: "🗑️", label: texts.delete }),
    button(id("info"), { emoji: "❓", label: texts.info }),
    button(id("pin"), { emoji: "📌", label: texts.pin }),
    button(id("report"), { emoji: "🚩", label: texts.report }),
  ];
  if (!isReply) return { content: `**${turn.speakerName}**`, rows: [rowOf(...others)] };
  return {
    content: texts.more({ character: turn.speakerName, number, count }),
    rows: [
      rowOf(
        button(id("back"), { emoji: "◀", disabled: number <= 1 }),
        button(id("count"), { label: `${number}/${count}`, disabled: true }),
        button(id("next"), { emoji: "▶" }),
        button(id("again"), { emoji: "🎲", label: texts.newVersion }),
        button(id("note"), { emoji: "💬", label: texts.withNote }),
      ),
      rowOf(
        button(id("continue"), { emoji: "⏩", label: texts.continue }),
        ...(face.continuedFrom === null
          ? []
          : [button(id("redo"), { emoji: "🔀", label: texts.redo })]),
        ...(canBranch ? [button(id("branch"), { emoji: "🌿", label: texts.branch })] : []),
        ...(hasOthers ? [button(id("speak-next"), { emoji: "⏭️", label: texts.speakNext })] : []),
        button(id("why"), { emoji: "🔍", label: texts.why }),
      ),
      rowOf(button(id("edit"), { emoji: "📝", label: texts.edit }), ...others),
    ],
  };
}
