import type { Command } from "commander";

/** `docs/command-line.md`: the help of the program and of each of its commands, as it is printed. */
export function commandLinePage(program: Command): string {
  const sections = withSubcommands(program, program.name()).map(
    ([title, command]) => `## ${title}\n\n\`\`\`text\n${helpOf(command)}\n\`\`\`\n`,
  );
  return `${head}\n${sections.join("\n")}`;
}

/** A command and all below it, each with what to type. */
function withSubcommands(
  command: Command,
  title: string,
): readonly (readonly [title: string, command: Command])[] {
  const below = command.commands.flatMap((each) =>
    withSubcommands(each, `${title} ${each.name()}`),
  );
  return [[title, command], ...below];
}

const head = `# The command line

<!-- Generated from src/cli by \`npm run docs:generate\`. Change it there. -->

In a clone, \`npm run -s hearthside -- ARGS\` runs the program, and \`npm start\` is \`hearthside start\`. In the
container image the program is the entry point.
`;

function helpOf(command: Command): string {
  let printed = "";
  command.configureOutput({
    writeOut: (text) => {
      printed += text;
    },
  });
  command.outputHelp();
  return printed.trim();
}
