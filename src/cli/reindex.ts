import { raiseGeneration } from "../platform/generations.ts"
import type { CommandRun } from "./command.ts"
import { withDatabase } from "./with-database.ts"

export const reindex: CommandRun = async ({ config }) => {
  const generation = await withDatabase(config, "reindex", (db) => raiseGeneration(db, "search"))
  console.error(`Every node rebuilds its search index (generation ${generation}) and serves the present one meanwhile.`)
  return 0
}
