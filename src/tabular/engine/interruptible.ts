import type { DuckDBConnection } from "@duckdb/node-api"

const againMs = 50
const patienceMs = 2000

/**
 * Waits for what DuckDB does, interrupting it when the signal says so; then throws the signal's reason. An interruption is
 * heard only while something runs, so it is repeated; what does not obey for two seconds calls `stuck`.
 */
export async function interruptible<T>(
  running: Promise<T>,
  { connection, stop, stuck }: { connection: DuckDBConnection; stop: AbortSignal; stuck: (reason: unknown) => void },
): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const interrupt = () => {
    const since = Date.now()
    const again = () => {
      connection.interrupt()
      if (Date.now() - since > patienceMs) stuck(stop.reason)
    }
    again()
    timer = setInterval(again, againMs)
  }
  if (stop.aborted) interrupt()
  else stop.addEventListener("abort", interrupt, { once: true })
  try {
    const answer = await running
    stop.throwIfAborted()
    return answer
  } catch (error) {
    throw stop.aborted ? stop.reason : error
  } finally {
    stop.removeEventListener("abort", interrupt)
    clearInterval(timer)
  }
}
