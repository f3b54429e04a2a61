import { type Command, Option } from "commander";
import { UserError } from "../../lib/errors.ts";
import type { CommandContext } from "../context.ts";

const checkpointTypes = ["F16", "Q8_0"] as const;

export function addModelsCommand(program: Command, context: CommandContext): void {
  const models = program
    .command("models")
    .summary("look at models and bring old ones over")
    .description(
      "Works on the models in MODELS_DIR and on those that the catalogue knows; docs/models.md lists them.",
    );
  addList(models, context);
  addInfo(models, context);
  addImport(models, context);
  addPull(models, context);
}

function addList(models: Command, context: CommandContext): void {
  models
    .command("list")
    .summary("list the models that are here and those that are known")
    .description(
      "Prints the model files in MODELS_DIR and whether each fits in the memory that is free now, and every model of the " +
        "catalogue with the way in which it runs here and the sizes that fit.",
    )
    .option("--json", "print all of it as JSON")
    .action(async ({ json }: { json?: true }) => {
      const settings = context.settings();
      const { listKnownModels, describeModels, listAsJson } = await import(
        "../../app/models/list-models.ts"
      );
      const list = await listKnownModels(settings);
      context.print(json ? asJson(listAsJson(list)) : describeModels(list, settings.MODELS_DIR));
    });
}

function addInfo(models: Command, context: CommandContext): void {
  models
    .command("info")
    .summary("say what is known of a model or a file")
    .description(
      "Prints what the catalogue knows of a model: sizes and the memory that they take, licence, context, prompt format, " +
        "sources and the way in which it runs here. Of a file, GGUF or from before it, also what its header says and whether " +
        "it fits in the memory that is free now.",
    )
    .argument(
      "<name|file>",
      "a known model, a model file, or a file's name in MODELS_DIR without its ending",
    )
    .option("--json", "print all of it as JSON")
    .action(async (wanted: string, { json }: { json?: true }) => {
      const { showModel, describeModel } = await import("../../app/models/show-model.ts");
      const model = await showModel(wanted, context.settings());
      context.print(json ? asJson(model) : describeModel(model));
    });
}

interface ImportOptions {
  readonly name?: string;
  readonly context?: string;
  readonly rmsEpsilon?: string;
  readonly format?: string;
  readonly out?: string;
  readonly type?: (typeof checkpointTypes)[number];
}

function addImport(models: Command, context: CommandContext): void {
  models
    .command("import")
    .summary("make a GGUF file of an old model or a checkpoint")
    .description(
      "Rewrites a LLaMA model in a GGML file (.bin: ggml, ggmf, ggjt v1 to v3, every quantisation) as GGUF, without " +
        "quantising it again; further parts (.1, .2, …) are found beside it. Of a folder with a Hugging Face checkpoint " +
        "(config.json, safetensors or PyTorch weights, tokenizer) it makes GGUF too: LLaMA, GPT-2, GPT-NeoX, GPT-J, " +
        "GPT-Neo, OPT and XGLM. What is read stays as it is; the new file appears when it is whole and checked. An import " +
        "that was broken off goes on where it was when the same command is run again.",
    )
    .argument(
      "<file|folder>",
      "the GGML file or the first of its parts, or the checkpoint's folder",
    )
    .addOption(
      new Option("--type <type>", "how a checkpoint's matrices are stored (default: F16)").choices(
        checkpointTypes,
      ),
    )
    .option(
      "--name <name>",
      "the model's name (default: the file's or folder's); also what the catalogue is asked for",
    )
    .option(
      "--context <tokens>",
      "tokens that it was trained for (default: by the catalogue, else 2048; by config.json)",
    )
    .option("--rms-epsilon <number>", "of a GGML file (default: by the catalogue, else 1e-6)")
    .option(
      "--format <name>",
      "its prompt format in the catalogue (default: its own, or by the catalogue)",
    )
    .option("--out <path>", "the file to write (default: in MODELS_DIR, under the model's name)")
    .action(async (source: string, options: ImportOptions) => {
      const wishes = {
        name: options.name,
        contextLength: numberOf("--context", options.context, isContext),
        rmsEpsilon: numberOf("--rms-epsilon", options.rmsEpsilon, isEpsilon),
        format: options.format,
        type: options.type,
      };
      const settings = context.settings();
      const { runImport } = await import("../../app/models/import-model.ts");
      await context.run(settings, async ({ MODELS_DIR: modelsDir }, { signal }) => {
        const { out } = options;
        const tell = (line: string) => context.tell(line);
        const lines = await runImport({ source, wishes, out, modelsDir, tell, signal });
        for (const line of lines) context.print(line);
        return { stop: async () => {}, stopped: Promise.resolve() };
      });
    });
}

function addPull(models: Command, context: CommandContext): void {
  models
    .command("pull")
    .summary("download a model")
    .description(
      "Downloads a GGUF model into MODELS_DIR. Looks at its header first and says whether it fits in memory; goes on where " +
        "an earlier try broke off; compares the checksum that the server gives. Ctrl+C stops it, and what has come stays.",
    )
    .argument(
      "<source>",
      "hf:USER/REPO:QUANT, the address of a .gguf file, or a model of the catalogue with :QUANT where it has several",
    )
    .option("--sha256 <hex>", "what the file has to be (default: what the server says)")
    .option("--anyway", "also where it doesn't fit in memory here")
    .action(async (source: string, options: { sha256?: string; anyway?: true }) => {
      const { pullToFolder } = await import("../../app/models/pull-to-folder.ts");
      await context.run(context.settings(), async (settings, { signal }) => {
        const lines = await pullToFolder({
          source,
          sha256: options.sha256,
          anyway: options.anyway === true,
          settings,
          tell: (line) => context.tell(line),
          signal,
        });
        for (const line of lines) context.print(line);
        return { stop: async () => {}, stopped: Promise.resolve() };
      });
    });
}

function isContext(value: number): boolean {
  return Number.isInteger(value) && value >= 16 && value <= 10_000_000;
}

function isEpsilon(value: number): boolean {
  return value > 0 && value <= 0.1;
}

function numberOf(
  option: string,
  text: string | undefined,
  isSound: (value: number) => boolean,
): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (text.trim() !== "" && isSound(value)) return value;
  throw new UserError("bad-number", `${option} is "${text}", which makes no sense there.`);
}

function asJson(value: unknown): string {
  return JSON.stringify(value, undefined, 2);
}
