import type { Block, Inline } from "./syntax-tree.ts";

/** The text of a message without its marks, for screen readers and previews. */
export function plainText(blocks: readonly Block[]): string {
  return blocks.map(blockText).join("\n");
}

function blockText(block: Block): string {
  switch (block.kind) {
    case "code-block":
      return block.text;
    case "quote":
      return plainText(block.children);
    case "list":
      return block.items.map((item) => inlineText(item.children)).join("\n");
    case "paragraph":
    case "heading":
    case "subtext":
      return inlineText(block.children);
  }
}

function inlineText(nodes: readonly Inline[]): string {
  return nodes.map(nodeText).join("");
}

function nodeText(node: Inline): string {
  switch (node.kind) {
    case "text":
    case "code":
      return node.text;
    case "mention":
      return node.id;
    case "timestamp":
      return String(node.seconds);
    case "command":
    case "emoji":
      return node.name;
    case "strong":
    case "emphasis":
    case "underline":
    case "strike":
    case "spoiler":
    case "link":
      return inlineText(node.children);
  }
}
