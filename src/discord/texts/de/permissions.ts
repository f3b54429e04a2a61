import type { Texts } from "../en/english.ts";

export const permissions: Texts["permissions"] = {
  ViewChannel: "Kanal ansehen",
  SendMessages: "Nachrichten senden",
  SendMessagesInThreads: "Nachrichten in Threads senden",
};
