/** Control characters; a line break and a tab are harmless. */
const controls = /(?![\n\t])\p{Cc}/gu;

/**
 * A stranger's text as it may be printed to a terminal: what could steer it is shown as a picture of itself (`␛`).
 */
export function printableText(text: string): string {
  return text.replace(controls, (control) => {
    const code = control.codePointAt(0) ?? 0;
    if (code < 0x20) return String.fromCodePoint(0x2400 + code);
    return code === 0x7f ? "␡" : "�";
  });
}
