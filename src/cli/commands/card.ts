import { type Command, Option } from "commander";
import type { CommandContext } from "../context.ts";

interface ConvertOptions {
  readonly to: CardFormat;
  readonly out: string;
  readonly picture?: string;
  readonly force?: true;
}

type CardFormat = "v2" | "v3" | "png" | "charx";

export function addCardCommand(program: Command, context: CommandContext): void {
  const card = program
    .command("card")
    .summary("look into character cards and convert them")
    .description(
      "Works on one character card: JSON, YAML, PNG, APNG, WebP, JPEG or CHARX, of version 1, 2 or 3 or of another " +
        "program's kind. Needs no settings.",
    );
  addInspect(card, context);
  addConvert(card, context);
}

function addInspect(card: Command, context: CommandContext): void {
  card
    .command("inspect")
    .summary("say what a card holds, and what is odd about it")
    .description(
      "Prints what kind of card a file is, its fields, the files inside it and a warning for each thing that is odd. " +
        "With --json, the whole card too, normalised to version 3.",
    )
    .argument("<file>", "the card")
    .option("--json", "print all of it as JSON")
    .action(async (file: string, { json }: { json?: true }) => {
      const { inspectCardFile, describeInspection } = await import(
        "../../app/cards/inspect-card-file.ts"
      );
      const inspection = await inspectCardFile(file);
      context.print(
        json ? JSON.stringify(inspection, undefined, 2) : describeInspection(inspection),
      );
    });
}

function addConvert(card: Command, context: CommandContext): void {
  card
    .command("convert")
    .summary("write a card in another format")
    .description(
      "Writes a card as JSON of version 2 or 3, as a PNG that carries both, or as a CHARX archive. Nothing in the card " +
        "is lost, known or unknown. The card that is read stays as it is.",
    )
    .argument("<file>", "the card")
    .addOption(
      new Option("--to <format>", "what to write")
        .choices(["v2", "v3", "png", "charx"] satisfies readonly CardFormat[])
        .makeOptionMandatory(),
    )
    .requiredOption("--out <path>", "the file to write")
    .option(
      "--picture <file>",
      "the character's picture (default: the card's own, or the one of the same name beside it)",
    )
    .option("--force", "replace the file that stands at --out")
    .action(async (from: string, options: ConvertOptions) => {
      const { convertCardFile } = await import("../../app/cards/convert-card-file.ts");
      const { to, out, picture, force: overwrite = false } = options;
      const nowMs = context.clock.now();
      const { sizeBytes, warnings } = await convertCardFile({
        from,
        to,
        out,
        picture,
        overwrite,
        nowMs,
      });
      for (const warning of warnings) context.print(`Warning: ${warning}`);
      context.print(`${out}: written, ${Math.ceil(sizeBytes / 1024)} KiB.`);
    });
}
