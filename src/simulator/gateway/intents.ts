/** Gateway intents by Discord's bits. */
export const intentBits = {
  guilds: 1 << 0,
  guildMembers: 1 << 1,
  guildWebhooks: 1 << 5,
  presences: 1 << 8,
  guildMessages: 1 << 9,
  guildMessageReactions: 1 << 10,
  guildMessageTyping: 1 << 11,
  directMessages: 1 << 12,
  directMessageReactions: 1 << 13,
  directMessageTyping: 1 << 14,
  messageContent: 1 << 15,
} as const;

/** These need a tick in the Developer Portal. */
export const privilegedIntents =
  intentBits.guildMembers | intentBits.presences | intentBits.messageContent;

/** Every bit that Discord knows (0–16, 20, 21, 24, 25); others are answered with 4013. */
export const knownIntents = ((1 << 17) - 1) | (1 << 20) | (1 << 21) | (1 << 24) | (1 << 25);
