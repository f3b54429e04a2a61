/**
 * A path short enough for the panel: long ids end in their last four digits, tokens are left out.
 * "/webhooks/…4821/messages/…0042".
 */
export function shortRoute(path: string): string {
  return path
    .replace(/^\/api(?:\/v\d+)?/, "")
    .replace(/\?.*$/, "")
    .replace("%40", "@")
    .replace(/^(\/(?:webhooks|interactions)\/\d+)\/[^/]*[^/\d][^/]*/, "$1")
    .replace(/\d{13,15}(\d{4})(?=\/|$)/g, "…$1");
}
