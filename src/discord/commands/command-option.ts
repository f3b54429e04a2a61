import type { APIApplicationCommandBasicOption } from "discord-api-types/v10";

type Named<Option> = Option extends unknown
  ? Omit<Option, "description" | "description_localizations" | "name_localizations" | "choices"> & {
      /** Values that may be chosen; the texts name them. */
      readonly choices?: readonly string[];
    }
  : never;

/** An option of a command. What it is called and what its choices are called is in the texts, by name and value. */
export type CommandOption = Named<APIApplicationCommandBasicOption>;
