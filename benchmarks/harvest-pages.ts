/**
 * How long visitors wait while the worker harvests: `start` as it is, a client that asks for a home, a search and a dataset page
 * in turn, and of a server that does nothing; twenty a second, searches and datasets never twice before all had their turn. Beside
 * it the same without a harvest.
 * Usage: ./fihrist bench harvest-pages  (RECORDS=20000, and SECONDS=20 without a harvest, by default)
 */
import { fork } from "node:child_process"
import { once } from "node:events"
import { loadavg } from "node:os"
import { join } from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import { sql } from "kysely"
import { createOrganization, publishedSlugs } from "../src/catalogue/index.ts"
import { askForHarvest } from "../src/harvest/ask-for-run.ts"
import { addSource } from "../src/harvest/index.ts"
import { systemActor } from "../src/platform/actor.ts"
import { systemClock } from "../src/platform/clock.ts"
import type { Db } from "../src/platform/db.ts"
import { newId } from "../src/platform/ids.ts"
import { round, startCkanPortal } from "./support/filled-portal.ts"
import { startedPortal } from "./support/started-portal.ts"
import { visit } from "./support/visitor.ts"

const before = 3000
const records = Number(process.env.RECORDS ?? 20_000)
const quietMs = Number(process.env.SECONDS ?? 20) * 1000

const portal = await startedPortal()
const bare = fork(join(import.meta.dirname, "support/bare-page.ts"), { execArgv: ["--import", "tsx"] })
const [bareUrl] = (await once(bare, "message")) as [string]
const sources = [await startCkanPortal(before), await startCkanPortal(records)] as const
try {
  const { db, url } = portal
  const organization = { slug: "bench", name: { fr: "Banc d'essai" } }
  await createOrganization(db, organization, { newId, by: systemActor, at: new Date() })
  await harvested(db, sources[0].url)
  const slugs = (await publishedSlugs(db, "dataset", { limit: before })).map(({ slug }) => slug)
  const quietUntil = performance.now() + quietMs
  const quiet = await visit({ url, bareUrl, slugs, isOver: () => performance.now() > quietUntil })
  const state = { isOver: false, ms: 0 }
  const run = harvested(db, sources[1].url).then((ms) => Object.assign(state, { isOver: true, ms }))
  const harvesting = await visit({ url, bareUrl, slugs: slugs.toReversed(), isOver: () => state.isOver })
  await run
  const perSecond = round((records / state.ms) * 1000)
  const peakRssMb = portal.peakMb()
  const load = loadavg().map(round)
  console.log(JSON.stringify({ scenario: "harvest-pages", records, perSecond, harvesting, quiet, peakRssMb, load }))
} finally {
  await portal.stop()
  bare.kill()
  for (const source of sources) source.stop()
}

/** Milliseconds from asking for the run until it has ended, by the worker; a large one goes on in another line. */
async function harvested(db: Db, url: string): Promise<number> {
  const by = { newId, clock: systemClock, by: systemActor }
  const sourceId = await addSource(db, { kind: "ckan", url, organization: "bench", organizations: "remote" }, by)
  const started = performance.now()
  await askForHarvest(db, sourceId)
  for (;;) {
    await sleep(250)
    const { rows } = await sql<{ status: string }>`
      select status
      from harvest_run
      where source_id = ${sourceId} and status <> 'running' and coalesce(reason ->> 'code', '') <> 'gave-way'
    `.execute(db)
    const [run] = rows
    if (run?.status === "done") return performance.now() - started
    if (run) throw new Error(`the harvest ended as ${run.status}`)
  }
}
