import { expect, test } from "vitest";
import { assertJobId } from "../../../src/queue/job-id.ts";

test.each(["turn", "b2f1-77", "turn.again", "12a", "ünï"])("%j can name a job", (id) => {
  expect(() => assertJobId(id)).not.toThrow();
});

test.each(["", "a:b", "a b", "a\n", "42", "-7", "x".repeat(201)])("%j can't name a job", (id) => {
  expect(() => assertJobId(id)).toThrow(RangeError);
});
