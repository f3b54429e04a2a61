import type { Platform } from "../platform/platform.ts";
import type { SimAttachment, WireObject } from "../world/records.ts";

/** A file of a message or of a command's option. `ephemeral`: one person alone sees it, and not for long. */
export function wireAttachment(
  attachment: SimAttachment,
  { ephemeral }: { readonly ephemeral: boolean },
  platform: Platform,
): WireObject {
  const url = platform.cdnUrl(attachment.path);
  return {
    id: attachment.id,
    filename: attachment.filename,
    size: attachment.sizeBytes,
    url,
    proxy_url: url,
    content_type: attachment.contentType,
    ...(attachment.description === null ? {} : { description: attachment.description }),
    ...(ephemeral ? { ephemeral: true } : {}),
  };
}
