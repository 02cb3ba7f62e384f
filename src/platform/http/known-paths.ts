import type { FastifyInstance } from "fastify"

/**
 * Which methods a path has, to tell 405 from 404. The router answers only for one method at a time, so the patterns of all
 * routes are kept as expressions; they are tried only for requests that no route took.
 */
export function knownPaths(app: FastifyInstance): (path: string) => readonly string[] {
  const routes: { matches: RegExp; methods: readonly string[] }[] = []
  app.addHook("onRoute", ({ url, method }) => {
    if (url.includes("*")) return
    routes.push({ matches: expressionOf(url), methods: [method].flat() })
  })
  return (path) => {
    const methods = routes.filter(({ matches }) => matches.test(path)).flatMap((route) => route.methods)
    return [...new Set(methods)].sort()
  }
}

function expressionOf(pattern: string): RegExp {
  const segments = pattern.split("/").map((segment) =>
    segment
      .split(/(:\w+(?:\([^)]*\))?)/)
      .map((piece) => (piece.startsWith(":") ? "[^/]+" : literal(piece)))
      .join(""),
  )
  return new RegExp(`^${segments.join("/")}$`)
}

function literal(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")
}
