import { type Client, GatewayDispatchEvents, type Message, type PartialMessage } from "discord.js";
import type { HeardMessage } from "../../conversation/ports.ts";
import { heardMessage } from "./heard-message.ts";
import { botIdentity, isSaid, readMessage } from "./read-message.ts";

export interface GatewayEvents {
  /** Discord begins a session, before anything happens in it: what happened since the last one is told by nobody. */
  onSession(): void;
  /** Called in the order in which a channel's messages were written. */
  onMessage(message: HeardMessage): void;
  /** Somebody changed what they wrote. */
  onMessageEdited(message: HeardMessage): void;
  onMessagesDeleted(channelId: string, messageIds: readonly string[]): void;
  /** A channel or thread is gone. */
  onChannelDeleted(channelId: string): void;
  /** Something in here broke; the connection goes on. */
  onBug(thrown: unknown): void;
}

/** Passes on what happens in Discord. None of it waits, so that the gateway never does. Returns how to stop. */
export function listenToGateway(client: Client, events: GatewayEvents): () => void {
  const guarded =
    <Args extends readonly unknown[]>(handler: (...args: Args) => void) =>
    (...args: Args) => {
      try {
        handler(...args);
      } catch (thrown) {
        events.onBug(thrown);
      }
    };

  const onSession = guarded(() => events.onSession());
  const onMessage = guarded((message: Message) => {
    if (client.user === null || !isSaid(message)) return;
    events.onMessage(
      heardMessage(readMessage(message), botIdentity(client.user.id, message.guild)),
    );
  });
  const onEdit = guarded((_: Message | PartialMessage, message: Message | PartialMessage) => {
    // Without a time of the edit it is Discord that adds a preview, say; a partial one says nothing of its words.
    if (client.user === null || message.partial || message.editedTimestamp === null) return;
    if (!isSaid(message)) return;
    events.onMessageEdited(
      heardMessage(readMessage(message), botIdentity(client.user.id, message.guild)),
    );
  });
  const onDelete = guarded((message: Message | PartialMessage) =>
    events.onMessagesDeleted(message.channelId, [message.id]),
  );
  const onDeleteMany = guarded(
    (messages: { keys(): Iterable<string> }, channel: { readonly id: string }) =>
      events.onMessagesDeleted(channel.id, [...messages.keys()]),
  );
  const onChannelDelete = guarded((channel: { readonly id: string }) =>
    events.onChannelDeleted(channel.id),
  );

  client.ws.on(GatewayDispatchEvents.Ready, onSession);
  client.on("messageCreate", onMessage);
  client.on("messageUpdate", onEdit);
  client.on("messageDelete", onDelete);
  client.on("messageDeleteBulk", onDeleteMany);
  client.on("channelDelete", onChannelDelete);
  client.on("threadDelete", onChannelDelete);
  return () => {
    client.ws.off(GatewayDispatchEvents.Ready, onSession);
    client.off("messageCreate", onMessage);
    client.off("messageUpdate", onEdit);
    client.off("messageDelete", onDelete);
    client.off("messageDeleteBulk", onDeleteMany);
    client.off("channelDelete", onChannelDelete);
    client.off("threadDelete", onChannelDelete);
  };
}
