import {
  type ChatInputCommandInteraction,
  MessageFlags,
  type ModalSubmitInteraction,
} from "discord.js";
import { coerceError } from "../../lib/errors.ts";
import type { Logger } from "../../lib/logger.ts";
import type { Press } from "../components/control.ts";
import { textsFor } from "../texts/texts.ts";
import { answerMessage } from "./answer-message.ts";
import type { CommandServices } from "./command.ts";

/**
 * Takes an announcement away once the text of its turn stands; where nothing came of it, says that to the person alone.
 * `said`: whether the announcement stands there at all. Never rejects.
 */
export async function takeBack(
  deed: ChatInputCommandInteraction | ModalSubmitInteraction | Press,
  { turnId, said }: { readonly turnId: string; readonly said: boolean },
  { turns }: Pick<CommandServices, "turns">,
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
