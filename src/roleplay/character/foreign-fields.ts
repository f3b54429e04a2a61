import { remark } from "../remarks.ts";
import { type CardReport, isJsonObject, type JsonObject } from "./card-fields.ts";
import type { CardGeneration } from "./card-generation.ts";

interface ForeignFormat {
  readonly generation: CardGeneration;
  /** V3 name to the names that the program has for it, best first. */
  readonly names: Readonly<Record<string, readonly string[]>>;
  recognises(json: JsonObject): boolean;
}

/** Formats of programs that had cards of their own, mostly before there was a specification. */
const formats: readonly ForeignFormat[] = [
  {
    generation: "agnai",
    names: {
      creator_notes: ["description"],
      first_mes: ["greeting"],
      mes_example: ["sampleChat"],
      alternate_greetings: ["alternateGreetings"],
      system_prompt: ["systemPrompt"],
      post_history_instructions: ["postHistoryInstructions"],
      character_book: ["characterBook"],
      character_version: ["characterVersion"],
    },
    recognises: (json) => isJsonObject(json["persona"]) && "attributes" in json["persona"],
  },
  {
    generation: "pygmalion",
    names: {
      name: ["char_name"],
      description: ["char_persona"],
      first_mes: ["char_greeting"],
      scenario: ["world_scenario"],
      mes_example: ["example_dialogue"],
    },
    recognises: (json) =>
      ["char_name", "char_persona", "char_greeting", "world_scenario"].some((name) => name in json),
  },
  {
    generation: "text-generation-webui",
    names: {
      name: ["bot"],
      description: ["context"],
      first_mes: ["greeting"],
      mes_example: ["example_dialogue"],
    },
    recognises: (json) =>
      !("first_mes" in json) && ["context", "greeting", "example_dialogue"].some((n) => n in json),
  },
];

/**
 * The fields of a card in the format of Agnai, Pygmalion or text-generation-webui, by their names in V3; what these
 * have no place for stays under its own name. Undefined when it is none of them.
 */
export function readForeignFields(
  json: JsonObject,
  id: string,
  report: CardReport,
): { readonly generation: CardGeneration; readonly fields: JsonObject } | undefined {
  const format = formats.find((each) => each.recognises(json));
  if (format === undefined) return undefined;
  const fields: Record<string, unknown> = { ...json };
  for (const [field, names] of Object.entries(format.names)) {
    const name = names.find((each) => isFilled(json[each]));
    if (name === undefined || isFilled(fields[field])) continue;
    delete fields[name];
    fields[field] = json[name];
  }
  if (format.generation === "agnai")
    fields["description"] = describeAttributes(json["persona"], json["name"]);
  if (!isFilled(fields["name"])) {
    report.warn("name", remark("name-of-file-used"));
    fields["name"] = id;
  }
  return { generation: format.generation, fields };
}

function isFilled(value: unknown): boolean {
  return value !== undefined && value !== null && value !== "";
}

/** Agnai keeps a description as attributes with values, and writes them out in one of several notations. */
function describeAttributes(persona: unknown, name: unknown): string {
  if (!isJsonObject(persona) || !isJsonObject(persona["attributes"])) return "";
  const attributes = Object.entries(persona["attributes"]).map(
    ([attribute, values]) => [attribute, textsOf(values)] as const,
  );
  const quoted = (values: readonly string[], separator: string) =>
    values.map((value) => `"${value}"`).join(separator);
  switch (persona["kind"]) {
    case "wpp": {
      const lines = attributes.map(
        ([attribute, values]) => `${attribute}(${quoted(values, " + ")})`,
      );
      return `[Character("${String(name)}") {\n${lines.join("\n")}\n}]`;
    }
    case "boostyle":
      return attributes.flatMap(([, values]) => values).join(" + ");
    case "sbf": {
      const parts = attributes.map(
        ([attribute, values]) => `${attribute}: ${quoted(values, ", ")}`,
      );
      return `[ character: "${String(name)}"; ${parts.join("; ")} ]`;
    }
    case "text":
      return attributes.flatMap(([, values]) => values).join("\n");
    default:
      return attributes
        .map(([attribute, values]) => `${attribute}: ${values.join(", ")}`)
        .join("\n");
  }
}

function textsOf(values: unknown): readonly string[] {
  const items: readonly unknown[] = Array.isArray(values) ? values : [values];
  return items.flatMap((item) => (typeof item === "string" ? [item] : []));
}
