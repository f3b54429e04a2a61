/** What becomes of addresses in replies. */
export type LinkPolicy = "keep" | "no-invites" | "none";

/** Invitations to servers, by each of Discord's own addresses for them. */
const invites =
  /(?:https?:\/\/)?(?:www\.)?(?:discord\.gg|discord(?:app)?\.com\/invite|dsc\.gg|discord\.me)\/[\w-]+\/?/giu;
const addresses = /(?:https?:\/\/|www\.)[^\s<>)]*[^\s<>).,;:!?]/giu;
/** What begins to look like an address at the end of a text that still grows. */
const beginning = /(?:^|[\s(<[])(?:https?:\/\/|www\.|discord|dsc\.)\S*$/iu;

/**
 * A reply without the addresses that a place doesn't want: a model has read many, and whoever reads them can't tell that
 * nobody meant them. While the text grows (`final` false), an end that may become an address is held back.
 */
export function stripLinks(
  text: string,
  policy: LinkPolicy,
  { final }: { readonly final: boolean },
): string {
  if (policy === "keep") return text;
  const held = final ? text : text.replace(beginning, "");
  const pattern = policy === "none" ? addresses : invites;
  const stripped = (policy === "none" ? held.replace(invites, "[…]") : held).replace(
    pattern,
    "[…]",
  );
  return final ? stripped : stripped.trimEnd();
}
