import { ApiError, type Problem, throwProblems, unknown } from "../http/api-error.ts";
import { noContent, ok, type Route, type RouteRequest } from "../http/route.ts";
import { readPicture } from "../platform/pictures.ts";
import { wireUser } from "../wire/wire-user.ts";
import type { SimEmoji, WireObject } from "../world/records.ts";
import { objectBody, ownApplication } from "./find.ts";

const maxEmojis = 2000;
const maxBytes = 256 * 1024;
const list = "/applications/{application_id}/emojis";

/** The application's own emojis: pictures with a permanent address. */
export const emojiRoutes: readonly Route[] = [
  {
    method: "GET",
    template: list,
    auth: "bot",
    handle: (request) => {
      ownApplication(request);
      return ok({ items: request.platform.world.emojis.map((emoji) => toWire(emoji, request)) });
    },
  },
  {
    method: "POST",
    template: list,
    auth: "bot",
    handle: (request) => {
      ownApplication(request);
      return { status: 201, body: toWire(create(request), request) };
    },
  },
  {
    method: "GET",
    template: `${list}/{emoji_id}`,
    auth: "bot",
    handle: (request) => ok(toWire(emojiOf(request), request)),
  },
  {
    method: "PATCH",
    template: `${list}/{emoji_id}`,
    auth: "bot",
    handle: (request) => {
      const emoji = emojiOf(request);
      const { name } = objectBody(request);
      throwProblems(checkName(name));
      emoji.name = String(name);
      return ok(toWire(emoji, request));
    },
  },
  {
    method: "DELETE",
    template: `${list}/{emoji_id}`,
    auth: "bot",
    handle: (request) => {
      const emoji = emojiOf(request);
      request.platform.world.emojiById.delete(emoji.id);
      request.platform.world.files.delete(emoji.path);
      return noContent;
    },
  },
];

function create(request: RouteRequest): SimEmoji {
  const { platform } = request;
  const { world } = platform;
  const { name, image } = objectBody(request);
  throwProblems(checkName(name));
  const picture = readPicture(image, "image", maxBytes);
  if (world.emojiById.size >= maxEmojis)
    throw new ApiError(400, 30008, `Maximum number of emojis reached (${maxEmojis})`, {
      rule: "invalid-body",
    });
  if (world.emojis.some((emoji) => emoji.name === name))
    throwProblems([
      {
        path: ["name"],
        code: "APPLICATION_EMOJI_NAME_ALREADY_TAKEN",
        message: "This emoji name is already taken",
      },
    ]);
  const id = platform.ids.next();
  const animated = picture.contentType === "image/gif";
  const extension = picture.contentType.split("/")[1] ?? "png";
  const path = world.files.put({ path: `/emojis/${id}.${extension}`, ...picture });
  const emoji: SimEmoji = { id, name: String(name), animated, path };
  world.emojiById.set(id, emoji);
  return emoji;
}

function checkName(name: unknown): Problem[] {
  return typeof name === "string" && /^\w{2,32}$/.test(name)
    ? []
    : [
        {
          path: ["name"],
          code: "STRING_TYPE_REGEX",
          message: "An emoji's name is 2 to 32 letters, digits and underscores.",
        },
      ];
}

function emojiOf(request: RouteRequest): SimEmoji {
  ownApplication(request);
  const emoji = request.platform.world.emojiById.get(request.param("emoji_id"));
  if (emoji === undefined) throw unknown("emoji");
  return emoji;
}

function toWire(emoji: SimEmoji, { platform }: RouteRequest): WireObject {
  return {
    id: emoji.id,
    name: emoji.name,
    roles: [],
    user: wireUser(platform.bot),
    require_colons: true,
    managed: false,
    animated: emoji.animated,
    available: true,
  };
}
