/** The word itself and what it may be an ending of: `hobbies` → `hobby`, `planned` → `plan`. Guesses, the likeliest first. */
export function baseForms(word: string): readonly string[] {
  const guesses = [word];
  const cut = (ending: RegExp, ...replacements: readonly string[]) => {
    if (!ending.test(word)) return;
    for (const replacement of replacements) guesses.push(word.replace(ending, replacement));
  };
  cut(/ies$/, "y");
  cut(/(?<=[^s])s$/, "");
  cut(/es$/, "");
  cut(/ied$/, "y");
  cut(/ed$/, "", "e");
  cut(/([b-df-hj-np-tv-z])\1ed$/, "$1");
  cut(/ing$/, "", "e");
  cut(/([b-df-hj-np-tv-z])\1ing$/, "$1");
  return guesses.filter((guess) => guess.length > 1);
}
