import type { TurnService } from "../../../conversation/swipes/turn-service.ts";
import type { Answer } from "../../commands/command.ts";
import type { Press } from "../control.ts";

/** For the audit log: that somebody changed what was said to, or by, somebody else. Nothing for one's own. */
export function deedOnOthers(
  press: Pick<Press, "user">,
  turnId: string,
  turns: Pick<TurnService, "lookUp" | "askerOf">,
): Pick<Answer, "deed"> {
  const { turn } = turns.lookUp(turnId);
  const { kind, authorId, speakerName } = turn;
  const whose = kind === "user" ? authorId : turns.askerOf(turn);
  return whose === press.user.id ? {} : { deed: `${speakerName} → ${whose ?? "-"}` };
}
