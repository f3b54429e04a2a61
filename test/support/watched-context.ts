import type { LlamaContext } from "node-llama-cpp";

/** What went through llama.cpp, seen from below the library. */
export interface WatchedContext {
  /** Tokens of each batch that was evaluated. */
  readonly batchSizes: readonly number[];
  /** From now on, a batch for which this is true fails, as it would when the GPU fails. */
  failWhen(condition: (batch: { readonly tokens: readonly number[] }) => boolean): void;
  /** From now on there are no new sequences. */
  runOutOfSequences(): void;
}

interface NativeContext {
  addToBatch(
    sequenceId: number,
    firstIndex: number,
    tokens: Uint32Array,
    logits: Uint32Array,
  ): unknown;
  decodeBatch(): Promise<unknown>;
}

/** Puts itself between the library and its native context: the only place where batches can be counted. */
export function watchContext(context: LlamaContext): WatchedContext {
  const holder = context as unknown as { _ctx: NativeContext };
  const native = holder._ctx;
  const batchSizes: number[] = [];
  let tokens: number[] = [];
  let fails = (_batch: { readonly tokens: readonly number[] }): boolean => false;

  const watched: NativeContext = {
    addToBatch(sequenceId, firstIndex, added, logits) {
      tokens.push(...added);
      return native.addToBatch(sequenceId, firstIndex, added, logits);
    },
    decodeBatch() {
      const batch = { tokens };
      tokens = [];
      batchSizes.push(batch.tokens.length);
      return fails(batch)
        ? Promise.reject(new Error("the decoder failed on purpose"))
        : native.decodeBatch();
    },
  };
  holder._ctx = new Proxy(native, {
    get(target, property) {
      if (property === "addToBatch" || property === "decodeBatch") return watched[property];
      const value: unknown = Reflect.get(target, property);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
  return {
    batchSizes,
    failWhen(condition) {
      fails = condition;
    },
    runOutOfSequences() {
      context.getSequence = () => {
        throw new Error("no sequences left, on purpose");
      };
    },
  };
}
