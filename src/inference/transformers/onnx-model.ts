import type {
  BaseStreamer,
  PreTrainedModel,
  PreTrainedTokenizer,
  Tensor,
  TextStreamer,
} from "@huggingface/transformers";
import { coerceError, UserError } from "../../lib/errors.ts";
import type { Library } from "./load-library.ts";
import type { OnnxFolder } from "./onnx-folder.ts";

/** One reply's tokens, as they are wanted and as they come. */
export interface TokenRun {
  readonly prompt: readonly number[];
  readonly maxTokens: number;
  /** Chooses the next token by its logits. */
  readonly choose: (logits: Float32Array) => number;
  /** Takes the token that was chosen; false: enough. */
  readonly take: (token: number) => boolean;
}

/** A model in ONNX, loaded, with its tokenizer. */
export interface OnnxModel extends AsyncDisposable {
  readonly folder: OnnxFolder;
  readonly contextLength: number | undefined;
  /** Tokens that end a reply. */
  readonly endTokens: ReadonlySet<number>;
  /** Texts that the tokenizer takes for marks wherever they stand. */
  readonly marks: readonly string[];
  readonly chatTemplate: string | undefined;
  readonly bosText: string;
  readonly eosText: string;
  /** Tokens of a text; `whole`: with the marks that a text of this model has at its start and its end. */
  encode(text: string, whole: boolean): readonly number[];
  decode(tokens: readonly number[]): string;
  /** Generates until the end, the limit, or enough. */
  run(run: TokenRun): Promise<void>;
}

/** Loads a model. Throws a {@link UserError} where its files are damaged. */
export async function loadOnnxModel(
  library: Library,
  folder: OnnxFolder,
  threads: number | undefined,
): Promise<OnnxModel> {
  const { AutoModelForCausalLM, AutoModelForSeq2SeqLM, AutoTokenizer } = library;
  // An absolute path is no name of a model elsewhere.
  const { path: name } = folder;
  try {
    const tokenizer = await AutoTokenizer.from_pretrained(name, { local_files_only: true });
    const kind = folder.isEncoderDecoder ? AutoModelForSeq2SeqLM : AutoModelForCausalLM;
    const model = await kind.from_pretrained(name, {
      local_files_only: true,
      dtype: folder.precision,
      device: "cpu",
      session_options: {
        logSeverityLevel: 4,
        ...(threads !== undefined && { intraOpNumThreads: threads }),
      },
    });
    return new TransformersModel(library, folder, { tokenizer, model });
  } catch (cause) {
    const detail = coerceError(cause).message.replace(/\s+/g, " ").slice(0, 200);
    throw new UserError(
      "onnx-model",
      `The model folder ${folder.name} can't be loaded: ${detail}`,
      { cause },
    );
  }
}

class TransformersModel implements OnnxModel {
  readonly folder: OnnxFolder;
  readonly contextLength: number | undefined;
  readonly endTokens: ReadonlySet<number>;
  readonly marks: readonly string[];
  readonly chatTemplate: string | undefined;
  readonly bosText: string;
  readonly eosText: string;
  readonly #library: Library;
  readonly #tokenizer: PreTrainedTokenizer;
  readonly #model: PreTrainedModel;
  #disposed: Promise<void> | undefined;

  constructor(
    library: Library,
    folder: OnnxFolder,
    loaded: { readonly tokenizer: PreTrainedTokenizer; readonly model: PreTrainedModel },
  ) {
    const { tokenizer, model } = loaded;
    this.#library = library;
    this.#tokenizer = tokenizer;
    this.#model = model;
    this.folder = folder;
    const most = Number(tokenizer.model_max_length ?? Number.POSITIVE_INFINITY);
    this.contextLength = folder.contextLength ?? (most < unlimited ? most : undefined);
    this.marks = tokenizer.all_special_tokens.filter((mark) => mark !== "");
    this.chatTemplate =
      typeof tokenizer.chat_template === "string" ? tokenizer.chat_template : undefined;
    this.bosText = textOf(tokenizer.bos_token);
    this.eosText = textOf(tokenizer.eos_token);
    this.endTokens = new Set([
      ...numbersOf(model.generation_config?.eos_token_id),
      ...numbersOf(tokenizer.eos_token_id),
    ]);
  }

  encode(text: string, whole: boolean): readonly number[] {
    return this.#tokenizer.encode(text, { add_special_tokens: whole });
  }

  decode(tokens: readonly number[]): string {
    if (tokens.length === 0) return "";
    return this.#tokenizer.decode([...tokens], {
      skip_special_tokens: true,
      clean_up_tokenization_spaces: false,
    });
  }

  async run({ prompt, maxTokens, choose, take }: TokenRun): Promise<void> {
    const { Tensor, LogitsProcessorList } = this.#library;
    const { Choice, Taker, Enough } = generationParts(this.#library);
    const processors = new LogitsProcessorList();
    processors.push(new Choice(choose));
    const enough = new Enough();
    const input = (values: readonly bigint[]) =>
      new Tensor("int64", BigInt64Array.from(values), [1, values.length]);
    await this.#model.generate({
      inputs: input(prompt.map(BigInt)),
      attention_mask: input(prompt.map(() => 1n)),
      logits_processor: processors,
      stopping_criteria: enough,
      // The library's types want its own streamer; it asks for no more than this.
      streamer: new Taker((token) => {
        enough.reached ||= !take(token);
      }) as BaseStreamer as TextStreamer,
      // Whatever the model's own settings say: the choice is ours.
      max_new_tokens: maxTokens,
      do_sample: false,
      num_beams: 1,
      repetition_penalty: 1,
      no_repeat_ngram_size: 0,
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#disposed ??= Promise.resolve(this.#model.dispose()).then(() => {});
    await this.#disposed;
  }
}

/** Beyond this, "no limit" is meant. */
const unlimited = 1e9;

/** Our hooks in the library's generation. They extend its classes, so they can't be there before it is loaded. */
function generationParts({ LogitsProcessor, BaseStreamer, StoppingCriteria }: Library) {
  /** Leaves one token to choose from. */
  class Choice extends LogitsProcessor {
    readonly #choose: TokenRun["choose"];

    constructor(choose: TokenRun["choose"]) {
      super();
      this.#choose = choose;
    }

    override _call(_tokens: bigint[][], logits: Tensor): Tensor {
      const data = logits.data as Float32Array;
      const token = this.#choose(data);
      data.fill(Number.NEGATIVE_INFINITY);
      data[token] = 0;
      return logits;
    }
  }

  /** Passes on every token that was generated; the first call is about the prompt. */
  class Taker extends BaseStreamer {
    readonly #take: (token: number) => void;
    #isPrompt = true;

    constructor(take: (token: number) => void) {
      super();
      this.#take = take;
    }

    override put(tokens: bigint[][]): void {
      if (!this.#isPrompt) this.#take(Number(tokens[0]?.[0] ?? 0n));
      this.#isPrompt = false;
    }

    override end(): void {}
  }

  class Enough extends StoppingCriteria {
    reached = false;

    override _call(tokens: number[][]): boolean[] {
      return tokens.map(() => this.reached);
    }
  }

  return { Choice, Taker, Enough };
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function numbersOf(value: unknown): readonly number[] {
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  return values.filter((each) => typeof each === "number");
}
