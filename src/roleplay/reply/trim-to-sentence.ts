/** What a sentence or an action ends with; front ends for roleplay agree on this set. */
const sentenceEnd = /[.!?…*"')}\]`$_~。！？”’）】」』\p{Extended_Pictographic}]/u;

/**
 * Cuts a text that stopped in mid-sentence after its last complete sentence. A mark that follows blank space opens
 * something and doesn't end it, so the cut is before it. A text without any complete sentence stays as it is.
 */
export function trimToSentence(text: string): string {
  const characters = Array.from(text.trimEnd());
  for (let index = characters.length - 1; index >= 0; index--) {
    if (!sentenceEnd.test(characters[index] ?? "")) continue;
    const opens =
      /\s/.test(characters[index - 1] ?? " ") && /["'*`_~]/.test(characters[index] ?? "");
    const kept = characters
      .slice(0, opens ? index : index + 1)
      .join("")
      .trimEnd();
    if (kept !== "" && (!opens || sentenceEnd.test(kept.at(-1) ?? ""))) return kept;
  }
  return text.trimEnd();
}
