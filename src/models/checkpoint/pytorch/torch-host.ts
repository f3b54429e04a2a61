import { shown } from "../checkpoint-problem.ts";
import { elementsOf, type NumberFormat, type StoredTensor } from "../stored-tensor.ts";
import {
  PickleDict,
  PickleError,
  type PickleHost,
  PickleList,
  PickleObject,
  PickleTuple,
  type PickleValue,
} from "./pickle-values.ts";

/** A pickle asks for something that weights don't need: it may be made to run on whoever loads it. */
export class ForeignNameError extends Error {
  override readonly name = "ForeignNameError";
}

/** Kinds of storages by the names of their classes in `torch`, with the bytes of a number. */
const storages: Readonly<Record<string, readonly [StoredTensor["format"], number]>> = {
  FloatStorage: ["F32", 4],
  HalfStorage: ["F16", 2],
  BFloat16Storage: ["BF16", 2],
  DoubleStorage: [{ other: "F64" }, 8],
  LongStorage: [{ other: "I64" }, 8],
  IntStorage: [{ other: "I32" }, 4],
  ShortStorage: [{ other: "I16" }, 2],
  CharStorage: [{ other: "I8" }, 1],
  ByteStorage: [{ other: "U8" }, 1],
  BoolStorage: [{ other: "BOOL" }, 1],
};

class TorchName extends PickleObject {
  readonly about: string;

  constructor(about: string) {
    super();
    this.about = about;
  }
}

/** The numbers that tensors are views of. */
export class TorchStorage extends PickleObject {
  readonly about = "a storage";
  readonly key: string;
  readonly format: NumberFormat | { readonly other: string };
  readonly numberBytes: number;
  readonly elements: number;

  constructor(key: string, kind: readonly [StoredTensor["format"], number], elements: number) {
    super();
    this.key = key;
    [this.format, this.numberBytes] = kind;
    this.elements = elements;
  }
}

export class TorchTensor extends PickleObject {
  readonly about = "a tensor";
  readonly storage: TorchStorage;
  /** In numbers, from the start of the storage. */
  readonly offset: number;
  readonly shape: readonly number[];
  readonly strides: readonly number[];

  constructor(
    storage: TorchStorage,
    offset: number,
    shape: readonly number[],
    strides: readonly number[],
  ) {
    super();
    this.storage = storage;
    this.offset = offset;
    this.shape = shape;
    this.strides = strides;
  }

  /** Whether its numbers follow one another, the last dimension fastest, and all lie within the storage. */
  get isContiguous(): boolean {
    let step = 1;
    for (let index = this.shape.length - 1; index >= 0; index--) {
      const length = this.shape[index] ?? 0;
      if (length !== 1 && this.strides[index] !== step) return false;
      step *= length;
    }
    return true;
  }
}

const names: readonly string[] = [
  "collections.OrderedDict",
  "torch._utils._rebuild_tensor",
  "torch._utils._rebuild_tensor_v2",
  "torch._utils._rebuild_parameter",
  "torch.Size",
  ...Object.keys(storages).map((storage) => `torch.${storage}`),
];

/** The names that the weights of a PyTorch model consist of, and nothing else. */
export const torchHost: PickleHost = {
  global(module, name) {
    const full = `${module}.${name}`;
    if (names.includes(full)) return new TorchName(full);
    throw new ForeignNameError(shown(full));
  },

  call(callee, args) {
    switch (callee instanceof TorchName ? callee.about : "") {
      case "collections.OrderedDict":
        return orderedDict(args);
      case "torch._utils._rebuild_tensor":
      case "torch._utils._rebuild_tensor_v2":
        return rebuildTensor(args);
      case "torch._utils._rebuild_parameter":
        return args[0] ?? null;
      case "torch.Size":
        return new PickleTuple(itemsOf(args[0]));
      default:
        throw new PickleError("it calls what can't be called");
    }
  },

  reference(id) {
    const [kind, storage, key, , elements] = itemsOf(id);
    const [, name = ""] =
      /^torch\.(\w+)$/.exec(storage instanceof TorchName ? storage.about : "") ?? [];
    const known = Object.hasOwn(storages, name) ? storages[name] : undefined;
    const isSound =
      kind === "storage" &&
      known !== undefined &&
      typeof key === "string" &&
      typeof elements === "number" &&
      elementsOf([elements]) !== undefined;
    if (!isSound) throw new PickleError("it refers to what is no storage");
    return new TorchStorage(key, known, elements);
  },
};

function orderedDict([pairs]: readonly PickleValue[]): PickleDict {
  const dict = new PickleDict();
  if (pairs === undefined) return dict;
  for (const pair of itemsOf(pairs)) {
    const [key = null, value = null] = itemsOf(pair);
    dict.entries.set(key, value);
  }
  return dict;
}

function rebuildTensor([storage, offset, shape, strides]: readonly PickleValue[]): TorchTensor {
  const lengths = numbersOf(shape);
  const steps = numbersOf(strides);
  const isSound =
    storage instanceof TorchStorage &&
    typeof offset === "number" &&
    Number.isSafeInteger(offset) &&
    offset >= 0 &&
    elementsOf(lengths) !== undefined &&
    steps.length === lengths.length;
  if (!isSound) throw new PickleError("it has a tensor that can't be");
  return new TorchTensor(storage, offset, lengths, steps);
}

function itemsOf(value: PickleValue | undefined): readonly PickleValue[] {
  if (value instanceof PickleTuple || value instanceof PickleList) return value.items;
  throw new PickleError("a list is missing");
}

function numbersOf(value: PickleValue | undefined): readonly number[] {
  return itemsOf(value).map((item) => {
    if (typeof item === "number") return item;
    throw new PickleError("a number is missing");
  });
}
