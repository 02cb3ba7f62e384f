/**
 * How long visitors wait while eight programs ask for groups of a large table by REST: home, search, dataset and explorer
 * pages in turn, ten a second, from a web process with its `query` process; the same without them before, and a server that
 * does nothing beside both.
 * Usage: ./fihrist bench query-pages  (ROWS=10000000, and SECONDS=20 for each half, by default)
 */
import { fork } from "node:child_process"
import { once } from "node:events"
import { loadavg } from "node:os"
import { join } from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import { sql } from "kysely"
import { publishedSlugs } from "../src/catalogue/index.ts"
import { runHarvest } from "../src/harvest/index.ts"
import { createLocalBlobStore } from "../src/platform/files/index.ts"
import { giveTable } from "../tests/api/support/tables.ts"
import { openBenchPortal, round } from "./support/filled-portal.ts"
import { timesOf } from "./support/times.ts"
import { askFor } from "./support/visitor.ts"

const rows = Number(process.env.ROWS ?? 10_000_000)
const halfMs = Number(process.env.SECONDS ?? 20) * 1000
const heavyAtOnce = 8
const betweenMs = 100
const here = import.meta.dirname

const portal = await openBenchPortal(300)
const options = { execArgv: ["--import", "tsx"], env: { ...process.env, NODE_ENV: "production" } }
const bare = fork(join(here, "support/bare-page.ts"), options)
let web: ReturnType<typeof fork> | undefined
try {
  await runHarvest(portal.sourceId, portal.harvester)
  const { tableId, explorer } = await largeTable()
  web = fork(join(here, "support/web-process.ts"), [portal.databaseUrl, portal.dataDir], options)
  const [[url], [bareUrl]] = (await Promise.all([once(web, "message"), once(bare, "message")])) as [[string], [string]]
  const slugs = (await publishedSlugs(portal.db, "dataset", { limit: 300 })).map(({ slug }) => slug)
  const addresses = (turn: number) => ({
    home: `${url}/fr`,
    search: `${url}/fr/datasets?q=eau ${turn}`,
    dataset: `${url}/fr/datasets/${slugs[turn % slugs.length]}`,
    explorer: url + explorer,
    bare: bareUrl,
  })
  await untilReady(url)
  await visited(addresses, 3000)
  const quiet = await visited(addresses, halfMs)
  const over = new AbortController()
  const state = { answered: 0, refused: 0 }
  const heavy = Array.from({ length: heavyAtOnce }, (_, at) =>
    askOften(`${url}/api/v1/tables/${tableId}`, { at, over, state }),
  )
  await sleep(1000)
  const beside = await visited(addresses, halfMs)
  over.abort()
  await Promise.all(heavy)
  const load = loadavg().map(round)
  console.log(JSON.stringify({ scenario: "query-pages", rows, beside, quiet, heavy: state, load }))
} finally {
  web?.kill()
  bare.kill()
  await portal.close()
}

async function largeTable() {
  const found = await sql<{ id: string; slug: string }>`
    select distribution.id, dataset.slug
    from distribution
    join dataset on dataset.id = distribution.dataset_id
    order by distribution.id
    limit 1
  `.execute(portal.db)
  const { id: distributionId, slug } = found.rows[0]!
  const blobs = createLocalBlobStore(join(portal.dataDir, "files"))
  const tableId = await giveTable(
    { db: portal.db, blobs },
    {
      distributionId,
      query: `select i as id, 'name ' || (hash(i) % 100000) as name, (hash(i * 7) % 100000) / 100.0 as amount,
        date '2000-01-01' + (hash(i * 3) % 9000)::integer as day from range(${rows}) r(i)`,
      columns: [
        { name: "id", header: "id", type: "integer" },
        { name: "name", header: "name", type: "text" },
        { name: "amount", header: "amount", type: "decimal" },
        { name: "day", header: "day", type: "date" },
      ],
    },
  )
  return { tableId, explorer: `/fr/datasets/${slug}/explore/${distributionId}` }
}

/** Never the same question twice: nothing is answered from memory. */
async function askOften(
  table: string,
  { at, over, state }: { at: number; over: AbortController; state: { answered: number; refused: number } },
): Promise<void> {
  for (let turn = 0; !over.signal.aborted; turn++) {
    const asked = { select: "sum(amount), median(amount)", group_by: "name", where: `id != ${turn * heavyAtOnce + at}` }
    try {
      const answer = await fetch(`${table}/rows?${new URLSearchParams(asked)}`, { signal: over.signal })
      await answer.arrayBuffer()
      if (answer.ok) state.answered++
      else state.refused++
    } catch (error) {
      if (!over.signal.aborted) throw error
    }
  }
}

async function untilReady(url: string): Promise<void> {
  while (!(await fetch(`${url}/health/ready`)).ok) await sleep(200)
}

type Addresses = Readonly<Record<"home" | "search" | "dataset" | "explorer" | "bare", string>>

async function visited(addresses: (turn: number) => Addresses, ms: number) {
  const durations: Record<string, number[]> = {}
  const underWay: Promise<void>[] = []
  const until = performance.now() + ms
  for (let turn = 0; performance.now() < until; turn++) {
    const all = Object.entries(addresses(turn))
    const [kind, url] = all[turn % all.length]!
    durations[kind] ??= []
    underWay.push(askFor(url, durations[kind]))
    await sleep(betweenMs)
  }
  await Promise.all(underWay)
  return Object.fromEntries(Object.entries(durations).map(([kind, all]) => [kind, timesOf(all)]))
}
