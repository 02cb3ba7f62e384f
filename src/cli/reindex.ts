import { setTimeout as sleep } from "node:timers/promises"
import type { Config } from "../config.ts"
import { readInstanceFile } from "../platform/instance/index.ts"
import { requestReindex } from "../search/index.ts"
import { CommandFailed, type CommandRun } from "./command.ts"
import { withDatabase } from "./with-database.ts"

const askEveryMs = 500
const patienceMs = 30 * 60_000

export const reindex: CommandRun = async ({ config }) => {
  const generation = await withDatabase(config, "reindex", requestReindex)
  console.error("Every node builds its search index anew; the present one serves meanwhile.")
  const started = Date.now()
  for (;;) {
    const state = await indexOf(config)
    if (!state) {
      console.error("No portal runs here: the index is built at the next start.")
      return 0
    }
    if (state.generation >= generation && state.ready) {
      console.error(`Done: ${state.documents} datasets.`)
      return 0
    }
    if (Date.now() - started > patienceMs)
      throw new CommandFailed("The index is not ready after 30 minutes; look at the log.")
    await sleep(askEveryMs)
  }
}

interface IndexState {
  readonly ready: boolean
  readonly generation: number
  readonly documents: number
}

/** What the running portal of this folder says of its index; nothing when none answers. */
async function indexOf(config: Config): Promise<IndexState | undefined> {
  const port = readInstanceFile(config.dataDir)?.port
  if (!port) return undefined
  try {
    const host = config.host.includes(":") ? `[${config.host}]` : config.host
    const answer = await fetch(`http://${host}:${port}/health/ready`, { signal: AbortSignal.timeout(5000) })
    return (await answer.json()) as IndexState
  } catch {
    return undefined
  }
}
