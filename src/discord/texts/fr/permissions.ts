import type { Texts } from "../en/english.ts";

export const permissions: Texts["permissions"] = {
  ViewChannel: "Voir le salon",
  SendMessages: "Envoyer des messages",
  SendMessagesInThreads: "Envoyer des messages dans les fils",
};
