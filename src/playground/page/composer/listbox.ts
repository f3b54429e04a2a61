import { element, fill, uniqueId } from "../dom.ts";

export interface ListboxItem {
  readonly label: string | HTMLElement;
  readonly detail?: string;
}

/**
 * A list of suggestions for a text field. The focus stays in the field: the field says by `aria-activedescendant`
 * which suggestion the arrow keys have reached.
 */
export class Listbox {
  readonly root: HTMLElement;
  readonly #field: HTMLElement;
  readonly #onPicked: (index: number) => void;
  #items: readonly ListboxItem[] = [];
  #active = -1;

  constructor(field: HTMLElement, label: string, onPicked: (index: number) => void) {
    const id = uniqueId("listbox");
    this.#field = field;
    this.#onPicked = onPicked;
    this.root = element("div", {
      class: "listbox",
      attributes: { id, role: "listbox", "aria-label": label },
    });
    this.root.hidden = true;
    // A press on the list must not take the focus out of the field.
    this.root.addEventListener("pointerdown", (event) => event.preventDefault());
    field.setAttribute("aria-autocomplete", "list");
    field.setAttribute("aria-controls", id);
    // A field of several lines stays a text box: it may not be a combobox.
    if (field instanceof HTMLInputElement) field.setAttribute("role", "combobox");
    this.#tellExpanded(false);
  }

  get open(): boolean {
    return !this.root.hidden;
  }

  get active(): number {
    return this.#active;
  }

  /** Shows these; `active` is the one that Enter takes, -1 for none. */
  show(items: readonly ListboxItem[], active: number, title?: string): void {
    this.#items = items;
    fill(
      this.root,
      title !== undefined &&
        element("div", {
          class: "listbox-title",
          text: title,
          attributes: { role: "presentation" },
        }),
      ...items.map((item, index) =>
        element(
          "div",
          {
            class: "option",
            attributes: { role: "option", id: `${this.root.id}-${index}` },
            on: { click: () => this.#onPicked(index) },
          },
          element("span", { class: "option-label" }, item.label),
          item.detail !== undefined &&
            element("span", { class: "option-detail", text: item.detail }),
        ),
      ),
    );
    this.root.hidden = false;
    this.#tellExpanded(true);
    this.#activate(Math.min(active, items.length - 1));
  }

  /** Shows a line instead of suggestions. */
  say(text: string): void {
    this.#items = [];
    fill(this.root, element("div", { class: "listbox-title", text }));
    this.root.hidden = false;
    this.#tellExpanded(true);
    this.#activate(-1);
  }

  hide(): void {
    this.root.hidden = true;
    this.#items = [];
    this.#tellExpanded(false);
    this.#activate(-1);
  }

  /** Moves by one, around the ends. */
  move(by: 1 | -1): void {
    const count = this.#items.length;
    if (count === 0) return;
    this.#activate(
      this.#active === -1 && by === -1 ? count - 1 : (this.#active + by + count) % count,
    );
  }

  #tellExpanded(expanded: boolean): void {
    if (this.#field instanceof HTMLInputElement)
      this.#field.setAttribute("aria-expanded", String(expanded));
  }

  #activate(index: number): void {
    this.#active = index;
    const options = [...this.root.querySelectorAll<HTMLElement>("[role=option]")];
    options.forEach((option, at) => option.setAttribute("aria-selected", String(at === index)));
    const active = options[index];
    if (active === undefined) this.#field.removeAttribute("aria-activedescendant");
    else {
      this.#field.setAttribute("aria-activedescendant", active.id);
      active.scrollIntoView({ block: "nearest" });
    }
  }
}
