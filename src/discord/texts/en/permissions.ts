/** Permissions as Discord's own settings call them. */
export const permissions = {
  ViewChannel: "View Channel",
  SendMessages: "Send Messages",
  SendMessagesInThreads: "Send Messages in Threads",
};
