import { LRUCache } from "lru-cache"
import { type CsvPreview, csvPreview, previewBytes } from "./csv-preview.ts"

/** Why there is no table: of the file itself, or of the way to it. */
export type Preview = CsvPreview | { readonly kind: "refused"; readonly reason: "timeout" | "unreachable" }

/** The first bytes of a file at its host; `complete` when they are all of it. Throws when the host cannot be reached. */
export type ReadStart = (
  url: string,
  limits: { maxBytes: number; signal: AbortSignal },
) => Promise<{ readonly status: number; readonly bytes: Uint8Array; readonly complete: boolean }>

/** First rows of files at their hosts, kept in memory for a while. */
export interface Previews {
  /** What is known now, without asking anyone. */
  cached(url: string): Preview | undefined
  /** Asks the host where nothing is known; never waits longer than the time limit. */
  load(url: string): Promise<Preview>
}

const defaults = { timeoutMs: 2000, keepMs: 3_600_000, retryMs: 60_000, maxFiles: 500, maxUnderway: 40 }

export function createPreviews(readStart: ReadStart, options: Partial<typeof defaults> = {}): Previews {
  const { timeoutMs, keepMs, retryMs, maxFiles, maxUnderway } = { ...defaults, ...options }
  const known = new LRUCache<string, Preview>({ max: maxFiles })
  const underway = new Map<string, Promise<Preview>>()

  async function ask(url: string): Promise<Preview> {
    const signal = AbortSignal.timeout(timeoutMs)
    const late = new Promise<Preview>((resolve) => {
      signal.addEventListener("abort", () => resolve({ kind: "refused", reason: "timeout" }), { once: true })
    })
    const preview = await Promise.race([read(url, signal), late])
    known.set(url, preview, { ttl: isPassing(preview) ? retryMs : keepMs })
    return preview
  }

  async function read(url: string, signal: AbortSignal): Promise<Preview> {
    try {
      const { status, bytes, complete } = await readStart(url, { maxBytes: previewBytes, signal })
      if (status < 200 || status > 299) return { kind: "refused", reason: "unreachable" }
      return csvPreview(bytes, { complete })
    } catch {
      // Whatever the host or the way to it did, the reader is told; the link check says more.
      return { kind: "refused", reason: signal.aborted ? "timeout" : "unreachable" }
    }
  }

  return {
    cached: (url) => known.get(url),
    async load(url) {
      const present = known.get(url) ?? underway.get(url)
      if (present) return present
      if (underway.size >= maxUnderway) return { kind: "refused", reason: "unreachable" }
      const asking = ask(url).finally(() => underway.delete(url))
      underway.set(url, asking)
      return asking
    },
  }
}

function isPassing(preview: Preview): boolean {
  return preview.kind === "refused" && (preview.reason === "timeout" || preview.reason === "unreachable")
}
