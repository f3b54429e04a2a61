import type { SpeakContext } from "../speak-context.ts";
import { voiceOf } from "../voice-of.ts";

/**
 * Takes the row of controls off every reply of a conversation but the newest, which has its own. Never rejects; what fails
 * is left to the next time.
 */
export async function takeOldControls(
  conversationId: string,
  context: Pick<SpeakContext, "store" | "swipes" | "speaker" | "library">,
): Promise<void> {
  const { store, swipes, speaker, library } = context;
  const isOld = (turnId: string) => swipes.newestReply(conversationId)?.id !== turnId;
  for (const turn of swipes.withControls(conversationId)) {
    // One that is shown just now gets the row that it should have.
    if (!isOld(turn.id) || turn.state !== "done") continue;
    const last = store.messagesOf(turn.id).at(-1);
    const voice = voiceOf(turn, library);
    if (last === undefined || (await speaker.takeControls(last, voice, () => isOld(turn.id))))
      swipes.setControls(turn.id, false);
  }
}
