import { isConnectionLost } from "../db.ts"
import {
  BadRequest,
  BodyTooLarge,
  InternalError,
  NotFound,
  Refusal,
  Unavailable,
  UnsupportedMediaType,
  UriTooLong,
} from "./errors.ts"

/** Refusals pass; the framework's complaints about the request become ours; anything else is a bug or an outage. */
export function refusalFromError(error: unknown, requestId: string): Refusal {
  if (error instanceof Refusal) return error
  if (isOutage(error)) return new Unavailable("A service behind the portal does not answer", { requestId })
  const status = statusOf(error)
  if (status >= 400 && status < 500) return clientMistake(status, error instanceof Error ? error.message : "")
  return new InternalError("Unexpected error", { requestId })
}

function clientMistake(status: number, message: string): Refusal {
  if (status === 404) return new NotFound(message)
  if (status === 413) return new BodyTooLarge(message)
  if (status === 414) return new UriTooLong(message)
  if (status === 415) return new UnsupportedMediaType(message)
  return new BadRequest(message)
}

// Only errors that the framework itself made about the request carry FST_ codes; a status on any other error is not ours.
function statusOf(error: unknown): number {
  const { code, statusCode } = (error ?? {}) as { code?: unknown; statusCode?: unknown }
  return typeof code === "string" && code.startsWith("FST_") && typeof statusCode === "number" ? statusCode : 500
}

// PostgreSQL: statement timeout, too many connections.
const databaseBusy = new Set<unknown>(["57014", "53300"])

function isOutage(error: unknown): boolean {
  return isConnectionLost(error) || databaseBusy.has((error as { code?: unknown } | undefined)?.code)
}
