import { MessageFlags } from "discord.js";
import type { TurnService } from "../../conversation/swipes/turn-service.ts";
import { coerceError } from "../../lib/errors.ts";
import type { Logger } from "../../lib/logger.ts";
import { textsFor } from "../texts/texts.ts";
import { answerMessage } from "./answer-message.ts";

type Message = ReturnType<typeof answerMessage>;

/** What somebody used, and what it can still say to them. */
interface Announcing {
  readonly locale: string;
  deleteReply(): Promise<unknown>;
  editReply(message: Message): Promise<unknown>;
  followUp(message: Message & { readonly flags: MessageFlags.Ephemeral }): Promise<unknown>;
}

/**
 * Takes an announcement away once the text of its turn stands; where nothing came of it, says that to the person alone.
 * `said`: whether the announcement stands there at all. Never rejects.
 */
export async function takeBack(
  deed: Announcing,
  { turnId, said }: { readonly turnId: string; readonly said: boolean },
  turns: Pick<TurnService, "settled">,
  logger: Logger,
): Promise<void> {
  try {
    const end = await turns.settled(turnId);
    if (end === "owed") return;
    if (end === "shown") {
      if (said) await deed.deleteReply();
      return;
    }
    const message = answerMessage({ content: textsFor(deed).turns.notices.nothingToAdd });
    if (said) await deed.editReply(message);
    else await deed.followUp({ ...message, flags: MessageFlags.Ephemeral });
  } catch (thrown) {
    // The person may have dismissed it, and a text may take longer than Discord takes anything for.
    logger.debug({ error: coerceError(thrown) }, "an announcement could not be taken back");
  }
}
