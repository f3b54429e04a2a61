import {
  ApplicationCommandType,
  type RESTPostAPIContextMenuApplicationCommandsJSONBody,
} from "discord-api-types/v10";
import { type CommandPlaces, placesOf } from "../commands/command-definitions.ts";
import type { Control } from "../components/control.ts";
import { deleteTurn } from "../components/deeds/delete.ts";
import { editReply } from "../components/deeds/edit.ts";
import { messageInfo, whyThisReply } from "../components/deeds/looking.ts";
import { showMore } from "../components/deeds/more.ts";
import type { Texts } from "../texts/en/english.ts";
import { discordLocales } from "../texts/language.ts";
import { texts } from "../texts/texts.ts";

/** A command in the menu of a message, on whatever turn that shows. */
interface MessageMenu {
  readonly name: keyof Texts["turns"]["menus"];
  /** The control that a form of it comes back to. */
  readonly action: string;
  readonly control: Control;
}

const menuTable: readonly MessageMenu[] = [
  { name: "swipe", action: "more", control: showMore },
  { name: "edit", action: "edit", control: editReply },
  { name: "delete", action: "delete", control: deleteTurn },
  { name: "why", action: "why", control: whyThisReply },
  { name: "info", action: "info", control: messageInfo },
];

/** By the name under which Discord knows it, which is the English one. */
export function findMenu(name: string): MessageMenu | undefined {
  return menuTable.find((menu) => texts.en.turns.menus[menu.name] === name);
}

/** The commands of messages' menus as Discord wants to be told them. */
export function menuDefinitions({
  userInstalls,
}: CommandPlaces): RESTPostAPIContextMenuApplicationCommandsJSONBody[] {
  return menuTable.map(({ name }) => ({
    type: ApplicationCommandType.Message,
    name: texts.en.turns.menus[name],
    name_localizations: Object.fromEntries(
      Object.entries(discordLocales).flatMap(([language, locales]) =>
        locales.map((locale) => [
          locale,
          texts[language as keyof typeof discordLocales].turns.menus[name],
        ]),
      ),
    ),
    default_member_permissions: null,
    ...placesOf({ everywhere: userInstalls }),
  }));
}
