/**
 * How fast a file of BYTES (1,000,000,000 by default) is uploaded by tus, settled (hashed, typed, made a blob), given back,
 * and gone on with after the server was killed in its middle; and what the server holds in memory meanwhile. Beside it, in
 * the same run, a yardstick: node:http and node:fs alone, without a hash.
 * Usage: ./fihrist bench upload
 */
import { type ChildProcess, spawn } from "node:child_process"
import { randomBytes } from "node:crypto"
import { readFileSync } from "node:fs"
import { chmod, mkdtemp, rm, stat } from "node:fs/promises"
import { get, request as httpRequest } from "node:http"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { createInterface } from "node:readline"
import { Readable } from "node:stream"
import { setTimeout as sleep } from "node:timers/promises"
import { fileURLToPath } from "node:url"
import { openDb } from "../src/platform/db.ts"
import { newId } from "../src/platform/ids.ts"
import { migrateJobs } from "../src/platform/jobs/index.ts"
import { migrate } from "../src/platform/migrate.ts"
import { startPostgres } from "../src/platform/postgres/index.ts"
import { round } from "./support/filled-portal.ts"

const bytes = Number(process.env.BYTES ?? 1_000_000_000)
const root = fileURLToPath(new URL("..", import.meta.url))
const piece = randomBytes(1_000_000)
const credentials = { "tus-resumable": "1.0.0", authorization: "Bearer bench" }

const folder = await mkdtemp(join(tmpdir(), "fihrist-bench-upload-"))
await chmod(folder, 0o755)
const postgres = await startPostgres({ dataDir: folder, id: newId() })
const db = openDb({ url: postgres.url })
const running: ChildProcess[] = []
try {
  await migrate(db, join(root, "migrations"))
  await migrateJobs(postgres.url)
  const plain = await start("benchmarks/support/plain-files.ts", [folder])
  const plainUpload = await seconds(() => send(plain.url, { method: "PUT" }, 0))
  const plainDownload = await seconds(() => receive(plain.url, {}))

  const ours = await start("tests/support/upload-server.ts", [postgres.url, folder])
  const path = await begin(ours.url)
  const upload = await seconds(() => sendTus(ours.url + path, 0))
  const id = path.split("/").at(-1) ?? ""
  const download = await seconds(() => receive(`${ours.url}/files/stored/${id}`, credentials))
  const memory = peakMemory(ours.process)
  console.log(
    JSON.stringify({
      scenario: "upload",
      bytes,
      upload: {
        megabytesPerSecond: perSecond(upload),
        plain: perSecond(plainUpload),
        ratio: round(upload / plainUpload),
      },
      download: {
        megabytesPerSecond: perSecond(download),
        plain: perSecond(plainDownload),
        ratio: round(download / plainDownload),
      },
      peakMemoryMb: memory,
      killed: await killedInTheMiddle(ours),
    }),
  )
} finally {
  for (const child of running) child.kill("SIGKILL")
  await db.destroy()
  await postgres.stop()
  await rm(folder, { recursive: true })
}

interface Running {
  readonly url: string
  readonly process: ChildProcess
}

/** Milliseconds from the start of a new process until it says where to go on, and how much had arrived. */
async function killedInTheMiddle(first: Running) {
  const path = await begin(first.url)
  const sending = sendTus(first.url + path, 0).catch(() => {})
  const file = join(folder, "uploads", path.split("/").at(-1) ?? "")
  while ((await stat(file).catch(() => ({ size: 0 }))).size < bytes / 2) await sleep(5)
  first.process.kill("SIGKILL")
  await sending
  const second = await start("tests/support/upload-server.ts", [postgres.url, folder])
  const asked = performance.now()
  const answer = await fetch(second.url + path, { method: "HEAD", headers: credentials })
  const offset = Number(answer.headers.get("upload-offset"))
  const askedMs = performance.now() - asked
  const rest = await seconds(() => sendTus(second.url + path, offset))
  return { keptMegabytes: round(offset / 1e6), askedMs: round(askedMs), restSeconds: round(rest) }
}

async function start(script: string, args: readonly string[]): Promise<Running> {
  const child = spawn(process.execPath, ["--import", "tsx", join(root, script), ...args], {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, NODE_ENV: "production" },
  })
  running.push(child)
  for await (const url of createInterface(child.stdout)) return { url, process: child }
  throw new Error(`${script} did not start`)
}

async function begin(url: string): Promise<string> {
  const headers = { ...credentials, "upload-length": String(bytes), "upload-metadata": "filename YS5iaW4=" }
  const answer = await fetch(`${url}/api/v1/uploads`, { method: "POST", headers })
  return new URL(answer.headers.get("location") ?? "").pathname
}

function sendTus(url: string, offset: number): Promise<void> {
  const type = "application/offset+octet-stream"
  const headers = { ...credentials, "content-type": type, "upload-offset": String(offset) }
  return send(url, { method: "PATCH", headers }, offset)
}

function send(
  url: string,
  { method, headers = {} }: { method: string; headers?: Readonly<Record<string, string>> },
  offset: number,
): Promise<void> {
  return new Promise((done, failed) => {
    const options = { method, headers: { ...headers, "content-length": bytes - offset } }
    const request = httpRequest(url, options, (answer) => {
      answer.resume().once("end", () => (answer.statusCode === 200 || answer.statusCode === 204 ? done() : failed()))
    })
    request.on("error", failed)
    Readable.from(bytesFrom(offset)).pipe(request)
  })
}

function* bytesFrom(offset: number): Generator<Buffer> {
  for (let at = offset; at < bytes; at += piece.length) yield piece.subarray(0, Math.min(piece.length, bytes - at))
}

function receive(url: string, headers: Readonly<Record<string, string>>): Promise<void> {
  return new Promise((done, failed) => {
    get(url, { headers }, (answer) => {
      let size = 0
      answer.on("data", (some: Buffer) => {
        size += some.length
      })
      answer.on("end", () => (size === bytes ? done() : failed(new Error(`${size} bytes of ${bytes}`))))
    }).on("error", failed)
  })
}

async function seconds(work: () => Promise<void>): Promise<number> {
  const started = performance.now()
  await work()
  return (performance.now() - started) / 1000
}

function perSecond(time: number): number {
  return round(bytes / 1e6 / time)
}

function peakMemory({ pid }: ChildProcess): number {
  const peak = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]
  return round(Number(peak) / 1000)
}
