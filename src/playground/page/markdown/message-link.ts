const link =
  /^https:\/\/(?:ptb\.|canary\.)?discord(?:app)?\.com\/channels\/(?:@me|\d{1,20})\/(\d{1,20})\/(\d{1,20})\/?$/;

/** Which message an address of Discord means, or undefined when it means something else. */
export function readMessageLink(
  url: string,
): { readonly channelId: string; readonly messageId: string } | undefined {
  const [, channelId, messageId] = link.exec(url) ?? [];
  return channelId === undefined || messageId === undefined ? undefined : { channelId, messageId };
}
