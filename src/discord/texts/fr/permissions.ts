import type { Texts } from "../en/english.ts";

export const permissions: Texts["permissions"] = {
  AddReactions: "Ajouter des réactions",
  ViewChannel: "Voir le salon",
  SendMessages: "Envoyer des messages",
  EmbedLinks: "Intégrer des liens",
  AttachFiles: "Joindre des fichiers",
  ReadMessageHistory: "Voir les anciens messages",
  UseExternalEmojis: "Utiliser des émojis externes",
  ManageWebhooks: "Gérer les webhooks",
  ManageMessages: "Gérer les messages",
  CreatePublicThreads: "Créer des fils publics",
  CreatePrivateThreads: "Créer des fils privés",
  SendMessagesInThreads: "Envoyer des messages dans les fils",
};
