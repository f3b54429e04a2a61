/** A picture in Markdown or HTML whose bytes stand in the text itself. */
const pictures =
  /!\[[^\]\n]{0,200}\]\(\s*data:[^()\s]+\s*\)|<img\b[^>]{0,200}\bsrc\s*=\s*["']?data:[^"'<>\s]+["']?[^>]{0,200}>/gi;

/** The text without pictures that are written out in it: a model can make nothing of them, and they fill its context. */
export function withoutEmbeddedPictures(text: string): string {
  return text.replace(pictures, "");
}

/** How long the pictures in a text are, in bytes of base64. */
export function embeddedPicturesBytes(text: string): number {
  return text.length - withoutEmbeddedPictures(text).length;
}
