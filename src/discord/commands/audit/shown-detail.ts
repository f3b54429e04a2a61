/** The detail of an entry as Discord shows it: ids as names of channels, roles and people. Nobody is pinged by it. */
export function shownDetail(detail: string): string {
  return detail
    .replace(/\b(?:channel|thread|category) (\d{5,20})\b/g, "<#$1>")
    .replace(/\bguild \d{5,20}\b/g, "the server")
    .replace(/\b(?:the )?role (\d{5,20})\b/g, "<@&$1>")
    .replace(/→ (\d{5,20})$/, "→ <@$1>");
}
