import {
  type APIActionRowComponent,
  type APIComponentInMessageActionRow,
  type APISelectMenuOption,
  ButtonStyle,
  ComponentType,
} from "discord-api-types/v10";
import { shorten } from "../commands/rank-choices.ts";
import { type PanelId, panelId } from "./panel-id.ts";

type Row = APIActionRowComponent<APIComponentInMessageActionRow>;

/** A menu of texts; one has to be chosen unless `least` and `most` say otherwise. */
export function menu(
  id: PanelId,
  options: readonly APISelectMenuOption[],
  placeholder: string,
  { least, most }: { readonly least: number; readonly most: number } = { least: 1, most: 1 },
): Row {
  return {
    type: ComponentType.ActionRow,
    components: [
      {
        type: ComponentType.StringSelect,
        custom_id: panelId(id),
        placeholder: shorten(placeholder, 150),
        min_values: least,
        max_values: most,
        options: [...options],
      },
    ],
  };
}

/** A row of buttons. */
export function buttons(components: APIComponentInMessageActionRow[]): Row {
  return { type: ComponentType.ActionRow, components };
}

export function button(
  customId: string,
  label: string,
  isChosen = false,
): APIComponentInMessageActionRow {
  const style = isChosen ? ButtonStyle.Primary : ButtonStyle.Secondary;
  return { type: ComponentType.Button, style, custom_id: customId, label };
}
