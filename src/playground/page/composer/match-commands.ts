import type { CommandView } from "../../protocol/command.ts";

/** As many as the palette shows. */
const most = 25;

/** What is typed after the slash, or undefined when the text is no command. */
export function commandQuery(text: string): string | undefined {
  return text.startsWith("/") && !text.includes("\n") ? text.slice(1) : undefined;
}

/** The slash commands that fit what was typed: those that begin so, then those with such a word, then the rest. */
export function matchCommands(commands: readonly CommandView[], query: string): CommandView[] {
  const wanted = query.trim().toLowerCase();
  return commands
    .filter((command) => command.kind === "slash")
    .map((command) => ({ command, rank: rank(command, wanted) }))
    .filter(({ rank }) => rank < 3)
    .sort((a, b) => a.rank - b.rank || a.command.name.localeCompare(b.command.name))
    .slice(0, most)
    .map(({ command }) => command);
}

function rank(command: CommandView, wanted: string): number {
  const name = command.name.toLowerCase();
  if (name.startsWith(wanted)) return 0;
  if (name.split(/[\s-]/).some((word) => word.startsWith(wanted))) return 1;
  return name.includes(wanted) ? 2 : 3;
}
