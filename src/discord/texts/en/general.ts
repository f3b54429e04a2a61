import { countingIn } from "../counting.ts";

const { plural, number } = countingIn("en");

/** What belongs to no command alone. */
export const general = {
  unexpected: ({ errorId }: { readonly errorId: string }) =>
    `⚠ Something went wrong here. The log has more under \`${errorId}\`.`,
  moreWarnings: ({ count }: { readonly count: number }) =>
    plural(count, { one: "… and 1 more warning.", other: `… and ${number(count)} more warnings.` }),
  /** How much of a prompt something takes, about. */
  tokens: ({ count }: { readonly count: number }) => `≈ ${number(count)} tokens`,
  /** Said in the channel to people whom nobody can answer there. */
  hints: {
    characterMissing:
      "⚠ The card of this chat's character is gone, so there is no reply. `/chat start` brings someone else; people who manage the server see broken cards in `/character list`.",
    noConversation:
      "No character is here yet. `/chat start` brings one, `/character list` shows who there is.",
    stopped: "The chat in here is stopped. `/chat start` goes on with it.",
    directMessagesOff:
      "Whoever runs me has switched direct messages off. In a server I can be talked to.",
  },
};
