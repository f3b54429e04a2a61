import {
  type APIActionRowComponent,
  type APIComponentInMessageActionRow,
  type APISelectMenuOption,
  ChannelType,
  ComponentType,
  SelectMenuDefaultValueType,
} from "discord-api-types/v10";
import { button, rowOf } from "../../components/button.ts";
import { controlId } from "../../components/control-id.ts";
import type { Texts } from "../../texts/en/english.ts";
import { shorten } from "../rank-choices.ts";
import type { SetupState } from "./setup-state.ts";

type Row = APIActionRowComponent<APIComponentInMessageActionRow>;

/** Discord's limits for a menu. */
const longest = { label: 100, value: 100, options: 25, placeholder: 150 } as const;

/** What can be done below the steps: where, who, with which model, what is answered, and a first question. */
export function setupRows(state: SetupState, { setup }: Texts): readonly Row[] {
  const { channelId, chat, characters, modelChoices } = state;
  const current = characters.filter(({ id }) => id === chat?.characterId);
  const others = characters.filter(({ id }) => id !== chat?.characterId);
  return [
    channelRow(channelId, setup),
    ...menuRow("setup-character", channelId, setup.chooseCharacter, [
      ...current.map(({ id, name }) => option(id, name, true)),
      ...others.map(({ id, name }) => option(id, name, false)),
    ]),
    ...menuRow(
      "setup-model",
      channelId,
      setup.chooseModel,
      modelChoices.map((id) => option(id, id, id === state.model)),
    ),
    rowOf(
      button(idOf("setup-answer", channelId, "addressed"), {
        label: setup.answerAddressed,
        disabled: chat === null || chat.answer === "addressed",
      }),
      button(idOf("setup-answer", channelId, "always"), {
        label: setup.answerAlways,
        disabled: chat === null || chat.answer === "always",
      }),
      button(idOf("setup-test", channelId), { label: setup.askSomething, disabled: chat === null }),
      button(idOf("setup-look", channelId), { emoji: "🔁", label: setup.lookAgain }),
    ),
  ];
}

function channelRow(channelId: string, setup: Texts["setup"]): Row {
  const { GuildText, GuildAnnouncement, PublicThread, PrivateThread } = ChannelType;
  return {
    type: ComponentType.ActionRow,
    components: [
      {
        type: ComponentType.ChannelSelect,
        custom_id: controlId(idOf("setup-channel", channelId)),
        placeholder: setup.chooseChannel,
        channel_types: [GuildText, GuildAnnouncement, PublicThread, PrivateThread],
        default_values: [{ id: channelId, type: SelectMenuDefaultValueType.Channel }],
        min_values: 1,
        max_values: 1,
      },
    ],
  };
}

/** No row where there is nothing to choose. */
function menuRow(
  action: string,
  channelId: string,
  placeholder: string,
  options: readonly APISelectMenuOption[],
): readonly Row[] {
  const usable = options.filter(({ value }) => value.length <= longest.value);
  if (usable.length === 0) return [];
  return [
    {
      type: ComponentType.ActionRow,
      components: [
        {
          type: ComponentType.StringSelect,
          custom_id: controlId(idOf(action, channelId)),
          placeholder: shorten(placeholder, longest.placeholder),
          options: usable.slice(0, longest.options),
        },
      ],
    },
  ];
}

function option(value: string, name: string, isDefault: boolean): APISelectMenuOption {
  return { value, label: shorten(name, longest.label), default: isDefault };
}

function idOf(action: string, subject: string, detail = "") {
  return { action, subject, revision: 0, detail };
}
