import pg from "pg"
import type { Log } from "../log.ts"
import { changeChannel } from "./change-log.ts"

const pollEveryMs = 5000
const reconnectAfterMs = 500

export interface ChangeBell {
  close(): Promise<void>
}

/**
 * Does the work after a ring, never twice at a time: rings that come meanwhile are answered by one more round. Closing
 * waits for the round under way. The work tells of its failures itself.
 */
export function workOnChanges(url: string, work: (closing: AbortSignal) => Promise<void>, log: Log): ChangeBell {
  const closing = new AbortController()
  let rung = false
  let running: Promise<void> | undefined

  async function run(): Promise<void> {
    while (rung && !closing.signal.aborted) {
      rung = false
      await work(closing.signal)
    }
    running = undefined
  }

  const bell = listenForChanges(
    url,
    () => {
      rung = true
      running ??= run()
    },
    log,
  )
  return {
    async close() {
      closing.abort()
      await bell.close()
      await running
    },
  }
}

/**
 * Rings when the log may have grown: on NOTIFY, on (re)connection, and every 5 s all the same, because a notification can
 * be lost with its connection. The listener reads the log itself from its own position, so a ring too many costs a query.
 */
export function listenForChanges(url: string, ring: () => void, log: Log): ChangeBell {
  let client: pg.Client | undefined
  let closed = false
  let retry: NodeJS.Timeout | undefined

  async function connect(): Promise<void> {
    if (closed) return
    const next = new pg.Client({ connectionString: url, application_name: "fihrist-changes" })
    client = next
    let lost = false
    const reconnect = (error?: Error) => {
      if (lost || closed) return
      lost = true
      if (error) log.warn({ error: error.message }, "change listener lost its connection")
      void next.end().catch(() => {})
      retry = setTimeout(() => void connect(), reconnectAfterMs)
    }
    next.on("error", reconnect)
    next.on("end", () => reconnect())
    next.on("notification", ring)
    try {
      await next.connect()
      await next.query(`listen ${changeChannel}`)
      ring()
    } catch (error) {
      reconnect(error instanceof Error ? error : undefined)
    }
  }

  void connect()
  const poll = setInterval(ring, pollEveryMs)
  return {
    async close() {
      closed = true
      clearInterval(poll)
      clearTimeout(retry)
      await client?.end().catch(() => {})
    },
  }
}
