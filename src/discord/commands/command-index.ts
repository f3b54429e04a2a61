import type { Command, RootCommand } from "./command.ts";

/** A command as people call it, `chat start`, and what it is. */
export interface NamedCommand {
  readonly path: string;
  readonly command: Command;
}

/** The commands there are, and the ids under which Discord knows them once it has been told. */
export class CommandIndex {
  readonly roots: readonly RootCommand[];
  readonly #paths: ReadonlySet<string>;
  /** By the name of the top-level command. */
  readonly #ids = new Map<string, string>();

  constructor(roots: readonly RootCommand[]) {
    this.roots = roots;
    this.#paths = new Set(roots.flatMap((root) => commandsOf(root).map(({ path }) => path)));
  }

  learn(registered: readonly { readonly name: string; readonly id: string }[]): void {
    for (const { name, id } of registered) this.#ids.set(name, id);
  }

  /** What people can click to use a command; as code while its id isn't known. */
  mention(path: string): string {
    const id = this.#ids.get(path.split(" ")[0] ?? "");
    return id === undefined || !this.#paths.has(path) ? `\`/${path}\`` : `</${path}:${id}>`;
  }

  /**
   * The text with every command in it, written as `` `/chat start` ``, made clickable; as it was where that would be
   * longer than `limit` UTF-16 units.
   */
  link(text: string, limit: number): string {
    const linked = text.replace(/`\/([a-z-]+(?: [a-z-]+)?)`/g, (_, path: string) =>
      this.mention(path),
    );
    return linked.length <= limit ? linked : text;
  }
}

/** The command itself, or its subcommands. */
export function commandsOf(root: RootCommand): readonly NamedCommand[] {
  if ("command" in root) return [{ path: root.name, command: root.command }];
  return Object.entries(root.subcommands).map(([name, command]) => ({
    path: `${root.name} ${name}`,
    command,
  }));
}
