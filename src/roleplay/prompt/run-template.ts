import { Interpreter } from "@huggingface/jinja";

/** A template takes some tens of steps for a message, and a chat has some hundreds of messages. */
const mostSteps = 300_000;

/** Of one list: more than any chat has messages. */
const mostItems = 20_000;

/** Of one text: more than any context holds. */
const mostCharacters = 10_000_000;

/** What of the interpreter is used here. */
interface Evaluator {
  evaluate(statement: unknown, environment: unknown): { readonly value: unknown };
  run(program: unknown): { readonly value: unknown };
}

/**
 * Runs a parsed template and gives what it wrote. A hostile one ends in an error instead of taking all time or memory:
 * every value that a template makes is looked at, and no single step can do more than double one.
 */
export function runTemplate(program: unknown, environment: unknown): string {
  const interpreter: Evaluator = new Interpreter(environment);
  const evaluate = interpreter.evaluate.bind(interpreter);
  let steps = 0;
  interpreter.evaluate = (statement, scope) => {
    if (++steps > mostSteps) throw new Error("it takes too many steps");
    const result = evaluate(statement, scope);
    if (sizeOf(result.value) > 1) throw new Error("it makes too long a text or list");
    return result;
  };
  return String(interpreter.run(program).value);
}

/** The share of what is allowed that a value takes. */
function sizeOf(value: unknown): number {
  if (typeof value === "string") return value.length / mostCharacters;
  return Array.isArray(value) ? value.length / mostItems : 0;
}
