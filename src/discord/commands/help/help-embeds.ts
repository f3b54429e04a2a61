import type { PermissionsBitField } from "discord.js";
import type { APIEmbed } from "discord-api-types/v10";
import type { Texts } from "../../texts/en/english.ts";
import type { RootCommand } from "../command.ts";
import { type CommandIndex, commandsOf } from "../command-index.ts";
import { shorten } from "../rank-choices.ts";
import { mayUse, type Tier } from "../tier.ts";

type Rights = Readonly<PermissionsBitField> | null;

interface Person {
  /** Null in direct messages. */
  readonly rights: Rights;
  /** They have a role that the server's settings name to manage characters. */
  readonly isDelegate?: boolean;
  /** They are where the bot is no member: Discord offers them only what is for everywhere. */
  readonly isAway?: boolean;
}

interface HelpContext extends Person {
  readonly commands: CommandIndex;
  readonly texts: Texts;
}

/** Discord's limits for parts of an embed. */
const longest = { description: 4096, field: 1024, fields: 25, all: 6000 } as const;

/** The commands of which a person may use at least a part. */
export function topicsFor(roots: readonly RootCommand[], person: Person): readonly RootCommand[] {
  return roots.filter((root) => usable(root, person).length > 0);
}

/** How to begin, and every command, to be clicked. */
export function helpOverview(
  context: HelpContext & { readonly invite: string; readonly install?: string },
): APIEmbed {
  const { commands, texts, invite, install } = context;
  const { help } = texts;
  const intro = context.isAway === true ? help.introAway : help.intro;
  const fields = topicsFor(commands.roots, context).map((root) => ({
    name: texts[root.name].command.description,
    value: shorten(
      usable(root, context)
        .map(({ path }) => commands.mention(path))
        .join(" · "),
      longest.field,
    ),
    inline: false,
  }));
  return {
    title: help.title,
    description: `${intro}\n-# ${help.more}`,
    fields: [
      ...fields.slice(0, longest.fields - 1),
      {
        name: help.inviteTitle,
        value: [
          help.invite({ link: invite }),
          ...(install === undefined ? [] : [help.install({ link: install })]),
        ].join("\n"),
        inline: false,
      },
    ],
    footer: { text: help.madeUp },
  };
}

/** What each part of a command does, and who may use it. */
export function helpTopic(root: RootCommand, context: HelpContext): APIEmbed {
  const { commands, texts } = context;
  const text = texts[root.name].command;
  const lines = usable(root, context).map(({ path, tier }) => {
    const name = path.split(" ")[1];
    const described = describe(text, name);
    const note = tier === "everyone" ? "" : `\n-# ${texts.help.tiers[tier]}`;
    return `${commands.mention(path)}\n${described}${note}`;
  });
  return {
    title: `/${root.name}`,
    description: shorten(lines.join("\n"), longest.description),
  };
}

function describe(text: Texts[RootCommand["name"]]["command"], subcommand: string | undefined) {
  if (subcommand === undefined || !("subcommands" in text)) return text.description;
  const named: Readonly<Record<string, { readonly description: string }>> = text.subcommands;
  return named[subcommand]?.description ?? text.description;
}

function usable(root: RootCommand, { rights, isDelegate, isAway }: Person) {
  if (isAway === true && root.everywhere !== true) return [];
  return commandsOf(root)
    .map(({ path, command }) => ({ path, tier: command.tier ?? ("everyone" satisfies Tier) }))
    .filter(({ tier }) => mayUse(tier, rights, isDelegate));
}
