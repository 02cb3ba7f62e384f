/**
 * How fast pages and interfaces answer, with a portal of RECORDS datasets (10,000 by default) in a web process of its own.
 * Beside it, in the same run, a yardstick: a bare node:http server that answers the same compressed bytes.
 * Usage: ./fihrist bench pages
 */
import { fork } from "node:child_process"
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import autocannon from "autocannon"
import { publishedSlugs } from "../src/catalogue/index.ts"
import { runHarvest } from "../src/harvest/index.ts"
import { openBenchPortal, round } from "./support/filled-portal.ts"

const records = Number(process.env.RECORDS ?? 10_000)
const root = fileURLToPath(new URL("..", import.meta.url))
const words = [
  "prix",
  "eau",
  "أسعار",
  "production",
  "budget",
  "ميزانية",
  "musées",
  "Sfax",
  "pluviométrie",
  "santé",
  "écoles",
  "huile d'olive",
]

const portal = await openBenchPortal(records)
const web = fork(join(root, "benchmarks/support/web-process.ts"), [portal.databaseUrl, portal.dataDir], {
  execArgv: ["--import", "tsx"],
  env: { ...process.env, NODE_ENV: "production" },
})
try {
  await runHarvest(portal.sourceId, portal.harvester)
  const url = await new Promise<string>((done) => web.once("message", (message) => done(String(message))))
  await untilIndexed(url)
  const slugs = (await publishedSlugs(portal.db, "dataset", { limit: 4000 })).map(({ slug }) => slug)
  const home = `${url}/ar`
  const body = await fetchedBytes(home)
  const bare = await bareServer(body)
  console.log(
    JSON.stringify({
      scenario: "pages",
      records,
      homeBytes: body.length,
      cachedHome: await load(url, ["/ar"], 8),
      bareServer: await load(bare.url, ["/"], 8),
      uncachedDataset: await load(
        url,
        slugs.slice(0, 2000).map((slug) => `/fr/datasets/${slug}`),
        1,
        2000,
      ),
      apiSearch: await latency(
        url,
        words.map((word) => `/api/v1/datasets?q=${encodeURIComponent(word)}&limit=20`),
      ),
      htmlSearch: await latency(url, searchPages()),
      suggest: await latency(
        url,
        words.map((word) => `/api/v1/suggest?q=${encodeURIComponent(word.slice(0, 3))}`),
      ),
      datasetBytes: (await fetchedBytes(`${url}/fr/datasets/${slugs[0]}`)).length,
      searchBytes: (await fetchedBytes(`${url}${searchPages()[0]}`)).length,
    }),
  )
  bare.close()
} finally {
  web.kill()
  await portal.close()
}

function searchPages(): string[] {
  return words.flatMap((word) => [
    `/fr/datasets?q=${encodeURIComponent(word)}`,
    `/ar/datasets?q=${encodeURIComponent(word)}&format=CSV`,
  ])
}

/** Requests per second over `connections`; each address once where `amount` says how many. */
async function load(url: string, paths: readonly string[], connections: number, amount?: number) {
  const result = await autocannon({
    url,
    connections,
    ...(amount ? { amount } : { duration: 5 }),
    headers: { "accept-encoding": "br" },
    requests: paths.map((path) => ({ path })),
  })
  const seconds = amount ? result.duration : 5
  const answered = result["2xx"]
  if (result.non2xx > 0) throw new Error(`${result.non2xx} answers were not 2xx`)
  return { perSecond: round(answered / seconds), p50: result.latency.p50, p99: result.latency.p99 }
}

/** One client, one request at a time, each address 40 times with a query of its own so that no page cache answers. */
async function latency(url: string, paths: readonly string[]) {
  const times: number[] = []
  for (let round_ = 0; round_ < 40; round_++) {
    for (const path of paths) {
      const started = performance.now()
      const answer = await fetch(`${url}${path}${round_ % 2 && path.includes("datasets") ? "&sort=-modified" : ""}`, {
        headers: { "accept-encoding": "br" },
      })
      await answer.arrayBuffer()
      if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}`)
      if (round_ > 2) times.push(performance.now() - started)
    }
  }
  times.sort((a, b) => a - b)
  const at = (share: number) => round(times[Math.floor(times.length * share)] ?? 0)
  return {
    p50: at(0.5),
    p95: at(0.95),
    p99: at(0.99),
    mean: round(times.reduce((sum, time) => sum + time, 0) / times.length),
  }
}

async function untilIndexed(url: string): Promise<void> {
  for (;;) {
    const { ready, documents } = (await (await fetch(`${url}/health/ready`)).json()) as {
      ready: boolean
      documents: number
    }
    if (ready && documents === records) return
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
}

/** As sent: `fetch` would decompress. */
async function fetchedBytes(url: string): Promise<Buffer> {
  const { request } = await import("node:http")
  return new Promise((done, failed) => {
    request(url, { headers: { "accept-encoding": "br" } }, (answer) => {
      const parts: Buffer[] = []
      answer.on("data", (part: Buffer) => parts.push(part))
      answer.on("end", () => done(Buffer.concat(parts)))
    })
      .on("error", failed)
      .end()
  })
}

async function bareServer(body: Buffer): Promise<{ url: string; close(): void }> {
  const server = createServer((_request, response) => {
    response.writeHead(200, {
      "content-type": "text/html; charset=utf-8",
      "content-encoding": "br",
      "content-length": body.length,
    })
    response.end(body)
  })
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done))
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => server.close() }
}
