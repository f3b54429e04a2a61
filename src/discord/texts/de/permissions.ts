import type { Texts } from "../en/english.ts";

export const permissions: Texts["permissions"] = {
  AddReactions: "Reaktionen hinzufügen",
  ViewChannel: "Kanal ansehen",
  SendMessages: "Nachrichten senden",
  EmbedLinks: "Links einbetten",
  AttachFiles: "Dateien anhängen",
  ReadMessageHistory: "Nachrichtenverlauf anzeigen",
  UseExternalEmojis: "Externe Emojis verwenden",
  ManageWebhooks: "Webhooks verwalten",
  ManageMessages: "Nachrichten verwalten",
  CreatePublicThreads: "Öffentliche Threads erstellen",
  CreatePrivateThreads: "Private Threads erstellen",
  SendMessagesInThreads: "Nachrichten in Threads senden",
};
