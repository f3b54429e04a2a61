import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { z } from "zod";

/**
 * The part of the compose specification that our files use (https://github.com/compose-spec/compose-spec), strict: a
 * key that isn't here is a mistake or has to be added with its rule.
 */
const duration = z.string().regex(/^(?:\d+(?:h|m|s|ms))+$/);

const healthcheck = z.strictObject({
  test: z.union([
    z.string(),
    z.tuple([z.literal("CMD")], z.string()),
    z.tuple([z.literal("CMD-SHELL"), z.string()]),
  ]),
  interval: duration.optional(),
  timeout: duration.optional(),
  start_period: duration.optional(),
  retries: z.number().int().positive().optional(),
});

const device = z.strictObject({
  driver: z.string(),
  // The specification wants one of the two, never both.
  count: z.union([z.literal("all"), z.number().int().positive()]).optional(),
  device_ids: z.array(z.string()).optional(),
  capabilities: z.array(z.string()).min(1),
});

const service = z.strictObject({
  image: z.string().optional(),
  build: z.strictObject({ context: z.string().optional(), target: z.string() }).optional(),
  user: z.string().optional(),
  command: z.array(z.string()).min(1).optional(),
  // A bare number or boolean would reach the program in YAML's spelling of it.
  environment: z.record(z.string().regex(/^[A-Z][A-Z0-9_]*$/), z.string()).optional(),
  volumes: z.array(z.string().regex(/^[^:]+:\/[^:]*(?::ro|:rw)?$/)).optional(),
  depends_on: z
    .record(
      z.string(),
      z.strictObject({ condition: z.enum(["service_started", "service_healthy"]) }),
    )
    .optional(),
  healthcheck: healthcheck.optional(),
  init: z.boolean().optional(),
  stop_grace_period: duration.optional(),
  restart: z.enum(["no", "always", "on-failure", "unless-stopped"]).optional(),
  cap_drop: z.array(z.string()).optional(),
  security_opt: z.array(z.string()).optional(),
  deploy: z
    .strictObject({
      resources: z.strictObject({ reservations: z.strictObject({ devices: z.array(device) }) }),
    })
    .optional(),
});

const composeFile = z.strictObject({
  name: z
    .string()
    .regex(/^[a-z0-9][a-z0-9_-]*$/)
    .optional(),
  services: z.record(z.string().regex(/^[a-zA-Z0-9._-]+$/), service),
  volumes: z.record(z.string(), z.null()).optional(),
});

export type ComposeService = z.infer<typeof service>;
export type ComposeFile = z.infer<typeof composeFile>;

/** Reads a compose file. @throws ZodError where it breaks the specification. */
export function readComposeFile(file: string): ComposeFile {
  return composeFile.parse(parse(readFileSync(file, "utf8"), { merge: true }));
}

/** `${NAME}`, `${NAME:-default}` and `${NAME:?complaint}`, replaced as compose does it. */
export function interpolate(
  value: string,
  environment: Readonly<Record<string, string | undefined>>,
): string {
  return value.replace(
    /\$\{(\w+)(?::([-?])([^}]*))?\}/g,
    (_whole, name: string, kind: string | undefined, text: string | undefined) => {
      const given = environment[name];
      if (given !== undefined && given !== "") return given;
      if (kind === "?") throw new Error(text);
      return kind === "-" ? (text ?? "") : "";
    },
  );
}
