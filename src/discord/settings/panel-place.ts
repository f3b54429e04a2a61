import type { PermissionsBitField } from "discord.js";
import { type SettingScope, scopesOf } from "../../conversation/settings/place.ts";
import type { ResolvedSettings } from "../../conversation/settings/resolve-settings.ts";
import type { SettingsService } from "../../conversation/settings/settings-desk.ts";
import { UserError } from "../../lib/errors.ts";
import { requireTier } from "../commands/tier.ts";

/** Whoever uses a panel, and where. */
export interface PanelUser {
  readonly channelId: string | null;
  readonly guildId: string | null;
  readonly memberPermissions: Readonly<PermissionsBitField> | null;
}

/** A scope that somebody looks at, with those that it lies in and those that they may turn to. */
export interface PanelPlace {
  readonly scope: SettingScope;
  /** The narrowest first, `scope` among them unless it is a role. */
  readonly scopes: readonly SettingScope[];
  readonly resolved: ResolvedSettings;
}

/**
 * The scope as the person may set it here and now.
 *
 * @throws UserError when they may not, or it isn't one of this place.
 */
export function panelPlace(
  scope: SettingScope,
  user: PanelUser,
  settings: SettingsService,
): PanelPlace {
  const concernsServer = scope.kind === "guild" || scope.kind === "role";
  requireTier(concernsServer ? "server-manager" : "channel-manager", user.memberPermissions);
  const scopes = scopesHere(user, settings);
  const guild = scopes.filter(({ kind }) => kind === "guild");
  if (scope.kind === "role" && guild.length > 0)
    return { scope, scopes: guild, resolved: settings.within(scope, guild) };
  const index = scopes.findIndex(({ kind, id }) => kind === scope.kind && id === scope.id);
  if (index === -1) throw new UserError("panel-elsewhere", "Open this panel anew where you are.");
  return { scope, scopes, resolved: settings.within(scope, scopes.slice(index + 1)) };
}

/** The scopes that a person's place lies in, the narrowest first. */
export function scopesHere(
  { channelId, guildId }: Pick<PanelUser, "channelId" | "guildId">,
  settings: SettingsService,
): readonly SettingScope[] {
  if (channelId === null) throw new UserError("no-channel", "Use this in a channel.");
  return scopesOf({ ...settings.placeOf(channelId), guildId });
}
