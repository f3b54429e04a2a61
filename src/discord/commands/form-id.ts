/** The custom id of a form: which command it belongs to, and what that wants back. */
export function formId(command: string, argument: string): string {
  return `${command}:${argument}`;
}

export function readFormId(customId: string): {
  readonly command: string;
  readonly argument: string;
} {
  const colon = customId.indexOf(":");
  if (colon === -1) return { command: customId, argument: "" };
  return { command: customId.slice(0, colon), argument: customId.slice(colon + 1) };
}
