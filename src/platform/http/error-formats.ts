import type { FastifyRequest } from "fastify"
import type { Refusal } from "./errors.ts"

export interface ErrorBody {
  readonly contentType: string
  readonly body: string
  readonly headers?: Readonly<Record<string, string>>
  /** Only where a protocol wants another status than the refusal's. */
  readonly status?: number
}

export type ErrorFormat = (refusal: Refusal, request: FastifyRequest) => ErrorBody | Promise<ErrorBody>

/**
 * How errors look, by the beginning of the path: the API answers problem+json, the website a page. Chosen by path and not
 * by route, because a mistake in the address itself has no route.
 */
export interface ErrorFormats {
  under(prefix: string, format: ErrorFormat): void
  for(path: string): ErrorFormat
}

export function createErrorFormats(): ErrorFormats {
  const formats: { prefix: string; format: ErrorFormat }[] = []
  return {
    under(prefix, format) {
      formats.push({ prefix, format })
      formats.sort((a, b) => b.prefix.length - a.prefix.length)
    },
    for: (path) => formats.find(({ prefix }) => path.startsWith(prefix))?.format ?? plainProblem,
  }
}

function plainProblem(refusal: Refusal, request: FastifyRequest): ErrorBody {
  const problem = { status: refusal.status, code: refusal.code, requestId: request.id }
  return { contentType: "application/problem+json", body: JSON.stringify(problem) }
}
