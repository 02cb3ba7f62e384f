import { join } from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import { root } from "../config.ts"
import { type DemoAccount, demoAccounts, harvestDemo, openDemo } from "../demo/index.ts"
import { openHarvester } from "../harvest/index.ts"
import { readHead } from "../platform/changes/index.ts"
import { systemClock } from "../platform/clock.ts"
import type { Db } from "../platform/db.ts"
import { newId } from "../platform/ids.ts"
import { createLog } from "../platform/log.ts"
import { serveAsChild } from "../platform/supervisor/index.ts"
import { readTable } from "../tabular/index.ts"
import { CommandFailed, type CommandRun } from "./command.ts"
import { withDatabase } from "./with-database.ts"

const searchablePatienceMs = 60_000

/** The process of the simulated portals; it lets go of the database once their sources are known. */
export const demoPortals: CommandRun = async ({ config }) => {
  await serveAsChild(async () => {
    const seedsDir = join(root, "seeds")
    const portals = await withDatabase(config, "demo-portals", (db) =>
      openDemo({ db, seedsDir, clock: systemClock, newId }),
    )
    return { url: `http://127.0.0.1:${portals.port}/portals/`, close: () => portals.close() }
  })
  return 0
}

/** Harvests what was not yet harvested and waits until the search of the portal has it. */
export const demoHarvest: CommandRun = ({ config, options }) =>
  withDatabase(config, "demo-harvest", async (db) => {
    const { dataDir, fetchAllow } = config
    const portal = String(options.portal)
    const log = createLog({ level: "warn", name: "harvest" })
    const harvester = await openHarvester({ db, dataDir, fetchAllow, baseUrl: portal, log, readTable })
    try {
      await harvestDemo(harvester, ({ source, counts }) => {
        console.error(`${source.name}: ${counts.created + counts.updated} records harvested, ${counts.refused} refused`)
      })
    } finally {
      await harvester.close()
    }
    await untilSearchable(db, portal)
    console.log(signIns(await demoAccounts(db), portal))
    return 0
  })

/** On standard output, which the command tells once the demo is ready. */
function signIns(accounts: readonly DemoAccount[], portal: string): string {
  const width = Math.max(...accounts.map(({ email }) => email.length))
  const lines = accounts.map(
    ({ email, role, body }) => `  ${email.padEnd(width)}  ${role}${body?.fr ? `, ${body.fr}` : ""}`,
  )
  return [`Sample sign-ins at ${portal}/fr/sign-in, password ${accounts[0]?.password}:`, ...lines].join("\n")
}

async function untilSearchable(db: Db, portal: string): Promise<void> {
  const { position } = await readHead(db)
  const deadline = Date.now() + searchablePatienceMs
  while (Date.now() < deadline) {
    const answer = await fetch(`${portal}/health/ready`).catch(() => undefined)
    const state = (await answer?.json().catch(() => undefined)) as { ready?: boolean; position?: number } | undefined
    if (state?.ready && (state.position ?? -1) >= position) return
    await sleep(50)
  }
  throw new CommandFailed(`The harvested datasets were not searchable within ${searchablePatienceMs / 1000} s.`)
}
