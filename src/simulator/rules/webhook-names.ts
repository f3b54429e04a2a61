import type { Problem } from "../http/api-error.ts";
import { checkLength } from "./text.ts";

const forbiddenParts = ["clyde", "discord", "```"];
const forbiddenNames = ["everyone", "here"];

/** What Discord refuses in the name of a webhook or of one of its messages. */
export function checkWebhookName(name: unknown, field: "name" | "username"): Problem[] {
  const problems = checkLength(name, [field], { min: 1, max: 80 });
  if (typeof name !== "string") return problems;
  const lower = name.toLowerCase();
  const bad =
    forbiddenParts.find((part) => lower.includes(part)) ??
    forbiddenNames.find((whole) => lower.trim() === whole);
  if (name.trim() === "")
    problems.push({
      path: [field],
      code: "BASE_TYPE_REQUIRED",
      message: "This field is required",
    });
  if (bad !== undefined)
    problems.push({
      path: [field],
      code: "USERNAME_INVALID_CONTAINS",
      message: `Username cannot contain "${bad}"`,
    });
  return problems;
}
