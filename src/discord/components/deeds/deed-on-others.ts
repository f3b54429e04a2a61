import type { TurnService } from "../../../conversation/swipes/turn-service.ts";
import type { Answer } from "../../commands/command.ts";

/** For the audit log: that somebody changed what was said to, or by, somebody else. Nothing for one's own. */
export function deedOnOthers(
  press: { readonly user: { readonly id: string } },
  turnId: string,
  turns: Pick<TurnService, "lookUp" | "askerOf">,
): Pick<Answer, "deed"> {
  const { turn } = turns.lookUp(turnId);
  const { kind, authorId, speakerName } = turn;
  const whose = kind === "user" ? authorId : turns.askerOf(turn);
  return whose === press.user.id ? {} : { deed: `${speakerName} → ${whose ?? "-"}` };
}
