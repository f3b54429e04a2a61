import type { RequestEffect, RequestFault } from "../faults.ts";

/** The faults that wait for a request to hit. */
export class RequestFaults {
  readonly #waiting: { readonly fault: RequestFault; left: number }[] = [];

  /** Returns a function that takes the fault back. */
  add(fault: RequestFault): () => void {
    const entry = { fault, left: fault.times ?? 1 };
    this.#waiting.push(entry);
    return () => {
      entry.left = 0;
    };
  }

  /** The fault for this request, used up by one. */
  take(method: string, route: string | null): RequestEffect | undefined {
    const entry = this.#waiting.find(
      ({ fault, left }) =>
        left > 0 &&
        (fault.method === undefined || fault.method === method) &&
        (fault.route === undefined || fault.route === route),
    );
    if (entry === undefined) return undefined;
    entry.left -= 1;
    return entry.fault.effect;
  }
}
