import { expect, test } from "vitest";
import { tellRefusals } from "../../../../src/discord/client/tell-refusals.ts";

const headers = { "content-type": "application/json", "retry-after": "2" };

test.each([
  ["a refused edit of an old message is an error", '{"code":30046,"message":"No."}', 429, 400],
  ["a limit stays a limit", '{"retry_after":2,"global":false}', 429, 429],
  ["a limit that isn't JSON stays a limit", "<html>", 429, 429],
  ["another error stays as it is", '{"code":50035}', 400, 400],
])("%s", async (_what, body, given, expected) => {
  const makeRequest = tellRefusals(() =>
    Promise.resolve(new Response(body, { status: given, headers })),
  );
  const response = await makeRequest("http://127.0.0.1/", {});
  expect(response.status).toBe(expected);
  expect(await response.text()).toBe(body);
  expect(response.headers.get("retry-after")).toBe("2");
  expect(response.headers.get("content-type")).toBe("application/json");
});
