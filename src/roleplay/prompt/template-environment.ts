import { Environment } from "@huggingface/jinja";

/** Templates count messages; nothing honest counts further. */
const longestRange = 10_000;

/**
 * What a chat template may use beside its own words: the customary names, and nothing that reaches outside. The
 * library's own set is left aside because its `strftime_now` reads the clock: today's date in the prompt's head would
 * spoil the prefix cache every day, and a character lives in no year of ours.
 */
export function templateEnvironment(variables: Readonly<Record<string, unknown>>): Environment {
  const environment = new Environment();
  const globals = { true: true, false: false, none: null, True: true, False: false, None: null };
  for (const [name, value] of Object.entries({ ...globals, raise_exception, range, ...variables }))
    environment.set(name, value);
  return environment;
}

/** How templates refuse a chat. */
function raise_exception(message: unknown): never {
  throw new Error(String(message));
}

function range(first: number, end?: number, step = 1): readonly number[] {
  const [from, to] = end === undefined ? [0, first] : [first, end];
  const length = Math.max(0, Math.ceil((to - from) / step));
  if (!(length <= longestRange)) throw new Error("range is too long");
  return Array.from({ length }, (_empty, index) => from + index * step);
}
