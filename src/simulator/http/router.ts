import type { Route } from "./route.ts";

export interface RouteMatch {
  readonly route: Route;
  readonly params: ReadonlyMap<string, string>;
}

interface Pattern {
  readonly route: Route;
  readonly segments: readonly string[];
  readonly literalCount: number;
}

/** Finds the route of a request; a literal segment (`@original`) wins over a parameter. */
export class Router {
  readonly #patterns: readonly Pattern[];

  constructor(routes: readonly Route[]) {
    this.#patterns = routes
      .map((route) => {
        const segments = route.template.split("/");
        return { route, segments, literalCount: segments.filter(isLiteral).length };
      })
      .sort((a, b) => b.literalCount - a.literalCount);
  }

  /** `path` without the version; segments may be URL-encoded (`%40original`). */
  match(method: string, path: string): RouteMatch | undefined {
    const given = path.split("/").map(decodeSegment);
    for (const { route, segments } of this.#patterns) {
      if (route.method !== method || segments.length !== given.length) continue;
      const params = new Map<string, string>();
      const fits = segments.every((segment, index) => {
        const value = given[index] ?? "";
        if (isLiteral(segment)) return segment === value;
        params.set(segment.slice(1, -1), value);
        return value !== "";
      });
      if (fits) return { route, params };
    }
    return undefined;
  }
}

function isLiteral(segment: string): boolean {
  return !segment.startsWith("{");
}

export function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    // A stray percent sign: no route has one, so the segment as it is matches none.
    return segment;
  }
}
