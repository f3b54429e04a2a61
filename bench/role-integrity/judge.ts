/** What somebody said in a scene, as everyone saw it. */
export interface Utterance {
  /** Identifies the speaker, whatever they are called. */
  readonly speakerId: string;
  /** The name that is shown beside it. */
  readonly name: string;
  readonly text: string;
}

/**
 * The lines of a shown text that begin with the name of someone else and a colon: there the speaker speaks for them.
 * First names count, and so do marks around the name.
 */
export function linesForOthers(
  text: string,
  speaker: string,
  names: readonly string[],
): readonly string[] {
  const others = new Set(
    names
      .filter((name) => name !== speaker)
      .flatMap((name) => [name, name.split(" ")[0] ?? name])
      .map((name) => name.toLowerCase()),
  );
  return text.split("\n").filter((line) => {
    const [, label] = /^[\s*_>"“]*([^:\n]{1,60}?)[\s*_"”]*:/u.exec(line) ?? [];
    return label !== undefined && others.has(label.toLowerCase());
  });
}

/** Shortest run of words that counts as said again and again: "ha ha ha" is none. */
const shortestRun = 3;

/** Whether a text says the same words three times in a row. */
export function loops(text: string): boolean {
  const words = text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "");
  for (let length = shortestRun; length * 3 <= words.length; length++)
    for (let start = 0; start + length * 3 <= words.length; start++) {
      const [first, second, third] = [0, 1, 2].map((index) =>
        words.slice(start + index * length, start + (index + 1) * length).join(" "),
      );
      if (first === second && second === third) return true;
    }
  return false;
}

/** What is wrong in the history of a prompt; empty when everything stands under the name of who said it. */
export function wrongAttributions(
  sections: readonly { readonly id: string; readonly text: string }[],
  said: readonly Utterance[],
): readonly string[] {
  const problems: string[] = [];
  const speakerOf = new Map<string, string>();
  for (const { id, text } of sections) {
    if (!id.startsWith("history:")) continue;
    const [, label = "", words = ""] = /^([^:]*): ([\s\S]*)$/.exec(text) ?? [];
    const candidates = said.filter((each) => plain(each.text) === plain(words));
    if (candidates.length === 0) {
      problems.push(`nobody said this: ${text}`);
      continue;
    }
    const fitting = candidates.filter(
      ({ name }) => label === name || label.startsWith(`${name} (`),
    );
    if (fitting.length === 0) problems.push(`${label} didn't say this: ${words}`);
    // Two people of one name are told apart: a label means one speaker in the whole prompt.
    const ids = fitting.map(({ speakerId }) => speakerId);
    const known = speakerOf.get(label);
    if (known === undefined && ids.length === 1 && ids[0] !== undefined)
      speakerOf.set(label, ids[0]);
    else if (known !== undefined && fitting.length > 0 && !ids.includes(known))
      problems.push(`${label} stands for two speakers`);
  }
  return problems;
}

/** Lines of people that look like a label are quoted in prompts. */
function plain(text: string): string {
  return text.replace(/^> /gm, "").trim();
}
