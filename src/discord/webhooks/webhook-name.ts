const hairSpace = "\u200A";
const longestName = 80;

/** The name a webhook may bear: 1 to 80 characters, and Discord's reserved words made harmless by a hair space. */
export function webhookName(name: string): string {
  const plain = name.replace(/\s+/g, " ").trim() || "Character";
  const allowed = plain
    .replace(/clyde|discord/gi, (word) => word.slice(0, 1) + hairSpace + word.slice(1))
    .replace(/^(?:everyone|here)$/i, (word) => word.slice(0, 1) + hairSpace + word.slice(1))
    .replace(/``(?=`)/g, `\`${hairSpace}\`${hairSpace}`);
  return Array.from(allowed).slice(0, longestName).join("").trim();
}
