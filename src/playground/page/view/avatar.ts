import { element } from "../dom.ts";

/** Pairs of hues that look well with firelight; a name always gets the same one. */
const hues = [18, 42, 140, 172, 200, 232, 268, 318, 346] as const;

/** A round picture; without an address (or when it can't be loaded) the first letter on a colour of its own. */
export function avatar(author: {
  readonly id: string;
  readonly name: string;
  readonly avatarUrl: string | null;
}): HTMLElement {
  const face = element("span", { class: "avatar", attributes: { "aria-hidden": "true" } });
  face.style.setProperty("--hue", String(hueOf(author.id + author.name)));
  const letter = element("span", { class: "avatar-letter", text: initial(author.name) });
  face.append(letter);
  if (author.avatarUrl !== null) {
    const picture = element("img", { attributes: { alt: "", loading: "lazy" } });
    picture.addEventListener("error", () => picture.remove());
    picture.src = author.avatarUrl;
    face.append(picture);
  }
  return face;
}

/** The hue of a name, for avatars without a picture and for the name itself. */
export function hueOf(text: string): number {
  let hash = 7;
  for (const character of text) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) >>> 0;
  return hues[hash % hues.length] ?? hues[0];
}

function initial(name: string): string {
  const first = name.trim().codePointAt(0);
  return first === undefined ? "?" : String.fromCodePoint(first).toLocaleUpperCase();
}
