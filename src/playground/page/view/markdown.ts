import { element } from "../dom.ts";
import { readMessageLink } from "../markdown/message-link.ts";
import { parseMarkdown } from "../markdown/parse-markdown.ts";
import type { Block, Inline, ListItem } from "../markdown/syntax-tree.ts";
import { dateAndTime } from "./time-text.ts";

/** Who and what is meant by the ids in a text, and what its buttons do. */
export interface Names {
  user(id: string): string | undefined;
  /** With its sign: "#tavern", and "@Hearthside" for direct messages. */
  channel(id: string): string | undefined;
  /** Puts a command into the composer. `name` is all its words. */
  useCommand(name: string): void;
  goToChannel(channelId: string): void;
  goToMessage(channelId: string, messageId: string): void;
}

/** The elements for a text's markdown. All text goes in as text nodes. */
export function renderMarkdown(source: string, names: Names): HTMLElement[] {
  return parseMarkdown(source).map((block) => renderBlock(block, names));
}

function renderBlock(block: Block, names: Names): HTMLElement {
  switch (block.kind) {
    case "paragraph":
      return element("p", {}, ...renderInlines(block.children, names));
    case "heading": {
      // A message's headings must not compete with the page's own.
      const attributes = { role: "heading", "aria-level": block.level + 3 };
      const made = element("p", { class: `heading-${block.level}`, attributes });
      made.append(...renderInlines(block.children, names));
      return made;
    }
    case "subtext":
      return element("p", { class: "subtext" }, ...renderInlines(block.children, names));
    case "quote":
      return element("blockquote", {}, ...block.children.map((each) => renderBlock(each, names)));
    case "list":
      return element(
        "ul",
        { class: "list" },
        ...block.items.map((each) => renderItem(each, names)),
      );
    case "code-block": {
      const attributes = { tabindex: 0, "aria-label": block.language || "code" };
      return element("pre", { attributes }, element("code", { text: block.text }));
    }
  }
}

function renderItem(item: ListItem, names: Names): HTMLElement {
  const made = element(
    "li",
    { class: `depth-${item.depth}` },
    element("span", { class: "marker", text: item.marker }),
    element("span", {}, ...renderInlines(item.children, names)),
  );
  return made;
}

function renderInlines(nodes: readonly Inline[], names: Names): (HTMLElement | string)[] {
  return nodes.map((node) => renderInline(node, names));
}

function renderInline(node: Inline, names: Names): HTMLElement | string {
  switch (node.kind) {
    case "text":
      return node.text;
    case "code":
      return element("code", { text: node.text });
    case "strong":
      return element("strong", {}, ...renderInlines(node.children, names));
    case "emphasis":
      return element("em", {}, ...renderInlines(node.children, names));
    case "underline":
      return element("u", {}, ...renderInlines(node.children, names));
    case "strike":
      return element("s", {}, ...renderInlines(node.children, names));
    case "spoiler":
      return renderSpoiler(node.children, names);
    case "link": {
      const target = readMessageLink(node.url);
      if (target) {
        const isBare = node.children.every(
          (each) => each.kind === "text" && each.text === node.url,
        );
        const label = isBare
          ? [`${mentionText("channel", target.channelId, names)} › message`]
          : renderInlines(node.children, names);
        return mentionButton(label, "Go to this message", () =>
          names.goToMessage(target.channelId, target.messageId),
        );
      }
      const attributes = { href: node.url, target: "_blank", rel: "noopener noreferrer nofollow" };
      return element("a", { attributes }, ...renderInlines(node.children, names));
    }
    case "mention":
      if (node.target === "channel")
        return mentionButton([mentionText("channel", node.id, names)], "Go to this channel", () =>
          names.goToChannel(node.id),
        );
      return element("span", { class: "mention", text: mentionText(node.target, node.id, names) });
    case "command":
      return mentionButton([`/${node.name}`], "Use this command", () =>
        names.useCommand(node.name),
      );
    case "emoji":
      return element("span", { class: "mention", text: `:${node.name}:` });
    case "timestamp":
      return element("time", { class: "moment", text: dateAndTime(node.seconds * 1000) });
  }
}

function mentionButton(
  label: readonly (HTMLElement | string)[],
  title: string,
  run: () => void,
): HTMLElement {
  const attributes = { type: "button", title };
  return element("button", { class: "mention", attributes, on: { click: run } }, ...label);
}

function renderSpoiler(children: readonly Inline[], names: Names): HTMLElement {
  const inside = element("span", {}, ...renderInlines(children, names));
  const spoiler = element("button", {
    class: "spoiler",
    attributes: { type: "button", "aria-expanded": "false", "aria-label": "Spoiler: show it" },
    on: {
      click: () => {
        spoiler.setAttribute("aria-expanded", "true");
        spoiler.removeAttribute("aria-label");
      },
    },
  });
  spoiler.append(inside);
  return spoiler;
}

function mentionText(target: "user" | "channel" | "role", id: string, names: Names): string {
  if (target === "channel") return names.channel(id) ?? "#unknown-channel";
  if (target === "role") return "@role";
  return `@${names.user(id) ?? "unknown-user"}`;
}
