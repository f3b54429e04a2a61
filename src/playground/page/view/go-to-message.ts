import type { App } from "../app.ts";
import { findMessage, visibleChannels } from "../state/page-state.ts";

/** Shows a message, in whichever channel it is, and puts the focus on it; says so when there is no such message. */
export function goToMessage(app: App, channelId: string, messageId: string): void {
  const { state } = app.store;
  const isThere =
    visibleChannels(state).some((channel) => channel.id === channelId) &&
    findMessage(state, messageId)?.channelId === channelId;
  if (!isThere) {
    app.notify("This message isn't here any more.");
    return;
  }
  app.setDrawer(null);
  if (state.channelId !== channelId) app.store.openChannel(channelId);
  // The channel is drawn in a microtask of its own, which comes before this one.
  queueMicrotask(() => {
    const row = document.querySelector<HTMLElement>(`[data-message="${CSS.escape(messageId)}"]`);
    row?.scrollIntoView({ block: "center" });
    row?.focus({ preventScroll: true });
  });
}
