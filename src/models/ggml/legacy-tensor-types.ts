import { type TensorType, tensorTypes } from "../gguf/tensor-types.ts";
import {
  copyNibbles,
  expandShortBlocks,
  type RewriteBlocks,
  reorderFiveBit,
  rewriteEightBit,
  rewriteFourBit,
  splitNibbles,
} from "./rewrite-blocks.ts";

/**
 * How blocks are laid out. It changed on 12 May 2023 (order of the nibbles) and on 19 May 2023 (16-bit scales), and
 * hasn't since.
 */
export type BlockGeneration = 1 | 2 | 3;

/** A tensor type of a legacy file, and what becomes of it. */
export interface LegacyTensorType {
  readonly name: string;
  readonly blockElements: number;
  readonly blockBytes: number;
  /** The type in the GGUF file. */
  readonly target: TensorType;
  /** Undefined: the bytes are the same. */
  readonly rewrite?: RewriteBlocks;
  /** How the numbers compare: the same; with scales rounded to 16 bits; or no longer quantised at all. */
  readonly change: "none" | "rounded" | "expanded";
}

function unchanged(type: TensorType): LegacyTensorType {
  const { name, blockElements, blockBytes } = type;
  return { name, blockElements, blockBytes, target: type, change: "none" };
}

function rewritten(
  target: TensorType,
  blockBytes: number,
  change: LegacyTensorType["change"],
  rewrite: RewriteBlocks,
): LegacyTensorType {
  const { name, blockElements } = target;
  return { name, blockElements, blockBytes, target, change, rewrite };
}

function expanded(name: "Q4_2" | "Q4_3", blockBytes: number): LegacyTensorType {
  return {
    name,
    blockElements: 16,
    blockBytes,
    target: tensorTypes.F16,
    change: "expanded",
    rewrite: expandShortBlocks(name),
  };
}

const { F32, F16, Q4_0, Q4_1, Q5_0, Q5_1, Q8_0 } = tensorTypes;
const plain = [unchanged(F32), unchanged(F16)];

/** Types by the number that they have in the file. */
const byGeneration: Readonly<Record<BlockGeneration, ReadonlyMap<number, LegacyTensorType>>> = {
  1: byId([
    ...plain,
    rewritten(Q4_0, 20, "rounded", rewriteFourBit(1, splitNibbles)),
    rewritten(Q4_1, 24, "rounded", rewriteFourBit(2, splitNibbles)),
    rewritten(Q5_0, 22, "none", reorderFiveBit(6)),
    rewritten(Q5_1, 24, "none", reorderFiveBit(8)),
    rewritten(Q8_0, 36, "rounded", rewriteEightBit),
  ])
    .set(4, expanded("Q4_2", 10))
    .set(5, expanded("Q4_3", 12)),
  2: byId([
    ...plain,
    rewritten(Q4_0, 20, "rounded", rewriteFourBit(1, copyNibbles)),
    rewritten(Q4_1, 24, "rounded", rewriteFourBit(2, copyNibbles)),
    unchanged(Q5_0),
    unchanged(Q5_1),
    rewritten(Q8_0, 36, "rounded", rewriteEightBit),
  ]),
  3: byId(Object.values(tensorTypes).map(unchanged)),
};

function byId(types: readonly LegacyTensorType[]): Map<number, LegacyTensorType> {
  return new Map(types.map((type) => [type.target.id, type]));
}

/** The type with this number; undefined where files of this generation have none such. */
export function legacyTensorType(
  generation: BlockGeneration,
  id: number,
): LegacyTensorType | undefined {
  return byGeneration[generation].get(id);
}
