import type { WireObject } from "../../simulator/world/records.ts";
import type { EmbedView } from "../protocol/message.ts";
import { mediaUrl } from "./media-url.ts";
import { listOf, numberOrNull, objectOf, textOf, textOrNull } from "./wire-reading.ts";

export function embedView(embed: WireObject): EmbedView {
  const author = objectOf(embed, "author");
  const footer = objectOf(embed, "footer");
  return {
    color: numberOrNull(embed, "color"),
    author: author && { name: textOf(author, "name"), iconUrl: mediaUrl(author["icon_url"]) },
    title: textOrNull(embed, "title"),
    url: textOrNull(embed, "url"),
    description: textOrNull(embed, "description"),
    fields: listOf(embed, "fields").map((field) => ({
      name: textOf(field, "name"),
      value: textOf(field, "value"),
      inline: field["inline"] === true,
    })),
    imageUrl: mediaUrl(objectOf(embed, "image")?.["url"]),
    thumbnailUrl: mediaUrl(objectOf(embed, "thumbnail")?.["url"]),
    footer: footer && textOf(footer, "text"),
  };
}
