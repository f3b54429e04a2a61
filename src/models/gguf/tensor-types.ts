/** How a GGUF file stores the numbers of a tensor: in blocks of one row each. */
export interface TensorType {
  /** The type's number in the file. */
  readonly id: number;
  readonly name: string;
  /** Numbers in a block; the length of a row is a multiple of it. */
  readonly blockElements: number;
  readonly blockBytes: number;
}

/** The types that imported files can have. Source: ggml.h and ggml-common.h of llama.cpp. */
export const tensorTypes = {
  F32: { id: 0, name: "F32", blockElements: 1, blockBytes: 4 },
  F16: { id: 1, name: "F16", blockElements: 1, blockBytes: 2 },
  Q4_0: { id: 2, name: "Q4_0", blockElements: 32, blockBytes: 18 },
  Q4_1: { id: 3, name: "Q4_1", blockElements: 32, blockBytes: 20 },
  Q5_0: { id: 6, name: "Q5_0", blockElements: 32, blockBytes: 22 },
  Q5_1: { id: 7, name: "Q5_1", blockElements: 32, blockBytes: 24 },
  Q8_0: { id: 8, name: "Q8_0", blockElements: 32, blockBytes: 34 },
  Q2_K: { id: 10, name: "Q2_K", blockElements: 256, blockBytes: 84 },
  Q3_K: { id: 11, name: "Q3_K", blockElements: 256, blockBytes: 110 },
  Q4_K: { id: 12, name: "Q4_K", blockElements: 256, blockBytes: 144 },
  Q5_K: { id: 13, name: "Q5_K", blockElements: 256, blockBytes: 176 },
  Q6_K: { id: 14, name: "Q6_K", blockElements: 256, blockBytes: 210 },
} as const satisfies Record<string, TensorType>;
