import type { TextEngine } from "../../generation/text-engine.ts";

/** Where a host gets its models from. What it has to dispose of goes with the host. */
export interface ModelSource extends Partial<AsyncDisposable> {
  /**
   * Looks whether a model could be loaded, without loading it: whether its file is sound, and whether there is memory for
   * it once the `residents`, which are loaded now, have left.
   *
   * @throws UserError that says why not.
   */
  check(
    modelId: string,
    residents: readonly CheckedModel[],
    signal: AbortSignal,
  ): Promise<CheckedModel>;
}

/** A model that may be loaded. */
export interface CheckedModel {
  readonly modelId: string;
  /** Differs when the file does. */
  readonly revision: string;
  /** Whether there is room for it beside what is loaded now. */
  hasRoom(): Promise<boolean>;
  /**
   * `onDeath` is called once when the engine has ended by itself: its streams have ended then, and it answers nothing any
   * more.
   *
   * @throws UserError when it can't be loaded after all. Rejects with the signal's reason when that aborts.
   */
  load(
    onProgress: (share: number) => void,
    signal: AbortSignal,
    onDeath: () => void,
  ): Promise<TextEngine>;
}
