import assert from "node:assert/strict"
import { type ChildProcess, spawn } from "node:child_process"
import { createHash, randomBytes } from "node:crypto"
import { readdir, stat } from "node:fs/promises"
import { request as httpRequest } from "node:http"
import { join } from "node:path"
import { createInterface } from "node:readline"
import { Readable } from "node:stream"
import { after, before, test } from "node:test"
import { fileURLToPath } from "node:url"
import { sql } from "kysely"
import { createLocalBlobStore } from "../../src/platform/files/index.ts"
import { migrateJobs } from "../../src/platform/jobs/index.ts"
import { storedFile } from "../../src/platform/uploads/index.ts"
import { type TestDatabase, testDatabase } from "../support/database.ts"
import { eventually, temporaryFolder } from "../support/folder.ts"
import { typescript } from "../support/typescript.ts"

/** As large as the machine's patience: `UPLOAD_BYTES=1000000000` for the size of the requirement. */
const size = Number(process.env.UPLOAD_BYTES ?? 96_000_000)
const program = fileURLToPath(new URL("../support/upload-server.ts", import.meta.url))
const piece = randomBytes(1_000_000)
const sha256 = hashOfAll()

let database: TestDatabase
let folder: string
let remove: () => void
before(async () => {
  database = await testDatabase()
  await migrateJobs(database.url)
  ;({ path: folder, remove } = temporaryFolder())
})
after(async () => {
  await database.drop()
  remove()
})

test(`a server killed in the middle of an upload of ${size / 1e6} MB, and again at its end, loses no byte of it`, async () => {
  const first = await startServer()
  const path = await begin(first.url)
  const id = path.split("/").at(-1) ?? ""
  const broken = send(first.url, path, 0).catch(() => "broken")
  await eventually(async () => (await arrived(id)) > size / 3, "a third has arrived", 60_000)
  await kill(first)
  assert.equal(await broken, "broken")

  const second = await startServer()
  const offset = await offsetOf(second.url, path)
  assert.ok(offset > size / 3 && offset < size, `goes on at ${offset}`)
  // Killed once more when the last byte is on disk, and nothing else is done yet.
  const last = send(second.url, path, offset).catch(() => "broken")
  await eventually(async () => (await arrived(id)) === size, "all has arrived", 60_000)
  await kill(second)
  await last

  const third = await startServer()
  assert.equal(await offsetOf(third.url, path), size)
  const file = await storedFile(database.db, id)
  assert.deepEqual([file?.byteSize, file?.sha256, file?.owner], [size, sha256, "amina"])
  assert.equal(await hashInStore(), sha256)
  assert.deepEqual(await readdir(join(folder, "uploads")), [])
  assert.equal(await countOf(sql<{ n: number }>`select count(*)::int as n from upload`), 0)
  assert.equal(await countOf(sql<{ n: number }>`select count(*)::int as n from graphile_worker._private_jobs`), 1)
  await kill(third)
})

interface Server {
  readonly url: string
  readonly process: ChildProcess
}

async function startServer(): Promise<Server> {
  const args = [...typescript, program, database.url, folder]
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] })
  for await (const url of createInterface(child.stdout)) return { url, process: child }
  throw new Error("The server did not start")
}

async function kill(server: Server): Promise<void> {
  const gone = new Promise((resolve) => server.process.once("exit", resolve))
  server.process.kill("SIGKILL")
  await gone
}

const headers = { "tus-resumable": "1.0.0", authorization: "Bearer amina" }

async function begin(url: string): Promise<string> {
  const metadata = `filename ${Buffer.from("relevés.bin").toString("base64")}`
  const more = { "upload-length": String(size), "upload-metadata": metadata }
  const answer = await fetch(`${url}/api/v1/uploads`, { method: "POST", headers: { ...headers, ...more } })
  return new URL(answer.headers.get("location") ?? "").pathname
}

async function offsetOf(url: string, path: string): Promise<number> {
  const answer = await fetch(url + path, { method: "HEAD", headers })
  return Number(answer.headers.get("upload-offset"))
}

function send(url: string, path: string, offset: number): Promise<number | undefined> {
  const more = { "content-type": "application/offset+octet-stream", "upload-offset": String(offset) }
  return new Promise((resolve, reject) => {
    const options = { method: "PATCH", headers: { ...headers, ...more, "content-length": size - offset } }
    const request = httpRequest(url + path, options, (answer) => {
      answer.resume()
      resolve(answer.statusCode)
    })
    request.on("error", reject)
    Readable.from(bytesFrom(offset)).pipe(request)
  })
}

function* bytesFrom(offset: number): Generator<Buffer> {
  for (let at = offset; at < size; ) {
    const start = at % piece.length
    const some = piece.subarray(start, Math.min(piece.length, start + size - at))
    at += some.length
    yield some
  }
}

function hashOfAll(): string {
  const hash = createHash("sha256")
  for (const some of bytesFrom(0)) hash.update(some)
  return hash.digest("hex")
}

async function hashInStore(): Promise<string> {
  const hash = createHash("sha256")
  for await (const some of await createLocalBlobStore(join(folder, "files")).open(sha256)) hash.update(some)
  return hash.digest("hex")
}

async function arrived(id: string): Promise<number> {
  return stat(join(folder, "uploads", id)).then(
    (file) => file.size,
    () => 0,
  )
}

async function countOf(query: ReturnType<typeof sql<{ n: number }>>): Promise<number> {
  return (await query.execute(database.db)).rows[0]?.n ?? -1
}
