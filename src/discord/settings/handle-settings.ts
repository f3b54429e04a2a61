import {
  type AnySelectMenuInteraction,
  type ButtonInteraction,
  type Client,
  type Interaction,
  MessageFlags,
  type ModalSubmitInteraction,
} from "discord.js";
import { ComponentType, TextInputStyle } from "discord-api-types/v10";
import {
  isSettingKey,
  placeSettings,
  type SettingKey,
} from "../../conversation/settings/place-settings.ts";
import type { Setting, SettingGroup } from "../../conversation/settings/setting.ts";
import { coerceError, UserError } from "../../lib/errors.ts";
import type { Answer } from "../commands/command.ts";
import type { InteractionContext } from "../commands/handle-interactions.ts";
import { shorten } from "../commands/rank-choices.ts";
import { retrying } from "../retry.ts";
import { errorText } from "../texts/error-text.ts";
import { textsFor } from "../texts/texts.ts";
import { expectedValue } from "./expected-value.ts";
import { openPanel } from "./open-panel.ts";
import { type PanelId, panelId, readPanelId } from "./panel-id.ts";
import { panelPlace } from "./panel-place.ts";
import { groupOf } from "./settings-panel.ts";
import { typedText, typedValue } from "./typed-value.ts";

type Press = ButtonInteraction | AnySelectMenuInteraction | ModalSubmitInteraction;

const field = "value";

/** Answers what people do with the settings panel. Returns how to stop. */
export function handleSettings(client: Client, context: InteractionContext): () => void {
  const onInteraction = (interaction: Interaction) => {
    if (!interaction.isMessageComponent() && !interaction.isModalSubmit()) return;
    const id = readPanelId(interaction.customId);
    if (id !== undefined) void onPress(interaction, id, context);
  };
  client.on("interactionCreate", onInteraction);
  return () => client.off("interactionCreate", onInteraction);
}

/** Never rejects. */
async function onPress(press: Press, id: PanelId, context: InteractionContext): Promise<void> {
  const { clock, logger } = context;
  try {
    if (id.verb === "ask" && !press.isModalSubmit()) {
      const form = formFor(press, id, context);
      await retrying(() => press.showModal(form), { clock, tries: 2 });
      return;
    }
    // Nothing here waits, so the panel itself is the acknowledgement.
    const { content = "", embeds, rows } = change(press, id, context);
    const panel = { content, embeds: [...(embeds ?? [])], components: [...(rows ?? [])] };
    if (press.isModalSubmit() && !press.isFromMessage()) return;
    await retrying(() => press.update(panel), { clock, tries: 2 });
  } catch (thrown) {
    await tell(press, thrown, context).catch((failed: unknown) =>
      logger.warn({ error: coerceError(failed) }, "a panel could not be answered"),
    );
  }
}

async function tell(press: Press, thrown: unknown, context: InteractionContext): Promise<void> {
  const { logger, newErrorId, clock } = context;
  let content: string;
  if (thrown instanceof UserError) content = errorText(thrown, press);
  else {
    const errorId = newErrorId();
    logger.error({ errorId, error: coerceError(thrown) }, "a panel failed unexpectedly");
    content = textsFor(press).general.unexpected({ errorId });
  }
  await retrying(() => press.reply({ content, flags: MessageFlags.Ephemeral }), {
    clock,
    tries: 2,
  });
}

/** Does what was asked for, and says what the panel shows then. */
function change(press: Press, id: PanelId, context: InteractionContext): Answer {
  const { services } = context;
  const { settings, library } = services;
  const { scope, subject, verb } = id;
  panelPlace(scope, press, settings);
  const show = (group: SettingGroup, key: SettingKey | null) =>
    openPanel({ scope, group, key }, press, services);
  const [chosen = ""] = press.isAnySelectMenu() ? press.values : [];
  if (verb === "group") return show(chosen as SettingGroup, null);
  if (verb === "setting") return show(groupOf(chosen) ?? "answering", keyOf(chosen));
  if (verb === "scope") {
    const [kind, scopeId = ""] = chosen.split(":");
    const to = readPanelId(["place", "scope", kind, scopeId, subject, ""].join(":"));
    if (to === undefined)
      throw new UserError("panel-elsewhere", "Open this panel anew where you are.");
    panelPlace(to.scope, press, settings);
    return openPanel(
      { scope: to.scope, group: subject as SettingGroup, key: null },
      press,
      services,
    );
  }
  const key = keyOf(subject);
  const setting: Setting<unknown> = placeSettings[key];
  if (verb === "inherit") settings.inherit(scope, key);
  else if (press.isModalSubmit()) {
    const typed = press.fields.getTextInputValue(field);
    try {
      settings.change(scope, key, typedValue(key, setting, typed, library));
    } catch (thrown) {
      const notice = `⚠ ${whyNot(thrown, key, press)}`;
      return openPanel({ scope, group: setting.group, key, notice }, press, services);
    }
  } else if (press.isAnySelectMenu())
    settings.change(scope, key, setting.control.kind === "one-of" ? chosen : press.values);
  else settings.change(scope, key, id.value === "true");
  services.audit.record({
    guildId: press.guildId,
    channelId: scope.kind === "guild" || scope.kind === "role" ? null : press.channelId,
    actorId: press.user.id,
    action: verb === "inherit" ? "settings.inherit" : "settings.change",
    detail: {
      kind: "setting",
      key,
      scope: scope.kind,
      scopeId: scope.id,
      ...(verb === "inherit" ? {} : { value: settings.own(scope)[key] }),
    },
  });
  return show(setting.group, key);
}

/** Why a typed value isn't taken. Anything but wrong input is thrown again. */
function whyNot(thrown: unknown, key: SettingKey, press: Press): string {
  if (!(thrown instanceof UserError)) throw thrown;
  if (thrown.code !== "bad-setting") return errorText(thrown, press);
  const { settings } = textsFor(press);
  const expected = expectedValue(placeSettings[key], settings);
  return settings.notTaken({ label: settings.labels[key], expected });
}

function formFor(
  press: ButtonInteraction | AnySelectMenuInteraction,
  { scope, subject }: PanelId,
  { services }: InteractionContext,
) {
  const { resolved } = panelPlace(scope, press, services.settings);
  const key = keyOf(subject);
  const setting: Setting<unknown> = placeSettings[key];
  const { settings } = textsFor(press);
  const isLong = setting.control.kind === "words";
  return {
    title: settings.editTitle,
    custom_id: panelId({ verb: "form", scope, subject: key, value: "" }),
    components: [
      {
        type: ComponentType.Label as const,
        label: shorten(settings.labels[key], 45),
        description: shorten(expectedValue(setting, settings), 100),
        component: {
          type: ComponentType.TextInput as const,
          custom_id: field,
          style: isLong ? TextInputStyle.Paragraph : TextInputStyle.Short,
          required: false,
          value: typedText(setting, resolved.values[key]),
          max_length: 4000,
        },
      },
    ],
  };
}

function keyOf(given: string): SettingKey {
  if (isSettingKey(given)) return given;
  throw new UserError("no-such-setting", `There is no setting "${given}".`);
}
