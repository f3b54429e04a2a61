import { describe, expect, test } from "vitest";
import type { SchemaExchange } from "../../../src/simulator/schema-check.ts";
import { createSchemaCheck } from "../../support/discord-schema-check.ts";

/** In the manner of Discord's file: a route with a schema that is referred to. */
const spec = {
  openapi: "3.1.0",
  paths: {
    "/things/{thing_id}": {
      patch: {
        requestBody: {
          content: { "application/json": { schema: { $ref: "#/components/schemas/Change" } } },
        },
        responses: {
          "200": {
            content: { "application/json": { schema: { $ref: "#/components/schemas/Thing" } } },
          },
          "204": {},
        },
      },
    },
  },
  components: {
    schemas: {
      Change: { type: "object", properties: { name: { type: "string", maxLength: 3 } } },
      Thing: {
        type: "object",
        properties: { id: { type: "string", format: "snowflake" } },
        required: ["id"],
      },
    },
  },
};

const check = createSchemaCheck(spec);
const exchange = (changes: Partial<SchemaExchange>): SchemaExchange => ({
  method: "PATCH",
  route: "/things/{thing_id}",
  side: "response",
  status: 200,
  body: { id: "1100000000000000001" },
  ...changes,
});

describe("the schema check", () => {
  test("has nothing to say about what fits", () => {
    expect(check(exchange({}))).toEqual([]);
    expect(check(exchange({ side: "request", status: null, body: { name: "abc" } }))).toEqual([]);
    expect(check(exchange({ status: 204, body: undefined }))).toEqual([]);
    expect(check(exchange({ status: 404, body: { anything: true } }))).toEqual([]);
  });

  test.each([
    ["a request with too long a text", { side: "request", status: null, body: { name: "abcd" } }],
    ["an answer that lacks a field", { body: {} }],
    ["an answer with a bad id", { body: { id: "one" } }],
    ["a status that Discord doesn't answer", { status: 201 }],
    ["a body where Discord sends none", { status: 204 }],
    ["a route that Discord doesn't have", { route: "/nothing" }],
  ] as const)("finds %s", (_, changes) => {
    expect(check(exchange(changes))).toHaveLength(1);
  });
});
