export interface UserView {
  readonly id: string;
  readonly name: string;
  readonly avatarUrl: string | null;
  /** The word under the name, such as "owner" or "member". */
  readonly role: string;
  /** They installed the bot for themselves: its commands are theirs where it is no member too. */
  readonly hasApp: boolean;
  /** The language of their Discord, as Discord names it: `en-US`, `de`. */
  readonly locale: string;
}

/** The languages that a person's Discord can be set to here, by Discord's names for them. */
export const languages = [
  { locale: "en-US", name: "English" },
  { locale: "de", name: "Deutsch" },
  { locale: "fr", name: "Français" },
] as const;

export interface BotView {
  readonly id: string;
  readonly name: string;
  readonly avatarUrl: string | null;
  /** Whether a bot is connected to the gateway now. */
  readonly online: boolean;
}

export interface ChannelView {
  readonly id: string;
  readonly name: string;
  readonly topic: string;
  /** `group`: direct messages among several people, which no bot can join. */
  readonly kind: "text" | "thread" | "direct-message" | "group";
  /** The channel that a thread hangs on. */
  readonly parentId: string | null;
  readonly ageRestricted: boolean;
  /** The people who see it; null: everyone. A direct message has one. */
  readonly visibleTo: readonly string[] | null;
}
