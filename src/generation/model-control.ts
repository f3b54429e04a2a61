/**
 * What the bot can ask of those who run models, wherever they are: in this process, or behind Redis. All of it is plain
 * data. A model is named by its id: the name of its file without the ending.
 */
export interface ModelControl {
  /** The model files there are, as they were found lately. From memory: it answers at once. */
  files(): readonly ModelFile[];
  /** The id of the model that answers requests which name none; null until that is known. From memory. */
  defaultModel(): string | null;
  /**
   * What can be said of a model without loading it.
   *
   * @throws UserError when there is none, or its file is broken.
   */
  describe(model: string, signal: AbortSignal): Promise<ModelDescription>;
  /**
   * Makes a model ready to answer: checks its file and the memory, lets others leave where there isn't room for all,
   * loads it and tries it out. Whatever fails leaves things as they were.
   *
   * @throws UserError that says why it can't be had.
   */
  load(model: string, options: ModelTask<LoadProgress>): Promise<ReadyModel>;
  /**
   * Downloads a model into the models folder: `hf:USER/REPO:QUANT`, or an address of a GGUF file. What an earlier try
   * has brought isn't brought again.
   *
   * @throws UserError that says what is wrong: the address, the disk, the file.
   */
  pull(source: string, options: ModelTask<PullProgress>): Promise<PulledModel>;
}

export interface ModelTask<Progress> {
  readonly onProgress: (progress: Progress) => void;
  /** Aborting ends it with the signal's reason. */
  readonly signal: AbortSignal;
}

export interface ModelFile {
  readonly id: string;
  readonly sizeBytes: number;
  /** Null until it has been looked into, or when it can't be. */
  readonly facts: ModelFacts | null;
  /** Why it can't be used, in one line. */
  readonly problem: string | null;
}

/** What a model file says of itself, and whether it would run here. */
export interface ModelFacts {
  readonly name: string;
  readonly architecture: string;
  readonly quantisation: string | null;
  /** Tokens that it was trained for. */
  readonly contextLength: number;
  readonly fit: ModelFit;
}

export interface ModelFit {
  /** `slow`: only part of it fits on the GPU that there is. */
  readonly verdict: "fits" | "slow" | "too-large";
  readonly weightBytes: number;
  /** Of the conversations: every slot takes a whole context. */
  readonly cacheBytes: number;
  readonly workBytes: number;
  readonly neededBytes: number;
  /** Of the GPU, or of the machine's memory where there is none. */
  readonly freeBytes: number;
  readonly onGpu: boolean;
  readonly contextSize: number;
  readonly slots: number;
  readonly layers: number;
  /** Layers that fit on the GPU; null where there is none. */
  readonly gpuLayers: number | null;
  /** What would make it fit; null where it does, or where nothing helps. */
  readonly suggestion: FitSuggestion | null;
}

export type FitSuggestion =
  | { readonly kind: "slots"; readonly slots: number }
  | { readonly kind: "context"; readonly contextSize: number; readonly slots: number }
  | {
      readonly kind: "quantisation";
      readonly quantisation: string;
      readonly contextSize: number;
      readonly slots: number;
    };

export interface ModelDescription extends ModelFile {
  readonly facts: ModelFacts;
  /** The format that prompts are written in; null: by the chat template in its file. */
  readonly template: string | null;
  readonly stops: readonly string[];
  /** What its makers recommend. */
  readonly sampling: Readonly<Record<string, number>>;
  /** What the catalogue knows beyond that; null what it doesn't. */
  readonly known: {
    readonly name: string | null;
    readonly family: string | null;
    readonly licence: string | null;
    /** What isn't as it was on the way in which it runs here. */
    readonly loses: string | null;
  };
  /** Null until it was loaded here. */
  readonly selfTest: SelfTest | null;
}

/** How a model did when it was tried after loading. */
export interface SelfTest {
  /** It ended its reply by itself or at a stop string. */
  readonly stopped: boolean;
  /** Marks of prompt formats that stood in its reply. */
  readonly leaked: readonly string[];
  readonly tokensPerSecond: number;
}

export interface LoadProgress {
  readonly step: "checking" | "making-room" | "loading" | "testing";
  /** From 0 to 1, while loading. */
  readonly share: number;
}

export interface ReadyModel {
  readonly id: string;
  readonly name: string;
  readonly contextSize: number;
  /** Models that left to make room. */
  readonly left: readonly string[];
  readonly selfTest: SelfTest | null;
}

export interface PullProgress {
  readonly doneBytes: number;
  readonly totalBytes: number;
  readonly bytesPerSecond: number;
}

export interface PulledModel {
  readonly id: string;
  readonly sizeBytes: number;
  readonly sha256: string;
  /** Whether it was known beforehand what the checksum has to be. */
  readonly verified: boolean;
  /** False when the file was there already, whole. */
  readonly fresh: boolean;
  readonly facts: ModelFacts;
}
