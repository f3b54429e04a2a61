import {
  PickleDict,
  PickleError,
  type PickleHost,
  PickleList,
  PickleTuple,
  type PickleValue,
} from "./pickle-values.ts";

/** Steps that put something into memory: more than the weights of any model need, by far. */
const mostValues = 4_000_000;

/** A place in the stack from which on values belong together. */
const mark = Symbol("mark");

/**
 * Reads one pickle and tells where it ends. It interprets the few instructions that lists, dictionaries, numbers, texts
 * and references need; what a pickle wants to be called is asked of the host, which knows a handful of names. Nothing in
 * a pickle ever runs. Throws a {@link PickleError} for anything else.
 *
 * Instructions: https://github.com/python/cpython/blob/main/Lib/pickletools.py
 */
export function readPickle(
  bytes: Buffer,
  start: number,
  host: PickleHost,
): { readonly value: PickleValue; readonly end: number } {
  return new PickleMachine(bytes, start, host).run();
}

class PickleMachine {
  readonly #bytes: Buffer;
  readonly #host: PickleHost;
  readonly #stack: (PickleValue | typeof mark)[] = [];
  readonly #memo = new Map<number, PickleValue>();
  #position: number;
  #values = 0;

  constructor(bytes: Buffer, start: number, host: PickleHost) {
    this.#bytes = bytes;
    this.#position = start;
    this.#host = host;
  }

  run(): { readonly value: PickleValue; readonly end: number } {
    for (;;) {
      const code = this.#byte();
      if (code === stop) return { value: this.#pop(), end: this.#position };
      const act = instructions.get(code);
      if (act === undefined)
        throw new PickleError(`the instruction 0x${code.toString(16)} is unknown`);
      act(this);
    }
  }

  push(value: PickleValue): void {
    this.#count();
    this.#stack.push(value);
  }

  pushMark(): void {
    this.#count();
    this.#stack.push(mark);
  }

  pop(): PickleValue {
    return this.#pop();
  }

  /** Takes the values since the last mark, and the mark. */
  popToMark(): readonly PickleValue[] {
    const at = this.#stack.lastIndexOf(mark);
    if (at === -1) throw new PickleError("a mark is missing");
    const taken = this.#stack.splice(at);
    return taken.filter((value): value is PickleValue => value !== mark);
  }

  top(): PickleValue {
    const value = this.#stack.at(-1);
    if (value === undefined || value === mark) throw new PickleError("a value is missing");
    return value;
  }

  remember(key: number): void {
    this.#count();
    this.#memo.set(key, this.top());
  }

  rememberNext(): void {
    this.remember(this.#memo.size);
  }

  recall(key: number): void {
    const value = this.#memo.get(key);
    if (value === undefined) throw new PickleError("it recalls what it never had");
    this.push(value);
  }

  call(): void {
    const args = this.#pop();
    if (!(args instanceof PickleTuple)) throw new PickleError("a call has no arguments");
    this.push(this.#host.call(this.#pop(), args.items));
  }

  global(module: string, name: string): void {
    this.push(this.#host.global(module, name));
  }

  globalOfStack(): void {
    const name = this.#pop();
    const module = this.#pop();
    if (typeof name !== "string" || typeof module !== "string")
      throw new PickleError("a name isn't text");
    this.global(module, name);
  }

  reference(): void {
    this.push(this.#host.reference(this.#pop()));
  }

  append(items: readonly PickleValue[]): void {
    const list = this.top();
    if (!(list instanceof PickleList)) throw new PickleError("it appends to what is no list");
    for (const item of items) list.items.push(item);
  }

  setItems(pairs: readonly PickleValue[]): void {
    const dict = this.top();
    if (!(dict instanceof PickleDict) || pairs.length % 2 !== 0)
      throw new PickleError("it sets items of what is no dictionary");
    for (let index = 0; index < pairs.length; index += 2)
      dict.entries.set(pairs[index] ?? null, pairs[index + 1] ?? null);
  }

  u8(): number {
    return this.#byte();
  }

  u16(): number {
    return this.#bytes.readUInt16LE(this.#take(2));
  }

  u32(): number {
    return this.#bytes.readUInt32LE(this.#take(4));
  }

  i32(): number {
    return this.#bytes.readInt32LE(this.#take(4));
  }

  u64(): number {
    return Number(this.#bytes.readBigUInt64LE(this.#take(8)));
  }

  f64(): number {
    return this.#bytes.readDoubleBE(this.#take(8));
  }

  raw(length: number): Buffer {
    const at = this.#take(length);
    return this.#bytes.subarray(at, at + length);
  }

  line(): string {
    const end = this.#bytes.indexOf(0x0a, this.#position);
    if (end === -1) throw new PickleError("it is cut off");
    const text = this.#bytes.toString("latin1", this.#position, end);
    this.#position = end + 1;
    return text;
  }

  #count(): void {
    this.#values++;
    if (this.#values > mostValues) throw new PickleError("it has more values than any model");
  }

  #pop(): PickleValue {
    const value = this.#stack.pop();
    if (value === undefined || value === mark) throw new PickleError("a value is missing");
    return value;
  }

  #byte(): number {
    return this.#bytes.readUInt8(this.#take(1));
  }

  #take(count: number): number {
    const at = this.#position;
    if (count > this.#bytes.length - at) throw new PickleError("it is cut off");
    this.#position += count;
    return at;
  }
}

const stop = 0x2e;

/** An integer of any length, the smallest byte first, negative where the highest bit is set. */
function integer(bytes: Buffer): number | bigint {
  if (bytes.length === 0) return 0;
  if (bytes.length > 32) throw new PickleError("a number is too long");
  const hex = Buffer.from(bytes).reverse().toString("hex");
  const value = BigInt.asIntN(bytes.length * 8, BigInt(`0x${hex}`));
  const small = Number(value);
  return Number.isSafeInteger(small) ? small : value;
}

type Act = (machine: PickleMachine) => void;

const instructions: ReadonlyMap<number, Act> = new Map<number, Act>([
  [0x80, (m) => void m.u8()], // PROTO
  [0x95, (m) => void m.u64()], // FRAME
  [0x28, (m) => m.pushMark()],
  [0x30, (m) => void m.pop()],
  [0x31, (m) => void m.popToMark()],
  [0x32, (m) => m.push(m.top())], // DUP
  [0x4e, (m) => m.push(null)],
  [0x88, (m) => m.push(true)],
  [0x89, (m) => m.push(false)],
  [0x4a, (m) => m.push(m.i32())], // BININT
  [0x4b, (m) => m.push(m.u8())],
  [0x4d, (m) => m.push(m.u16())],
  [0x8a, (m) => m.push(integer(m.raw(m.u8())))], // LONG1
  [0x47, (m) => m.push(m.f64())], // BINFLOAT
  [0x58, (m) => m.push(m.raw(m.u32()).toString("utf8"))], // BINUNICODE
  [0x8c, (m) => m.push(m.raw(m.u8()).toString("utf8"))],
  [0x8d, (m) => m.push(m.raw(m.u64()).toString("utf8"))],
  [0x54, (m) => m.push(m.raw(m.u32()).toString("latin1"))], // BINSTRING
  [0x55, (m) => m.push(m.raw(m.u8()).toString("latin1"))],
  [0x42, (m) => m.push(m.raw(m.u32()))], // BINBYTES
  [0x43, (m) => m.push(m.raw(m.u8()))],
  [0x5d, (m) => m.push(new PickleList())],
  [0x6c, (m) => pushList(m)],
  [0x61, (m) => appendOne(m)],
  [0x65, (m) => m.append(m.popToMark())],
  [0x29, (m) => m.push(new PickleTuple([]))],
  [0x74, (m) => m.push(new PickleTuple(m.popToMark()))],
  [0x85, (m) => pushTuple(m, 1)],
  [0x86, (m) => pushTuple(m, 2)],
  [0x87, (m) => pushTuple(m, 3)],
  [0x7d, (m) => m.push(new PickleDict())],
  [0x73, (m) => setOne(m)],
  [0x75, (m) => m.setItems(m.popToMark())],
  [0x71, (m) => m.remember(m.u8())], // BINPUT
  [0x72, (m) => m.remember(m.u32())],
  [0x94, (m) => m.rememberNext()], // MEMOIZE
  [0x68, (m) => m.recall(m.u8())], // BINGET
  [0x6a, (m) => m.recall(m.u32())],
  [0x63, (m) => m.global(m.line(), m.line())], // GLOBAL
  [0x93, (m) => m.globalOfStack()],
  [0x51, (m) => m.reference()], // BINPERSID
  [0x52, (m) => m.call()], // REDUCE
  // BUILD would give an object attributes. Those of a state dictionary are versions of layers, which nobody needs.
  [0x62, (m) => void m.pop()],
]);

function pushTuple(machine: PickleMachine, length: number): void {
  const items = Array.from({ length }, () => machine.pop()).reverse();
  machine.push(new PickleTuple(items));
}

function pushList(machine: PickleMachine): void {
  const list = new PickleList();
  list.items.push(...machine.popToMark());
  machine.push(list);
}

function appendOne(machine: PickleMachine): void {
  const item = machine.pop();
  machine.append([item]);
}

function setOne(machine: PickleMachine): void {
  const value = machine.pop();
  const key = machine.pop();
  machine.setItems([key, value]);
}
