import type { RuleName } from "../violations.ts";

/** One thing that is wrong with a request body, at a place in it. */
export interface Problem {
  readonly path: readonly (string | number)[];
  /** Discord's word for it, for instance `BASE_TYPE_MAX_LENGTH`. */
  readonly code: string;
  readonly message: string;
}

/** An answer with Discord's error body. `rule`: the request also counts as a violation. */
export class ApiError extends Error {
  override readonly name = "ApiError";
  readonly status: number;
  readonly code: number;
  readonly rule: RuleName | null;
  readonly problems: readonly Problem[];

  constructor(
    status: number,
    code: number,
    message: string,
    options: ErrorOptions & {
      readonly rule?: RuleName;
      readonly problems?: readonly Problem[];
    } = {},
  ) {
    super(message, options);
    this.status = status;
    this.code = code;
    this.rule = options.rule ?? null;
    this.problems = options.problems ?? [];
  }

  /** The body, with the problems nested as Discord nests them. */
  get body(): Record<string, unknown> {
    const body: Record<string, unknown> = { message: this.message, code: this.code };
    if (this.problems.length > 0) body["errors"] = nestProblems(this.problems);
    return body;
  }
}

/** 50035: something in the body is wrong. */
export function invalidBody(
  problems: readonly Problem[],
  rule: RuleName = "invalid-body",
): ApiError {
  return new ApiError(400, 50035, "Invalid Form Body", { rule, problems });
}

export function throwProblems(problems: readonly Problem[], rule?: RuleName): void {
  if (problems.length > 0) throw invalidBody(problems, rule);
}

const unknownThings = {
  channel: [10003, "Unknown Channel"],
  guild: [10004, "Unknown Guild"],
  member: [10007, "Unknown Member"],
  message: [10008, "Unknown Message"],
  user: [10013, "Unknown User"],
  emoji: [10014, "Unknown Emoji"],
  webhook: [10015, "Unknown Webhook"],
  interaction: [10062, "Unknown interaction"],
  command: [10063, "Unknown application command"],
} as const;

/** 404: it isn't there (any more). No violation: things go away while a bot looks elsewhere. */
export function unknown(thing: keyof typeof unknownThings): ApiError {
  const [code, message] = unknownThings[thing];
  return new ApiError(404, code, message);
}

function nestProblems(problems: readonly Problem[]): Record<string, unknown> {
  const root: Record<string, unknown> = {};
  for (const problem of problems) {
    let node = root;
    for (const step of problem.path) {
      const key = String(step);
      const next = node[key] ?? {};
      node[key] = next;
      node = next as Record<string, unknown>;
    }
    const errors = (node["_errors"] ?? []) as unknown[];
    errors.push({ code: problem.code, message: problem.message });
    node["_errors"] = errors;
  }
  return root;
}
