import type { EmbedView } from "../../protocol/message.ts";
import { element } from "../dom.ts";
import { type Names, renderMarkdown } from "./markdown.ts";

export function embed(view: EmbedView, names: Names): HTMLElement {
  const card = element("div", { class: "embed" });
  if (view.color !== null) card.style.setProperty("--stripe", colorText(view.color));
  const text = element("div", { class: "embed-text" });
  if (view.author)
    text.append(
      element(
        "div",
        { class: "embed-author" },
        view.author.iconUrl !== null && image(view.author.iconUrl, ""),
        view.author.name,
      ),
    );
  if (view.title !== null)
    text.append(element("div", { class: "embed-title" }, ...renderMarkdown(view.title, names)));
  if (view.description !== null)
    text.append(element("div", { class: "markdown" }, ...renderMarkdown(view.description, names)));
  if (view.fields.length > 0)
    text.append(
      element("dl", { class: "embed-fields" }, ...view.fields.map((each) => field(each, names))),
    );
  if (view.imageUrl !== null)
    text.append(image(view.imageUrl, "Picture of the embed", "embed-image"));
  if (view.footer !== null)
    text.append(element("div", { class: "embed-footer", text: view.footer }));
  card.append(text);
  if (view.thumbnailUrl !== null) card.append(image(view.thumbnailUrl, "", "embed-thumbnail"));
  return card;
}

function field(view: EmbedView["fields"][number], names: Names): HTMLElement {
  return element(
    "div",
    { class: view.inline ? "embed-field inline" : "embed-field" },
    element("dt", {}, ...renderMarkdown(view.name, names)),
    element("dd", { class: "markdown" }, ...renderMarkdown(view.value, names)),
  );
}

/** A picture that leaves its place when it can't be loaded. */
export function image(url: string, description: string, className = ""): HTMLImageElement {
  const made = element("img", {
    class: className,
    attributes: { alt: description, loading: "lazy" },
  });
  made.addEventListener("error", () => made.remove());
  made.src = url;
  return made;
}

/** Discord's colours are numbers: 0xRRGGBB. */
export function colorText(color: number): string {
  return `#${(color & 0xffffff).toString(16).padStart(6, "0")}`;
}
