import type { APIEmbed } from "discord-api-types/v10";
import { optionalPermission } from "../../invite-link.ts";
import type { Texts } from "../../texts/en/english.ts";
import type { Answer } from "../command.ts";
import { shorten } from "../rank-choices.ts";
import { setupRows } from "./setup-rows.ts";
import type { SetupState } from "./setup-state.ts";

/** One step on the way from the invitation to the first reply. */
interface Step {
  readonly name: string;
  readonly done: boolean;
  /** What is there or, when it isn't done, how to mend it. */
  readonly text: string;
}

/** Every step with what is left to do, and controls for the ones that can be done here. */
export function setupPanel(state: SetupState, texts: Texts, notice: string | null = null): Answer {
  const steps = stepsOf(state, texts);
  const left = steps.filter(({ done }) => !done).length;
  const place = `<#${state.channelId}>`;
  const embed: APIEmbed = {
    title: texts.setup.title,
    description: `${place}\n${left === 0 ? texts.setup.ready : texts.setup.left({ steps: left })}`,
    fields: steps.map(({ name, done, text }) => ({
      name: `${done ? "✅" : "❌"} ${name}`,
      value: shorten(text, 1024),
      inline: false,
    })),
  };
  return {
    ...(notice === null ? {} : { content: notice }),
    embeds: [embed],
    rows: setupRows(state, texts),
  };
}

function stepsOf(state: SetupState, texts: Texts): readonly Step[] {
  return [
    permissionStep(state, texts),
    voiceStep(state, texts),
    modelStep(state, texts),
    characterStep(state, texts),
    chatStep(state, texts),
  ];
}

function permissionStep(
  { missingInServer, missingInChannel, mayManageMessages }: SetupState,
  { setup, permissions }: Texts,
): Step {
  const named = (names: SetupState["missingInServer"]) =>
    names.map((name) => permissions[name]).join(", ");
  const lines = [
    ...(missingInServer.length === 0
      ? []
      : [setup.permissionsInServer({ permissions: named(missingInServer) })]),
    ...(missingInChannel.length === 0
      ? []
      : [setup.permissionsInChannel({ permissions: named(missingInChannel) })]),
  ];
  const optional = mayManageMessages ? setup.optionalThere : setup.optionalMissing;
  return {
    name: setup.permissions,
    done: lines.length === 0,
    text: [
      ...(lines.length === 0 ? [setup.permissionsThere] : lines),
      optional({ permission: permissions[optionalPermission] }),
    ].join("\n"),
  };
}

function voiceStep({ webhookTrouble }: SetupState, { setup, chat }: Texts): Step {
  return {
    name: setup.voice,
    done: webhookTrouble === null,
    text:
      webhookTrouble === null
        ? setup.voiceThere
        : chat.noOwnVoice[webhookTrouble === "permission" ? "permission" : "full"],
  };
}

function modelStep({ models }: SetupState, { setup }: Texts): Step {
  return {
    name: setup.model,
    done: models.length > 0,
    text: models.length > 0 ? setup.modelThere({ models: models.join(", ") }) : setup.modelMissing,
  };
}

function characterStep({ characters, brokenCards }: SetupState, { setup }: Texts): Step {
  const text =
    characters.length > 0
      ? setup.charactersThere({ count: characters.length })
      : setup.charactersMissing;
  return {
    name: setup.characters,
    done: characters.length > 0,
    text: brokenCards === 0 ? text : `${text}\n${setup.cardsBroken({ count: brokenCards })}`,
  };
}

function chatStep({ chat }: SetupState, { setup }: Texts): Step {
  return {
    name: setup.chat,
    done: chat !== null,
    text:
      chat === null
        ? setup.chatMissing
        : chat.answer === "always"
          ? setup.chatAlways({ character: chat.character })
          : setup.chatAddressed({ character: chat.character }),
  };
}
