/**
 * Tokens that are in the paths of Discord's REST API, where any error about a request repeats them:
 * `/webhooks/<id>/<token>` and `/interactions/<id>/<token>`.
 */
const tokensInPaths = /(\/(?:webhooks|interactions)\/\d+\/)[\w-]{20,}/g;
/** The password in `scheme://user:password@host`. */
const passwordsInUrls = /(\w+:\/\/[^\s:@/"]*:)[^\s@/"]+@/g;

const mark = "[redacted]";

/** Takes the known secrets, and whatever looks like one of Discord's path tokens, out of a line of a log. */
export function redactLine(line: string, secrets: readonly string[]): string {
  let clean = line.replace(tokensInPaths, `$1${mark}`).replace(passwordsInUrls, `$1${mark}@`);
  for (const secret of secrets) if (secret !== "") clean = clean.replaceAll(secret, mark);
  return clean;
}
