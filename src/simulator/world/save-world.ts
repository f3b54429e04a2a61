import type { IdSource } from "./id-source.ts";
import type { World } from "./world.ts";
import type { WorldSnapshot } from "./world-snapshot.ts";

const maxMessagesPerChannel = 1000;

/** The world as JSON-ready data, copied: later changes don't show in it. */
export function snapshotWorld(world: World, ids: IdSource): WorldSnapshot {
  const messages = world.channels.flatMap((channel) =>
    world.messagesIn(channel.id).slice(-maxMessagesPerChannel),
  );
  const answered = new Set(messages.map((message) => message.interactionId));
  return structuredClone<WorldSnapshot>({
    version: 1,
    users: world.users,
    guilds: world.guilds,
    channels: world.channels,
    messages: messages.map((message) => ({ ...message, revisions: [] })),
    webhooks: [...world.webhookById.values()],
    commands: world.commands,
    emojis: world.emojis,
    interactions: world.interactions.filter((interaction) => answered.has(interaction.id)),
    files: world.files.all.map((file) => ({
      path: file.path,
      contentType: file.contentType,
      base64: Buffer.from(file.bytes).toString("base64"),
    })),
    builtIds: ids.builtCount,
  });
}

/** Fills an empty world. Throws for a snapshot of another version. */
export function restoreWorld(saved: WorldSnapshot, world: World, ids: IdSource): void {
  if (saved.version !== 1)
    throw new Error(`The simulator's snapshot has version ${String(saved.version)}; 1 is known.`);
  const copy = structuredClone(saved);
  for (const user of copy.users) world.userById.set(user.id, user);
  for (const guild of copy.guilds) world.guildById.set(guild.id, guild);
  for (const channel of copy.channels) world.channelById.set(channel.id, channel);
  for (const message of copy.messages) {
    world.addMessage(message);
    ids.continueAfter(message.id);
  }
  for (const webhook of copy.webhooks) world.webhookById.set(webhook.id, webhook);
  for (const interaction of copy.interactions ?? []) world.addInteraction(interaction);
  for (const emoji of copy.emojis) world.emojiById.set(emoji.id, emoji);
  for (const file of copy.files)
    world.files.put({ ...file, bytes: Buffer.from(file.base64, "base64") });
  world.commands = copy.commands;
}
