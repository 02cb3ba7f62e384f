import { giveWay } from "../platform/give-way.ts"
import { joinInstance } from "../platform/instance/index.ts"
import { serveAsChild } from "../platform/supervisor/index.ts"
import type { Call, CommandRun } from "./command.ts"

/** The web process; `app.ts` wires it. */
export const web: CommandRun = (call) =>
  serve(call, "web", async (databaseUrl) => (await import("../app.ts")).runWeb(call.config, { databaseUrl }))

/** The process of the jobs; `app.ts` wires it. Visitors wait for none of them. */
export const worker: CommandRun = (call) => {
  giveWay()
  return serve(call, "worker", async (databaseUrl) =>
    (await import("../app.ts")).runWorker(call.config, { databaseUrl }),
  )
}

type Run = (databaseUrl: string) => Promise<{ url: string; close(): Promise<void> }>

async function serve({ config }: Call, command: string, run: Run): Promise<number> {
  const { dataDir, databaseUrl } = config
  const instance = await joinInstance({ dataDir, databaseUrl, command, say: (line) => console.error(line) })
  await serveAsChild(() => run(instance.databaseUrl))
  await instance.close()
  return 0
}
