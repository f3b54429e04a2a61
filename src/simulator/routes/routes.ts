import type { Route } from "../http/route.ts";
import { accountRoutes } from "./account-routes.ts";
import { channelRoutes } from "./channel-routes.ts";
import { commandRoutes } from "./command-routes.ts";
import { emojiRoutes } from "./emoji-routes.ts";
import { guildRoutes } from "./guild-routes.ts";
import { interactionRoutes } from "./interaction-routes.ts";
import { messageRoutes } from "./message-routes.ts";
import { reactionRoutes } from "./reaction-routes.ts";
import { threadRoutes } from "./thread-routes.ts";
import { webhookMessageRoutes } from "./webhook-message-routes.ts";
import { webhookRoutes } from "./webhook-routes.ts";

/** Everything of Discord's REST that the simulator knows. */
export const routes: readonly Route[] = [
  ...accountRoutes,
  ...channelRoutes,
  ...commandRoutes,
  ...emojiRoutes,
  ...guildRoutes,
  ...interactionRoutes,
  ...messageRoutes,
  ...reactionRoutes,
  ...threadRoutes,
  ...webhookMessageRoutes,
  ...webhookRoutes,
];
