/**
 * How fast pages and interfaces answer, with a portal of RECORDS datasets (10,000 by default) in a web process of its own.
 * Beside it, in the same run, a yardstick: a bare node:http server that answers the same compressed bytes.
 * Usage: ./fihrist bench pages
 */
import { fork } from "node:child_process"
import { Agent, createServer, get } from "node:http"
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

const keepAlive = new Agent({ keepAlive: true })
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
  const body = await bytesOf(home)
  const bare = await bareServer(body)
  console.log(
    JSON.stringify({
      scenario: "pages",
      records,
      homeBytes: body.length,
      cachedHome: await load(home),
      bareServer: await load(bare.url),
      uncachedDataset: await throughput(
        url,
        slugs.slice(500, 3500).map((slug) => `/fr/datasets/${slug}`),
      ),
      apiSearch: await latency(
        url,
        words.map((word) => `/api/v1/datasets?q=${encodeURIComponent(word)}&limit=20`),
      ),
      htmlSearch: await latency(url, newSearches(), 1),
      suggest: await latency(
        url,
        words.map((word) => `/api/v1/suggest?q=${encodeURIComponent(word.slice(0, 3))}`),
      ),
      datasetBytes: (await bytesOf(`${url}/fr/datasets/${slugs[0]}`)).length,
      searchBytes: (await bytesOf(`${url}${searchPages()[0]}`)).length,
    }),
  )
  bare.close()
} finally {
  web.kill()
  await portal.close()
}

/** Two words each, every pair once: what nobody has asked before, no page cache answers. */
function newSearches(): string[] {
  return words.flatMap((first) => words.map((second) => `/fr/datasets?q=${encodeURIComponent(`${first} ${second}`)}`))
}

function searchPages(): string[] {
  return words.flatMap((word) => [
    `/fr/datasets?q=${encodeURIComponent(word)}`,
    `/ar/datasets?q=${encodeURIComponent(word)}&format=CSV`,
  ])
}

/** Requests per second of one address, over eight connections. */
async function load(url: string) {
  const seconds = 5
  const result = await autocannon({ url, connections: 8, duration: seconds, headers: { "accept-encoding": "br" } })
  if (result.non2xx > 0) throw new Error(`${result.non2xx} answers were not 2xx`)
  return { perSecond: round(result["2xx"] / seconds), p50: result.latency.p50, p99: result.latency.p99 }
}

/** Requests per second of addresses that are asked once each, four at a time. */
async function throughput(url: string, paths: readonly string[]) {
  const queue = [...paths]
  const started = performance.now()
  const askNext = async (): Promise<void> => {
    for (let path = queue.pop(); path !== undefined; path = queue.pop()) await bytesOf(`${url}${path}`)
  }
  await Promise.all([1, 2, 3, 4].map(askNext))
  return { perSecond: round((paths.length / (performance.now() - started)) * 1000) }
}

/** One client, one request at a time. */
async function latency(url: string, paths: readonly string[], rounds = 40) {
  const times: number[] = []
  for (let round_ = 0; round_ < rounds; round_++) {
    for (const path of paths) {
      const started = performance.now()
      await bytesOf(`${url}${path}${round_ % 2 && path.includes("datasets") ? "&sort=-modified" : ""}`)
      if (round_ > 2 || rounds === 1) times.push(performance.now() - started)
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

/** As sent: `fetch` would decompress, at the cost of this process and not of the server. */
function bytesOf(url: string): Promise<Buffer> {
  return new Promise((done, failed) => {
    const options = { headers: { "accept-encoding": "br" }, agent: keepAlive }
    get(url, options, (answer) => {
      const parts: Buffer[] = []
      answer.on("data", (part: Buffer) => parts.push(part))
      answer.on("end", () =>
        answer.statusCode === 200
          ? done(Buffer.concat(parts))
          : failed(new Error(`${url} answered ${answer.statusCode}`)),
      )
    }).on("error", failed)
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
