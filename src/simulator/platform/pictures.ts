import { ApiError, invalidBody } from "../http/api-error.ts";
import { pictureHash } from "../world/file-store.ts";
import type { Platform } from "./platform.ts";

const dataUri = /^data:(image\/(?:png|jpeg|gif|webp));base64,([A-Za-z0-9+/=\s]+)$/;

/** The bytes of a picture that came as a data URI. */
export function readPicture(
  uri: unknown,
  field: string,
  maxBytes: number,
): { readonly contentType: string; readonly bytes: Uint8Array } {
  const match = typeof uri === "string" ? dataUri.exec(uri) : null;
  if (match === null)
    throw invalidBody([
      {
        path: [field],
        code: "IMAGE_INVALID",
        message: "Invalid image: a base64 data URI is needed",
      },
    ]);
  const bytes = Buffer.from(match[2] ?? "", "base64");
  if (bytes.byteLength > maxBytes)
    throw new ApiError(400, 50138, `Cannot resize asset below the minimum size: ${maxBytes}`, {
      rule: "invalid-body",
    });
  return { contentType: match[1] ?? "image/png", bytes };
}

/** Stores an avatar. Returns its CDN path. */
export function storeAvatar(
  ownerId: string,
  picture: { readonly contentType: string; readonly bytes: Uint8Array },
  platform: Pick<Platform, "world">,
): string {
  const extension = picture.contentType.split("/")[1] ?? "png";
  return platform.world.files.put({
    path: `/avatars/${ownerId}/${pictureHash(picture.bytes)}.${extension}`,
    ...picture,
  });
}
