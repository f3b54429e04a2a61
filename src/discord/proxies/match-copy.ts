import type { HeardMessage } from "../../conversation/ports.ts";

interface Words {
  readonly text: string;
  readonly attachmentNames: readonly string[];
}

/** Whether a proxy's message says again what a person wrote: all of it, or all but the marks that called the proxy. */
export function saysAgain(copy: Words, original: Words): boolean {
  const again = flat(copy.text);
  if (again !== "") return flat(original.text).includes(again);
  return (
    copy.attachmentNames.length > 0 &&
    copy.attachmentNames.join("\n") === original.attachmentNames.join("\n")
  );
}

/**
 * What of a person's words a copy leaves to be said in other names, which calls nobody once more; null when that is nothing that
 * a copy could say.
 */
export function leftToSay(copy: Words, original: HeardMessage): HeardMessage | null {
  const again = flat(copy.text);
  const text = flat(original.text).replace(again, " ");
  if (again === "" || !/[\p{L}\p{N}]/u.test(text)) return null;
  return { ...original, text, mentionsBot: false, repliesToMessageId: null };
}

/** The copy, as what the person said in the name that the proxy gave them. */
export function credited(
  copy: HeardMessage,
  person: Pick<HeardMessage, "authorId"> & Partial<HeardMessage>,
): HeardMessage {
  return {
    ...copy,
    authorId: person.authorId,
    authorRoleIds: person.authorRoleIds ?? [],
    authorIsBot: false,
    mentionsBot: copy.mentionsBot || (person.mentionsBot ?? false),
    repliesToMessageId: person.repliesToMessageId ?? copy.repliesToMessageId,
    proxied: true,
  };
}

function flat(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
