import type { App } from "../app.ts";
import { visibleChannels } from "../state/page-state.ts";

/** Opens a channel to write in; says so when the speaker doesn't see it, or it is gone. */
export function goToChannel(app: App, channelId: string): void {
  if (!visibleChannels(app.store.state).some((channel) => channel.id === channelId)) {
    app.notify("This channel isn't here any more, or isn't for you.");
    return;
  }
  app.store.openChannel(channelId);
  app.focusComposer();
}
