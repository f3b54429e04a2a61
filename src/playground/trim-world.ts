import type { WorldSnapshot } from "../simulator/world/world-snapshot.ts";

/** As many of the newest messages as a saved world keeps. */
const messagesKept = 5000;
/** As many of the newest messages as keep every state of their text; the others keep the last. */
const historiesKept = 200;

/**
 * What of a world is worth saving. A chat of months must not make every save slower: deleted messages go, and old ones
 * lose what they said before their last edit.
 */
export function trimWorld(world: WorldSnapshot): WorldSnapshot {
  const messages = world.messages
    .filter((message) => message.deletedAt === null)
    .toSorted((one, other) => one.createdAt - other.createdAt)
    .slice(-messagesKept);
  const answered = new Set(messages.map((message) => message.interactionId));
  const firstWithHistory = messages.length - historiesKept;
  return {
    ...world,
    messages: messages.map((message, index) =>
      index < firstWithHistory ? { ...message, revisions: [] } : message,
    ),
    ...(world.interactions && {
      interactions: world.interactions.filter((interaction) => answered.has(interaction.id)),
    }),
  };
}
