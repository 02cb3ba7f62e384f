import type { FastifyRequest } from "fastify"
import type { ErrorBody, Refusal } from "../../../platform/http/index.ts"
import { readingOf, type WebContext } from "../../context.ts"
import { recordFromCard } from "../../models/record.ts"
import { languageFor } from "../../reader-language.ts"
import { renderPage } from "../../render.tsx"
import type { Viewer } from "../../session/viewer.ts"
import { type ErrorKind, ErrorView } from "./error-view.tsx"

/** A refusal as a page in the reader's language, with what may help. */
export async function errorPage(context: WebContext, refusal: Refusal, request: FastifyRequest): Promise<ErrorBody> {
  const path = request.url.split("?", 1)[0] ?? "/"
  const language = languageFor(path, request.headers["accept-language"])
  const viewer = await viewerIfKnown(context, request)
  const reading = readingOf(context, language, { url: request.url, viewer })
  const kind = kindOf(refusal.status)
  const sought = kind === "notFound" ? wordsOf(path) : undefined
  const nearest = sought ? await nearestTo(context, sought) : []
  const view = (
    <ErrorView
      page={kind === "badRequest" ? { ...reading.page, address: "" } : reading.page}
      model={{
        status: refusal.status,
        kind,
        sought,
        reference: refusal.status >= 500 ? request.id : undefined,
        nearest: nearest.map((card) => recordFromCard(card, language, reading)),
      }}
    />
  )
  const headers: Record<string, string> = { "content-language": language }
  return { contentType: "text/html; charset=utf-8", body: renderPage(view), headers }
}

/** The page of an error must not fail itself, whatever the database does. */
async function viewerIfKnown({ sessions, log }: WebContext, request: FastifyRequest): Promise<Viewer | undefined> {
  try {
    return await sessions.viewerOf(request)
  } catch (error) {
    log.warn({ err: error }, "an error page does not know its reader")
    return undefined
  }
}

function kindOf(status: number): ErrorKind {
  if (status === 404) return "notFound"
  if (status === 410) return "gone"
  if (status === 429) return "tooMany"
  if (status === 503) return "unavailable"
  return status >= 500 ? "failure" : "badRequest"
}

/** "/fr/datasets/prix-huile-olive" was about "prix huile olive". */
function wordsOf(path: string): string | undefined {
  const last = path.split("/").at(-1) ?? ""
  const words = decoded(last)
    .replace(/\.\w{1,5}$/, "")
    .match(/[\p{L}\p{M}]{3,}|\d{4}/gu)
  return words && words.length <= 12 ? words.slice(0, 6).join(" ") : undefined
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch (error) {
    if (error instanceof URIError) return ""
    throw error
  }
}

const nearestShown = 4

/** What all its words find, else what each of them finds. */
async function nearestTo({ search, log }: WebContext, text: string) {
  try {
    const words = [text, ...text.split(" ").filter((word) => word.length > 3)]
    const answers = await Promise.all(
      words.slice(0, 5).map((one) => search.search({ text: one, limit: 3, offset: 0, facets: [], facetLimit: 1 })),
    )
    const cards = answers.flatMap(({ hits }) => hits.map(({ card }) => card))
    return [...new Map(cards.map((card) => [card.id, card])).values()].slice(0, nearestShown)
  } catch (error) {
    // The page of an error must not fail itself; what fails here fails on every search and is seen there.
    log.warn({ err: error }, "no suggestions for an error page")
    return []
  }
}
