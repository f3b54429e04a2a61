/** What a pickle is made of, as values that can do nothing. */
export type PickleValue =
  | null
  | boolean
  | number
  | bigint
  | string
  | Uint8Array
  | PickleList
  | PickleTuple
  | PickleDict
  /** Something that a host made of a name, a call or a reference; nobody but the host looks into it. */
  | PickleObject;

export class PickleList {
  readonly items: PickleValue[] = [];
}

export class PickleTuple {
  readonly items: readonly PickleValue[];

  constructor(items: readonly PickleValue[]) {
    this.items = items;
  }
}

export class PickleDict {
  readonly entries = new Map<PickleValue, PickleValue>();
}

/** A value of the host's. */
export abstract class PickleObject {
  abstract readonly about: string;
}

/** What the names and references in a pickle stand for. Whatever it doesn't know it refuses by throwing. */
export interface PickleHost {
  /** What a name stands for, such as `collections.OrderedDict`. */
  global(module: string, name: string): PickleValue;
  /** What calling a value gives. */
  call(callee: PickleValue, args: readonly PickleValue[]): PickleValue;
  /** What a reference to something outside of the pickle stands for. */
  reference(id: PickleValue): PickleValue;
}

/** The bytes aren't a pickle, or are one that a reader of tensors has no use for. */
export class PickleError extends Error {
  override readonly name = "PickleError";
}
