import type { ChannelView } from "../../protocol/world.ts";
import type { IconName } from "./icon.ts";

export const channelIcons: Readonly<Record<ChannelView["kind"], IconName>> = {
  text: "hash",
  thread: "thread",
  "direct-message": "person",
  group: "people",
};

/** What a channel is called in a sentence. */
export function channelLabel({ kind, name }: ChannelView): string {
  return kind === "text" || kind === "thread" ? `#${name}` : name;
}
