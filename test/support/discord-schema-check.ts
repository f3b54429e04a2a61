import { existsSync, readFileSync } from "node:fs";
import { Ajv2020, type ErrorObject, type ValidateFunction } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import type { SchemaCheck, SchemaExchange } from "../../src/simulator/schema-check.ts";

/** Where Discord's official OpenAPI file lies; it is not part of this repository. */
const variable = "HEARTHSIDE_DISCORD_OPENAPI";

/** How many problems of one exchange are worth reading. */
const maxProblems = 3;

const messageRoutes = [
  ["POST", "/channels/{channel_id}/messages"],
  ["PATCH", "/channels/{channel_id}/messages/{message_id}"],
  ["POST", "/webhooks/{webhook_id}/{webhook_token}"],
  ["PATCH", "/webhooks/{webhook_id}/{webhook_token}/messages/{message_id}"],
  ["PATCH", "/webhooks/{webhook_id}/{webhook_token}/messages/@original"],
  ["POST", "/interactions/{interaction_id}/{interaction_token}/callback"],
  ["PUT", "/applications/{application_id}/commands"],
] as const;

const largeExchanges: readonly SchemaExchange[] = messageRoutes.flatMap(([method, route]) => [
  { method, route, side: "request", status: null, body: {} },
  { method, route, side: "response", status: 200, body: {} },
]);

let shared: SchemaCheck | null | undefined;

/**
 * Holds every request and answer against Discord's official schema. Undefined, with one line on the console, when the
 * file isn't there.
 */
export function discordSchemaCheck(): SchemaCheck | undefined {
  // Null means that the file isn't there: said once, not for every simulator.
  if (shared === undefined) shared = load();
  return shared ?? undefined;
}

function load(): SchemaCheck | null {
  const path = process.env[variable];
  if (path === undefined || path === "" || !existsSync(path)) {
    process.stderr.write(
      `Discord's schema check is off: set ${variable} to the path of Discord's openapi.json.\n`,
    );
    return null;
  }
  const check = createSchemaCheck(JSON.parse(readFileSync(path, "utf8")));
  // Compiling a schema takes up to seconds, during which a simulator in this process would stand still and see
  // interactions go unanswered: so the large ones are compiled here, before there is one.
  for (const exchange of largeExchanges) check(exchange);
  return check;
}

/** As above, for a schema that is loaded already. */
export function createSchemaCheck(spec: OpenApi): SchemaCheck {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  ajv.addFormat("snowflake", /^(0|[1-9]\d{0,20})$/);
  ajv.addFormat("nonce", true);
  ajv.addSchema(spec, "discord");
  const compiled = new Map<string, ValidateFunction>();
  return (exchange) => {
    const pointer = pointerOf(exchange, spec);
    if (typeof pointer !== "string") return pointer.problems;
    const validate = compiled.get(pointer) ?? ajv.getSchema(`discord#${pointer}`);
    // Nothing to check with means that nothing would be found, ever.
    if (validate === undefined) throw new Error(`Discord's schema has nothing at ${pointer}.`);
    compiled.set(pointer, validate);
    if (validate(withNumericPermissions(exchange))) return [];
    return deepest(validate.errors ?? []).map(
      (error) => `${error.instancePath || "/"} ${error.message ?? "is wrong"}`,
    );
  };
}

/**
 * The specification has the permissions of a command as a number in requests; Discord's documents have a text, which is
 * what it answers with and what every library sends.
 */
function withNumericPermissions({ side, body }: SchemaExchange): unknown {
  if (side !== "request" || !Array.isArray(body)) return body;
  return body.map((command: unknown) => {
    if (typeof command !== "object" || command === null) return command;
    const permissions: unknown = Reflect.get(command, "default_member_permissions");
    return typeof permissions === "string" && /^\d{1,15}$/.test(permissions)
      ? { ...command, default_member_permissions: Number(permissions) }
      : command;
  });
}

interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

interface Operation {
  readonly requestBody?: { readonly content: Readonly<Record<string, unknown>> };
  readonly responses?: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, unknown>> }>
  >;
}

/** Where the schema of this side of the exchange is, or what is already wrong without one. */
function pointerOf(
  { method, route, side, status, body }: SchemaExchange,
  spec: OpenApi,
): string | { readonly problems: readonly string[] } {
  const nothing = { problems: [] };
  const operation = spec.paths[route]?.[method.toLowerCase()];
  if (operation === undefined) return { problems: [`Discord has no ${method} ${route}`] };
  const base = `/paths/${escapePointer(route)}/${method.toLowerCase()}`;
  const json = "content/application~1json/schema";
  if (side === "request") {
    if (operation.requestBody === undefined || body === undefined) return nothing;
    return `${base}/requestBody/${json}`;
  }
  if (status === null || status >= 400) return nothing;
  const response = operation.responses?.[String(status)];
  if (response === undefined) return { problems: [`Discord doesn't answer ${status} here`] };
  if (response.content === undefined)
    return body === undefined ? nothing : { problems: ["Discord answers without a body here"] };
  return `${base}/responses/${status}/${json}`;
}

function escapePointer(route: string): string {
  return encodeURIComponent(route.replaceAll("~", "~0").replaceAll("/", "~1")).replaceAll(
    "%7E",
    "~",
  );
}

/** Unions report an error for every branch; those that lie deepest tell what is meant. */
function deepest(errors: readonly ErrorObject[]): readonly ErrorObject[] {
  const depth = (error: ErrorObject) => error.instancePath.split("/").length;
  const most = Math.max(...errors.map(depth));
  return errors.filter((error) => depth(error) === most).slice(0, maxProblems);
}
