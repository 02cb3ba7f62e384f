import { acceptRdf, type RdfGraph, RdfSyntaxError, readRdf } from "../../../rdf/index.ts"
import { HarvestStopped, type ReadContext } from "../../connector.ts"
import { stopFor, stopped } from "../../reading/index.ts"

export interface CataloguePage {
  readonly graph: RdfGraph
  /** Address before redirects. */
  readonly asked: string
  /** Address after redirects. */
  readonly url: string
  /** `Link: <…>; rel="next"`, where the server sends it. */
  readonly linkHeader?: string
}

const maxBytes = 64 * 1024 * 1024

/** One page of a catalogue, or the stop of the run: a page that fails is never skipped. */
export async function readPage(url: string, { fetch, signal }: ReadContext): Promise<CataloguePage> {
  try {
    const response = await fetch(url, { headers: { accept: acceptRdf }, maxBytes, signal })
    if (response.status < 200 || response.status > 299) throw stopped("http-error", { url, status: response.status })
    const contentType = response.headers["content-type"]
    const graph = await readRdf(await response.bytes(), { contentType, url: response.url, maxBytes, aside: { signal } })
    return { graph, asked: url, url: response.url, linkHeader: response.headers.link }
  } catch (error) {
    throw error instanceof RdfSyntaxError ? stopOfSyntax(error, url) : stopFor(error, url)
  }
}

function stopOfSyntax({ code, message, line, column, text }: RdfSyntaxError, url: string): HarvestStopped {
  return new HarvestStopped(code, message, { url, line, column, text })
}
