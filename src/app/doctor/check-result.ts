/**
 * The outcome of one check.
 *
 * - `ok`: as it should be; `detail` says what was found.
 * - `failed`: Hearthside won't run well like this; `remedy` says what to do.
 * - `unused`: not part of this set-up, or it couldn't be looked at because something before it failed.
 */
export type CheckResult =
  | { readonly status: "ok" | "unused"; readonly name: string; readonly detail: string }
  | {
      readonly status: "failed";
      readonly name: string;
      readonly detail: string;
      readonly remedy: string;
    };

export function ok(name: string, detail: string): CheckResult {
  return { status: "ok", name, detail };
}

export function unused(name: string, detail: string): CheckResult {
  return { status: "unused", name, detail };
}

export function failed(name: string, detail: string, remedy: string): CheckResult {
  return { status: "failed", name, detail, remedy };
}
