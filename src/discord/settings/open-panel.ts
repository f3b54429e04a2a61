import type { SettingScope } from "../../conversation/settings/place.ts";
import type { SettingKey } from "../../conversation/settings/place-settings.ts";
import { type SettingGroup, settingGroups } from "../../conversation/settings/setting.ts";
import type { Answer, CommandServices } from "../commands/command.ts";
import { textsFor } from "../texts/texts.ts";
import { type PanelUser, panelPlace } from "./panel-place.ts";
import { firstGroup, settingsPanel } from "./settings-panel.ts";

export interface PanelRequest {
  readonly scope: SettingScope;
  /** The first that there is when left out. */
  readonly group?: SettingGroup;
  readonly key?: SettingKey | null;
  /** What went wrong; nothing of what was said before when left out. */
  readonly notice?: string;
}

/** The panel of a scope, for someone who may set it. @throws UserError when they may not. */
export function openPanel(
  { scope, group, key = null, notice = "" }: PanelRequest,
  user: PanelUser & { readonly locale: string },
  { settings, library, chat }: Pick<CommandServices, "settings" | "library" | "chat">,
): Answer {
  const here = chat.conversationOf(scope.id)?.conversation;
  const known = group !== undefined && settingGroups.includes(group) ? group : undefined;
  const panel = settingsPanel({
    ...panelPlace(scope, user, settings),
    own: settings.own(scope),
    group: known ?? firstGroup({ scope }),
    key,
    texts: textsFor(user),
    characterName: (id) => library.get(id)?.name,
    chatAnswersAlways: here?.status === "active" && here.answer === "always",
  });
  return notice === "" ? panel : { content: notice, ...panel };
}
