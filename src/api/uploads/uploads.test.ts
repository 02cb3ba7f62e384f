import assert from "node:assert/strict"
import { createHash } from "node:crypto"
import { readdir } from "node:fs/promises"
import { request as httpRequest, type IncomingHttpHeaders } from "node:http"
import type { AddressInfo } from "node:net"
import { join } from "node:path"
import { after, before, describe, it } from "node:test"
import type { FastifyInstance } from "fastify"
import { sql } from "kysely"
import { type TestDatabase, testDatabase } from "../../../tests/support/database.ts"
import { temporaryFolder } from "../../../tests/support/folder.ts"
import { uploadServer } from "../../../tests/support/upload-server.ts"
import { fixedClock } from "../../platform/clock.ts"
import { createLocalBlobStore } from "../../platform/files/index.ts"
import { migrateJobs } from "../../platform/jobs/index.ts"
import { storedFile } from "../../platform/uploads/index.ts"

const clock = fixedClock("2026-11-23T10:00:00Z")
let database: TestDatabase
let folder: string
let remove: () => void
let app: FastifyInstance
let origin: string

before(async () => {
  database = await testDatabase()
  await migrateJobs(database.url)
  ;({ path: folder, remove } = temporaryFolder())
  const limits = { fileBytes: 10_000, uploads: 5, unfinishedBytes: 30_000, reserveBytes: 0 }
  app = uploadServer({ db: database.db, folder, clock, limits })
  await app.listen({ host: "127.0.0.1", port: 0 })
  origin = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`
})
after(async () => {
  await app.close()
  await database.drop()
  remove()
})

type Headers = Readonly<Record<string, string>>

function ask(method: string, path: string, headers: Headers = {}, body?: BodyInit): Promise<Response> {
  const common = { "tus-resumable": "1.0.0", authorization: "Bearer amina" }
  return fetch(new URL(path, origin), { method, headers: { ...common, ...headers }, body: body ?? null })
}

const base64 = (text: string) => Buffer.from(text).toString("base64")

/** Path of a new upload of so many bytes. */
async function begun(length: number, name = "ventes.csv", headers: Headers = {}): Promise<string> {
  const metadata = `filename ${base64(name)},filetype ${base64("text/csv")}`
  const answer = await ask("POST", "/api/v1/uploads", {
    "upload-length": String(length),
    "upload-metadata": metadata,
    ...headers,
  })
  assert.equal(answer.status, 201)
  return new URL(answer.headers.get("location") ?? "").pathname
}

function send(path: string, offset: number, bytes: string, headers: Headers = {}): Promise<Response> {
  const type = { "content-type": "application/offset+octet-stream", "upload-offset": String(offset) }
  return ask("PATCH", path, { ...type, ...headers }, bytes)
}

const offsetOf = async (path: string) => (await ask("HEAD", path)).headers.get("upload-offset")
const codeOf = async (answer: Response) => ((await answer.json()) as { code: string }).code
const idOf = (path: string) => path.split("/").at(-1) ?? ""

describe("an upload", () => {
  it("tells beforehand what it can do, to anybody", async () => {
    const answer = await fetch(`${origin}/api/v1/uploads`, { method: "OPTIONS" })
    assert.equal(answer.status, 204)
    assert.equal(answer.headers.get("tus-version"), "1.0.0")
    assert.equal(answer.headers.get("tus-max-size"), "10000")
    assert.equal(answer.headers.get("tus-extension"), "creation,creation-with-upload,checksum,expiration,termination")
  })

  it("arrives in pieces, and is then a stored file of the same id, waiting for its inspection", async () => {
    const path = await begun(10, "أسعار الخضر.csv")
    assert.equal((await send(path, 0, "a,b\n")).headers.get("upload-offset"), "4")
    assert.equal(await offsetOf(path), "4")
    assert.equal((await send(path, 4, "1,2\n3,")).status, 204)

    const file = await storedFile(database.db, idOf(path))
    assert.equal(file?.name, "أسعار الخضر.csv")
    assert.deepEqual([file?.owner, file?.byteSize, file?.mediaType], ["amina", 10, "text/csv"])
    assert.equal(file?.sha256, createHash("sha256").update("a,b\n1,2\n3,").digest("hex"))
    const { rows } = await sql<{ payload: unknown }>`
      select payload from graphile_worker._private_jobs where key = ${`inspect-file:${idOf(path)}`}
    `.execute(database.db)
    assert.deepEqual(rows, [{ payload: { id: idOf(path) } }])
    assert.equal((await readdir(join(folder, "uploads"))).includes(idOf(path)), false)
  })

  it("has its address from the settings, whatever the request's headers say", async () => {
    const answer = await ask("POST", "/api/v1/uploads", {
      "upload-length": "1",
      "x-forwarded-host": "evil.example",
      "x-forwarded-proto": "https",
      forwarded: "host=evil.example",
    })
    assert.match(answer.headers.get("location") ?? "", /^http:\/\/127\.0\.0\.1:8080\/api\/v1\/uploads\/[0-9a-f-]{36}$/)
    await ask("DELETE", new URL(answer.headers.get("location") ?? "").pathname)
  })

  it("goes on from what arrived when the connection broke", async () => {
    const path = await begun(1000)
    await breakOff(path, { "upload-offset": "0", "content-length": "1000" }, "x".repeat(300))
    assert.equal(await offsetOf(path), "300")
    assert.equal((await send(path, 300, "y".repeat(700))).headers.get("upload-offset"), "1000")
    const bytes = "x".repeat(300) + "y".repeat(700)
    assert.equal((await storedFile(database.db, idOf(path)))?.sha256, createHash("sha256").update(bytes).digest("hex"))
  })

  it("is taken over by a new connection while the server still believes in the old one", async () => {
    const path = await begun(8)
    const old = openPatch(path, { "upload-offset": "0", "content-length": "8" })
    old.write("abcd")
    await new Promise((resolve) => setTimeout(resolve, 150))
    assert.equal(await offsetOf(path), "4")
    assert.equal((await send(path, 4, "efgh")).status, 204)
    old.destroy()
  })

  it("goes on undisturbed while its sender looks how far it is, and whatever strangers ask", async () => {
    const path = await begun(1_500)
    const answer = Promise.withResolvers<number | undefined>()
    const running = openPatch(path, { "upload-offset": "0", "content-length": "1500" })
    running.on("response", ({ statusCode }) => answer.resolve(statusCode)).on("error", answer.reject)
    running.write("x".repeat(1000))
    await new Promise((resolve) => setTimeout(resolve, 100))
    const shown = (await (await ask("GET", path)).json()) as Record<string, unknown>
    assert.deepEqual([shown.state, shown.byteSize], ["arriving", 1500])
    assert.equal((await ask("HEAD", path, { authorization: "Bearer stranger" })).status, 404)
    running.end("y".repeat(500))
    assert.equal(await answer.promise, 204)
  })

  it("may bring its first bytes with its beginning, and of an empty file there are none", async () => {
    const type = { "content-type": "application/offset+octet-stream" }
    const whole = await ask("POST", "/api/v1/uploads", { ...type, "upload-length": "3" }, "abc")
    assert.deepEqual([whole.status, whole.headers.get("upload-offset")], [201, "3"])
    const empty = await begun(0, "vide.txt")
    assert.equal((await storedFile(database.db, idOf(empty)))?.byteSize, 0)
  })

  it("says to its sender, who lost the last answer, that it has arrived whole", async () => {
    const path = await begun(3)
    await send(path, 0, "abc")
    const answer = await ask("HEAD", path)
    assert.deepEqual([answer.headers.get("upload-offset"), answer.headers.get("upload-length")], ["3", "3"])
    assert.equal((await send(path, 3, "")).status, 204)
    assert.equal(await codeOf(await send(path, 0, "abc")), "wrong-offset")
    const shown = (await (await ask("GET", path)).json()) as Record<string, unknown>
    assert.deepEqual([shown.state, shown.byteSize, shown.id], ["arrived", 3, idOf(path)])
  })

  it("is thrown away when its sender says so", async () => {
    const path = await begun(8)
    await send(path, 0, "abc")
    assert.equal((await ask("DELETE", path)).status, 204)
    assert.equal((await ask("HEAD", path)).status, 404)
    assert.equal((await readdir(join(folder, "uploads"))).includes(idOf(path)), false)
  })

  it("goes through networks that know only GET and POST", async () => {
    const path = await begun(3)
    const type = { "content-type": "application/offset+octet-stream", "upload-offset": "0" }
    const answer = await ask("POST", path, { ...type, "x-http-method-override": "PATCH" }, "abc")
    assert.deepEqual([answer.status, answer.headers.get("upload-offset")], [204, "3"])
  })
})

describe("a checksum", () => {
  const sha1 = (text: string) => `sha1 ${createHash("sha1").update(text).digest("base64")}`

  it("that fits lets the bytes count", async () => {
    const path = await begun(6)
    assert.equal((await send(path, 0, "abc", { "upload-checksum": sha1("abc") })).status, 204)
    assert.equal(await offsetOf(path), "3")
    await ask("DELETE", path)
  })

  it("that does not fit throws the bytes away, and only them", async () => {
    const path = await begun(6)
    await send(path, 0, "abc")
    const answer = await send(path, 3, "dex", { "upload-checksum": sha1("def") })
    assert.deepEqual([answer.status, await codeOf(answer)], [460, "checksum-mismatch"])
    assert.equal(await offsetOf(path), "3")
    await ask("DELETE", path)
  })

  it("that was never compared, because the connection broke, lets no byte count", async () => {
    const path = await begun(1000)
    await send(path, 0, "abc")
    const headers = { "upload-offset": "3", "content-length": "997", "upload-checksum": sha1("whatever") }
    await breakOff(path, headers, "x".repeat(100))
    assert.equal(await offsetOf(path), "3")
    await ask("DELETE", path)
  })
})

describe("an upload is refused", () => {
  it("to nobody in particular, and to who may write no draft", async () => {
    const asked = (authorization: string) => ask("POST", "/api/v1/uploads", { "upload-length": "3", authorization })
    assert.equal((await asked("")).status, 401)
    assert.equal((await asked("Bearer citizen")).status, 403)
  })

  it("to everybody but the one who began it, as if it did not exist", async () => {
    const path = await begun(8)
    const stranger = { authorization: "Bearer stranger" }
    const bytes = { "content-type": "application/offset+octet-stream", "upload-offset": "0" }
    assert.equal((await ask("HEAD", path, stranger)).status, 404)
    assert.equal((await ask("GET", path, stranger)).status, 404)
    assert.equal((await ask("PATCH", path, { ...stranger, ...bytes }, "abc")).status, 404)
    assert.equal((await ask("DELETE", path, stranger)).status, 404)
    await send(path, 0, "abcdefgh")
    assert.equal((await ask("HEAD", path, stranger)).status, 404)
    assert.equal((await ask("GET", path, stranger)).status, 404)
  })

  it("under ids that are none", async () => {
    for (const id of ["x", "..%2f..%2fetc%2fpasswd", "00000000-0000-0000-0000-000000000000"]) {
      assert.equal((await ask("HEAD", `/api/v1/uploads/${id}`)).status, 404)
    }
  })

  it("when it is larger than a file may be, or brings more than it announced", async () => {
    const large = await ask("POST", "/api/v1/uploads", { "upload-length": "10001" })
    assert.deepEqual([large.status, await codeOf(large)], [413, "file-too-large"])
    const path = await begun(3)
    assert.equal((await send(path, 0, "abcd")).status, 413)
    assert.equal(await offsetOf(path), "0")
    await ask("DELETE", path)
  })

  it("at a wrong place, with the place where it goes on", async () => {
    const path = await begun(6)
    await send(path, 0, "abc")
    for (const offset of [0, 2, 4, 6]) assert.equal((await send(path, offset, "def")).status, 409)
    assert.equal(await offsetOf(path), "3")
    await ask("DELETE", path)
  })

  it("when too many or too much is under way already", async () => {
    const paths: string[] = []
    for (let n = 0; n < 3; n++) paths.push(await begun(10_000))
    assert.equal(await codeOf(await ask("POST", "/api/v1/uploads", { "upload-length": "1" })), "upload-quota-exceeded")
    for (const path of paths) await ask("DELETE", path)
    paths.length = 0
    for (let n = 0; n < 5; n++) paths.push(await begun(10))
    assert.equal(await codeOf(await ask("POST", "/api/v1/uploads", { "upload-length": "1" })), "too-many-uploads")
    for (const path of paths) await ask("DELETE", path)
  })

  it("in another version, without a length, with headers that cannot be read, of another type", async () => {
    const refused = async (headers: Headers) => codeOf(await ask("POST", "/api/v1/uploads", headers))
    assert.equal(await refused({ "tus-resumable": "0.2.2", "upload-length": "3" }), "upload-protocol-version")
    assert.equal(await refused({ "upload-defer-length": "1" }), "invalid-upload")
    for (const length of ["-1", "1e3", "", "9".repeat(20), "0x10"]) {
      assert.equal(await refused({ "upload-length": length }), "invalid-upload")
    }
    for (const metadata of ["filename %%%", "a b c", "clé YQ=="].map((text) => Buffer.from(text).toString("latin1"))) {
      assert.equal(await refused({ "upload-length": "3", "upload-metadata": metadata }), "invalid-upload")
    }
    const path = await begun(3)
    assert.equal((await ask("PATCH", path, { "content-type": "text/plain", "upload-offset": "0" }, "abc")).status, 415)
    await ask("DELETE", path)
  })
})

it("names lose their paths, their controls and what turns their direction", async () => {
  const names = {
    "../../etc/passwd": "passwd",
    "C:\\temp\\x.csv": "x.csv",
    "facture\u202Evsc.exe": "facturevsc.exe",
    'a"b\r\nset-cookie: x=1.csv': "a_bset-cookie_ x=1.csv",
    "..": "file",
    "": "file",
  }
  for (const [name, expected] of Object.entries(names)) {
    const path = await begun(1, name)
    await send(path, 0, "x")
    assert.equal((await storedFile(database.db, idOf(path)))?.name, expected)
  }
})

it("equal files lie on disk once", async () => {
  const [one, two] = [await begun(5, "a.txt"), await begun(5, "b.txt")]
  await send(one, 0, "equal")
  await send(two, 0, "equal")
  const files = [await storedFile(database.db, idOf(one)), await storedFile(database.db, idOf(two))]
  assert.equal(files[0]?.sha256, files[1]?.sha256)
  const blobs = createLocalBlobStore(join(folder, "files"))
  const bytes = await (await blobs.open(files[0]?.sha256 ?? "")).toArray()
  assert.equal(Buffer.concat(bytes).toString(), "equal")
})

function openPatch(path: string, headers: IncomingHttpHeaders) {
  const request = httpRequest(new URL(path, origin), {
    method: "PATCH",
    headers: {
      "tus-resumable": "1.0.0",
      authorization: "Bearer amina",
      "content-type": "application/offset+octet-stream",
      ...headers,
    },
  })
  return request.on("error", () => {})
}

/** Sends so many bytes, waits until they are on disk, and drops the line. */
async function breakOff(path: string, headers: IncomingHttpHeaders, bytes: string): Promise<void> {
  const request = openPatch(path, headers)
  request.write(bytes)
  await new Promise((resolve) => setTimeout(resolve, 150))
  request.destroy()
}
