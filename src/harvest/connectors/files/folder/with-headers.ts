import { FetchRefused } from "../../../../platform/fetch/index.ts"
import type { ReadContext } from "../../../connector.ts"
import { stopped, utcSecond } from "../../../reading/index.ts"
import type { ListedFile } from "./listed.ts"

/** A listing without dates is that of a small server. */
const mostAsked = 500

/** Dates and sizes that a listing does not tell, from the headers of the files themselves. */
export async function withHeaders(files: readonly ListedFile[], context: ReadContext): Promise<readonly ListedFile[]> {
  let asked = 0
  const told: ListedFile[] = []
  for (const file of files) {
    if (context.signal?.aborted) throw stopped("stopped")
    const isToBeAsked = file.modified === undefined && asked < mostAsked
    told.push(isToBeAsked ? { ...file, ...(await headersOf(file.url.href, context)) } : file)
    if (isToBeAsked) asked += 1
  }
  return told
}

async function headersOf(url: string, { fetch, signal }: ReadContext): Promise<Partial<ListedFile>> {
  try {
    const { status, headers } = await fetch(url, { method: "HEAD", attempts: 1, ...(signal ? { signal } : {}) })
    if (status >= 300) return {}
    const modified = Date.parse(headers["last-modified"] ?? "")
    const byteSize = headers["content-encoding"] ? 0 : Number(headers["content-length"])
    return {
      ...(Number.isNaN(modified) ? {} : { modified: utcSecond(new Date(modified)) }),
      ...(byteSize > 0 ? { byteSize } : {}),
    }
  } catch (error) {
    // The listing stands; whether the file can be had is the work of the check of links.
    if (error instanceof FetchRefused) return {}
    throw error
  }
}
