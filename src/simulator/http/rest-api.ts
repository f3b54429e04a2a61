import type { IncomingMessage, ServerResponse } from "node:http";
import { coerceError, isAbort } from "../../lib/errors.ts";
import type { Logger } from "../../lib/logger.ts";
import type { Platform } from "../platform/platform.ts";
import type { SchemaCheck } from "../schema-check.ts";
import { type Answer, cannedAnswer, errorCodeOf, plain, send } from "./answer.ts";
import { ApiError } from "./api-error.ts";
import { bucketHeaders, InvalidRequestCounter, RateLimits, type Verdict } from "./rate-limits.ts";
import { type RequestBody, readBody } from "./read-body.ts";
import type { RequestFaults } from "./request-faults.ts";
import { type RequestLog, shortenTokens } from "./request-log.ts";
import type { RouteRequest } from "./route.ts";
import type { RouteMatch, Router } from "./router.ts";

export interface RestApiOptions {
  readonly platform: Platform;
  readonly router: Router;
  readonly token: string;
  readonly rateLimited: boolean;
  readonly faults: RequestFaults;
  readonly log: RequestLog;
  readonly logger: Logger;
  readonly schemaCheck: SchemaCheck | undefined;
  /** Ends delays when the simulator stops. */
  readonly signal: AbortSignal;
}

/** Discord's REST API: authentication, limits, faults and the log around the routes. */
export class RestApi {
  readonly #options: RestApiOptions;
  readonly #limits = new RateLimits();
  readonly #invalidRequests = new InvalidRequestCounter();

  constructor(options: RestApiOptions) {
    this.#options = options;
  }

  /** A bot has begun afresh: the waits that it was told to keep before are counted on, but it can't know of them. */
  beginSession(): void {
    this.#limits.forgetTold();
  }

  /** `url` is the request's, with the path after `/api`. */
  async handle(message: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
    const { platform, router, faults, log } = this.#options;
    const startedAt = platform.clock.now();
    const method = message.method ?? "GET";
    const path = url.pathname.replace(/^\/v\d+/, "");
    const match = router.match(method, path);
    const route = match?.route.template ?? null;
    const body = await this.#read(message);
    const effect = faults.take(method, route);
    const worksFirst =
      effect === undefined ||
      effect.kind === "delay" ||
      (effect.kind !== "answer" && effect.afterWork === true);
    const answer = worksFirst
      ? this.#answer({ message, url, match, method, path, body })
      : cannedAnswer(effect);
    if (effect?.kind === "delay") await this.#delay(effect.delayMs);
    const wasCut = effect?.kind === "reset" || effect?.kind === "hang";
    const logged = log.add({
      at: startedAt,
      method,
      path: shortenTokens(path + url.search),
      route,
      status: wasCut ? null : answer.status,
      errorCode: errorCodeOf(answer.body),
      durationMs: platform.clock.now() - startedAt,
      bucket: answer.bucket,
      body: "json" in body ? (body.json ?? null) : null,
    });
    platform.emit({ type: "request-logged", request: logged });
    if (effect?.kind === "hang") return;
    if (effect?.kind === "reset") {
      message.socket.destroy();
      return;
    }
    send(response, answer);
  }

  #answer(call: {
    readonly message: IncomingMessage;
    readonly url: URL;
    readonly match: RouteMatch | undefined;
    readonly method: string;
    readonly path: string;
    readonly body: RequestBody | ApiError;
  }): Answer {
    const { platform } = this.#options;
    const { match, method, body } = call;
    const now = platform.clock.now();
    const where = `${method} ${match?.route.template ?? call.path}`;
    if (this.#invalidRequests.isBanned(now))
      return { status: 429, body: "You are being blocked", headers: {}, bucket: null };
    if (match === undefined) {
      platform.violate("unknown-route", where, "the simulator has no such route");
      return plain(404, { message: "404: Not Found", code: 0 });
    }
    if (match.route.auth === "bot" && !this.#isAuthorised(call.message)) {
      platform.violate("unauthorized", where, "wrong or missing token");
      this.#countInvalid(where);
      return plain(401, { message: "401: Unauthorized", code: 0 });
    }
    const request = this.#routeRequest(call.url, match, where, body);
    const verdict = this.#limit(match, request, now);
    const bucket = verdict?.bucket ?? null;
    const headers = bucket === null ? {} : bucketHeaders(bucket, now);
    if (verdict?.allowed === false) return this.#refuse(verdict, headers, where);
    const outcome = body instanceof ApiError ? errorAnswer(body) : this.#work(match, request);
    if (outcome.rule !== null)
      platform.violate(outcome.rule, where, `${outcome.status} ${JSON.stringify(outcome.body)}`);
    if (outcome.status === 401 || outcome.status === 403) this.#countInvalid(where);
    this.#checkSchema(match, body, outcome);
    return { status: outcome.status, body: outcome.body, headers, bucket };
  }

  #work(match: RouteMatch, request: RouteRequest): Outcome {
    try {
      const { status, body } = match.route.handle(request);
      return { status, body, rule: null };
    } catch (thrown) {
      if (thrown instanceof ApiError) return errorAnswer(thrown);
      // A bug of the simulator's: as at Discord's, the bot sees a 500, and our log has the reason.
      this.#options.logger.error(
        { error: coerceError(thrown), where: request.where },
        "the simulator failed at a request",
      );
      return { status: 500, body: { message: "500: Internal Server Error", code: 0 }, rule: null };
    }
  }

  #limit(match: RouteMatch, request: RouteRequest, now: number): Verdict | undefined {
    if (!this.#options.rateLimited) return undefined;
    const { route, params } = match;
    return this.#limits.take({
      now,
      route: `${route.method} ${route.template}`,
      rule: route.bucket,
      key: (route.bucket?.per ?? []).map((name) => params.get(name)).join(":"),
      countsGlobally: route.globalLimit !== false,
      hiddenKey: route.hiddenLimit?.(request) ?? null,
    });
  }

  #refuse(
    verdict: Extract<Verdict, { allowed: false }>,
    headers: Readonly<Record<string, string>>,
    where: string,
  ): Answer {
    const seconds = verdict.retryAfterMs / 1000;
    if (verdict.ignoredEarlierAnswer)
      this.#options.platform.violate(
        "ignored-retry-after",
        where,
        `${seconds} s of the wait were left`,
      );
    if (verdict.scope !== "shared") this.#countInvalid(where);
    const isGlobal = verdict.scope === "global";
    return {
      status: 429,
      body: {
        message: "You are being rate limited.",
        retry_after: Number(seconds.toFixed(3)),
        global: isGlobal,
      },
      headers: {
        ...headers,
        "retry-after": String(Math.ceil(seconds)),
        "x-ratelimit-scope": verdict.scope,
        ...(isGlobal ? { "x-ratelimit-global": "true" } : {}),
      },
      bucket: verdict.bucket,
    };
  }

  #countInvalid(where: string): void {
    const { platform } = this.#options;
    if (this.#invalidRequests.add(platform.clock.now()))
      platform.violate("invalid-request-flood", where, "Discord would ban this address now");
  }

  #routeRequest(
    url: URL,
    match: RouteMatch,
    where: string,
    body: RequestBody | ApiError,
  ): RouteRequest {
    return {
      platform: this.#options.platform,
      where,
      query: url.searchParams,
      body: body instanceof ApiError ? undefined : body.json,
      files: body instanceof ApiError ? [] : body.files,
      param: (name) => {
        const value = match.params.get(name);
        if (value === undefined) throw new Error(`The route ${where} has no parameter ${name}`);
        return value;
      },
    };
  }

  #checkSchema(match: RouteMatch, body: RequestBody | ApiError, outcome: Outcome): void {
    const { schemaCheck, platform } = this.#options;
    if (schemaCheck === undefined || body instanceof ApiError) return;
    const { method, template } = match.route;
    const where = `${method} ${template}`;
    const exchange = { method, route: template } as const;
    const requestFaults = schemaCheck({
      ...exchange,
      side: "request",
      status: null,
      body: body.json,
    });
    for (const fault of requestFaults) platform.violate("schema-request", where, fault);
    const responseFaults = schemaCheck({
      ...exchange,
      side: "response",
      status: outcome.status,
      body: outcome.body,
    });
    for (const fault of responseFaults) platform.violate("schema-response", where, fault);
  }

  /** Ends early when the simulator stops. */
  async #delay(delayMs: number): Promise<void> {
    const { platform, signal } = this.#options;
    try {
      await platform.clock.sleep(delayMs, signal);
    } catch (thrown) {
      if (!isAbort(thrown, signal)) throw thrown;
    }
  }

  #isAuthorised(message: IncomingMessage): boolean {
    return message.headers.authorization === `Bot ${this.#options.token}`;
  }

  async #read(message: IncomingMessage): Promise<RequestBody | ApiError> {
    try {
      return await readBody(message);
    } catch (thrown) {
      if (thrown instanceof ApiError) return thrown;
      throw thrown;
    }
  }
}

interface Outcome {
  readonly status: number;
  readonly body: unknown;
  readonly rule: ApiError["rule"];
}

function errorAnswer(error: ApiError): Outcome {
  return { status: error.status, body: error.body, rule: error.rule };
}
