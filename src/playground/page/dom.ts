/** What an element of the page is made of. Text is always a text node, so that nothing is ever read as HTML. */
export type Child = Node | string | null | undefined | false;

export interface Properties {
  readonly class?: string;
  readonly text?: string;
  /** Attributes as they are in HTML; `true` is an empty one, `false` and undefined leave it out. */
  readonly attributes?: Readonly<Record<string, string | number | boolean | undefined>>;
  readonly on?: {
    readonly [Name in keyof HTMLElementEventMap]?: (event: HTMLElementEventMap[Name]) => void;
  };
}

export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  properties: Properties = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  if (properties.class !== undefined) made.className = properties.class;
  if (properties.text !== undefined) made.textContent = properties.text;
  setAttributes(made, properties.attributes ?? {});
  for (const [name, listener] of Object.entries(properties.on ?? {}))
    made.addEventListener(name, listener as EventListener);
  made.append(...present(children));
  return made;
}

export function setAttributes(
  target: Element,
  attributes: Readonly<Record<string, string | number | boolean | undefined>>,
): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) target.removeAttribute(name);
    else target.setAttribute(name, value === true ? "" : String(value));
  }
}

/** Puts `children` in place of what is there. */
export function fill(target: Element, ...children: readonly Child[]): void {
  target.replaceChildren(...present(children));
}

/** A number that no other element of the page has, for `aria-controls` and `for`. */
export function uniqueId(prefix: string): string {
  lastId += 1;
  return `${prefix}-${lastId}`;
}
let lastId = 0;

function present(children: readonly Child[]): (Node | string)[] {
  return children.filter((child) => child !== null && child !== undefined && child !== false);
}
