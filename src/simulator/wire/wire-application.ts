import type { Platform } from "../platform/platform.ts";
import type { WireObject } from "../world/records.ts";
import { wireUser } from "./wire-user.ts";

/** Application flag bits: message content for a small application, granted in the portal. */
const messageContentLimited = 1 << 19;

/** The bot's application as Discord's `PrivateApplicationResponse`. */
export function wireApplication({ bot, world, messageContentGranted }: Platform): WireObject {
  const flags = messageContentGranted ? messageContentLimited : 0;
  const owner = world.users.find((user) => !user.bot) ?? bot;
  return {
    id: bot.id,
    name: bot.globalName ?? bot.username,
    icon: null,
    description: "",
    type: null,
    bot: wireUser(bot),
    bot_public: true,
    bot_require_code_grant: false,
    verify_key: "0".repeat(64),
    flags,
    flags_new: String(flags),
    redirect_uris: [],
    interactions_endpoint_url: null,
    role_connections_verification_url: null,
    owner: wireUser(owner),
    approximate_guild_count: world.guilds.length,
    integration_types_config: {
      "0": {
        oauth2_install_params: { scopes: ["applications.commands", "bot"], permissions: "0" },
      },
      "1": { oauth2_install_params: { scopes: ["applications.commands"], permissions: "0" } },
    },
    approximate_user_install_count: world.users.filter(({ hasApp }) => hasApp).length,
    approximate_user_authorization_count: 0,
    explicit_content_filter: 0,
    team: null,
    eligible_oauth2_scopes: [],
  };
}
