const marked = /^-# ↩ https:\/\/discord\.com\/channels\/\S+\n?/;

/** Where the message leads that this one replies to, as a line to stand above what a webhook says: it can't reply. */
export function replyLine(link: string): string {
  return `-# ↩ ${link}\n`;
}

/** What the bot said for a person: the line that it put above, which may be empty, and their own words. */
export function splitReplyLine(content: string): { readonly line: string; readonly words: string } {
  const line = marked.exec(content)?.[0] ?? "";
  return { line, words: content.slice(line.length) };
}
