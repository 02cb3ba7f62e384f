import assert from "node:assert/strict"
import { join } from "node:path"
import { Readable } from "node:stream"
import { after, before, describe, it } from "node:test"
import type { FastifyInstance } from "fastify"
import { type TestDatabase, testDatabase } from "../../../tests/support/database.ts"
import { temporaryFolder } from "../../../tests/support/folder.ts"
import {
  beginDataset,
  createOrganization,
  patchDataset,
  publishDataset,
  type WriteContext,
  withdrawDataset,
} from "../../catalogue/index.ts"
import { type Actor, anonymousActor, systemActor } from "../../platform/actor.ts"
import { fixedClock } from "../../platform/clock.ts"
import { type BlobStore, createLocalBlobStore } from "../../platform/files/index.ts"
import { createHttpServer } from "../../platform/http/index.ts"
import { newId } from "../../platform/ids.ts"
import { migrateJobs } from "../../platform/jobs/index.ts"
import { silentLog } from "../../platform/log.ts"
import {
  createUploads,
  type StoredFile,
  storeInspection,
  type Uploads,
  uploadLimits,
} from "../../platform/uploads/index.ts"
import { createVocabularies, euFrequencies } from "../../vocabulary/index.ts"
import { registerFiles } from "./index.ts"

const clock = fixedClock("2026-11-23T10:00:00Z")
const licence = { code: "otl", title: { fr: "Licence" }, open: true, kind: "open", rawValues: [] }
const vocabularies = createVocabularies({ themes: [], licences: [licence], places: [], frequencies: euFrequencies })

let database: TestDatabase
let remove: () => void
let blobs: BlobStore
let uploads: Uploads
let app: FastifyInstance
let ministry: string
const people: Record<string, Actor> = {}

before(async () => {
  database = await testDatabase()
  await migrateJobs(database.url)
  const folder = temporaryFolder()
  remove = folder.remove
  blobs = createLocalBlobStore(join(folder.path, "files"))
  const limits = { ...uploadLimits(10_000), reserveBytes: 0 }
  uploads = createUploads({ db: database.db, blobs, folder: join(folder.path, "uploads"), limits, clock, newId })
  const creation = { newId, by: systemActor, at: clock.now() }
  ministry = await createOrganization(database.db, { slug: "ministere", name: { fr: "Ministère" } }, creation)
  const agency = await createOrganization(database.db, { slug: "agence", name: { fr: "Agence" } }, creation)
  people.amina = anActor({ [ministry]: "coordinator" })
  people.reader = anActor({ [ministry]: "reader" })
  people.stranger = anActor({ [agency]: "coordinator" })
  app = createHttpServer({ log: silentLog, clock, baseUrl: "http://127.0.0.1:8080" })
  registerFiles(app, { db: database.db, blobs, readerOf: async ({ headers }) => people[String(headers["x-as"])] })
})
after(async () => {
  await app.close()
  await database.drop()
  remove()
})

function anActor(grants: Actor["grants"]): Actor {
  return { ...anonymousActor, id: newId(), organizationIds: Object.keys(grants), grants }
}

const amina = () => people.amina ?? anonymousActor
const by = (): WriteContext => ({ by: amina(), at: clock.now(), newId, vocabularies })
const stored = (name: string, bytes: string | Buffer) =>
  uploads.receive(amina(), Readable.from([Buffer.from(bytes)]), { name })
const entry = ({ id, name }: StoredFile) => ({ id: newId(), title: { fr: "Fichier" }, file: { id, name } })

/** A published dataset with this one file; answers their ids. */
async function published(file: StoredFile, visibility: "public" | "private" = "public") {
  const facts = { title: { fr: "Prix" }, description: { fr: "Marché" }, licence: { code: "otl" } }
  const reason = visibility === "private" ? { privateReason: { fr: "Loi" } } : {}
  const given = { organizationId: ministry, facts, visibility, ...reason, distributions: [entry(file)] }
  const { id } = await beginDataset(database.db, given, by())
  const { document } = await publishDataset(database.db, { id }, by())
  return { id, distribution: document.distributions[0]! }
}

async function get(url: string, headers: Record<string, string> = {}, method: "GET" | "HEAD" = "GET") {
  return app.inject({ method, url, headers })
}

describe("a file of a published dataset", () => {
  it("is given to be saved, with its name, its checksum as ETag, and nothing that a browser could run", async () => {
    const file = await stored("أسعار الخضر.csv", "a,b\n1,2\n")
    const { distribution } = await published(file)
    const answer = await get(`/files/${distribution.id}/${encodeURIComponent(file.name)}`)
    assert.equal(answer.statusCode, 200)
    assert.equal(answer.body, "a,b\n1,2\n")
    const { headers } = answer
    assert.equal(headers["content-type"], "text/csv")
    assert.equal(headers["content-length"], "8")
    assert.equal(headers.etag, `"${file.sha256}"`)
    assert.equal(headers["last-modified"], "Mon, 23 Nov 2026 10:00:00 GMT")
    assert.equal(headers["x-content-type-options"], "nosniff")
    assert.equal(headers["content-security-policy"], "sandbox; default-src 'none'")
    assert.equal(headers["cache-control"], "public, no-cache, no-transform")
    assert.equal(
      headers["content-disposition"],
      `attachment; filename="_____ _____.csv"; filename*=UTF-8''${encodeURIComponent(file.name)}`,
    )
  })

  it("is told without its bytes to HEAD, and not sent again to who has it", async () => {
    const { distribution } = await published(await stored("a.csv", "a,b\n"))
    const url = `/files/${distribution.id}/a.csv`
    const head = await get(url, {}, "HEAD")
    assert.deepEqual([head.statusCode, head.headers["content-length"], head.body], [200, "4", ""])
    for (const known of [String(head.headers.etag), `W/${head.headers.etag}`, '"x", *']) {
      const again = await get(url, { "if-none-match": known })
      assert.deepEqual([again.statusCode, again.body], [304, ""])
    }
    assert.equal((await get(url, { "if-none-match": '"x"' })).statusCode, 200)
    assert.equal((await get(url, { "if-modified-since": "Mon, 23 Nov 2026 10:00:00 GMT" })).statusCode, 304)
    assert.equal((await get(url, { "if-modified-since": "Sun, 22 Nov 2026 10:00:00 GMT" })).statusCode, 200)
  })

  it("comes in parts, so that a broken download goes on", async () => {
    const { distribution } = await published(await stored("parts.txt", "0123456789"))
    const url = `/files/${distribution.id}/parts.txt`
    const part = async (range: string, headers = {}) => {
      const answer = await get(url, { range, "accept-encoding": "gzip, br", ...headers })
      return [answer.statusCode, answer.body, answer.headers["content-range"]]
    }
    assert.deepEqual(await part("bytes=2-4"), [206, "234", "bytes 2-4/10"])
    assert.deepEqual(await part("bytes=7-"), [206, "789", "bytes 7-9/10"])
    assert.deepEqual(await part("bytes=-3"), [206, "789", "bytes 7-9/10"])
    assert.deepEqual(await part("bytes=5-999"), [206, "56789", "bytes 5-9/10"])
    for (const other of ["bytes=1-2,4-5", "bytes=4-2", "lines=1-2", "bytes=-", "bytes=a-b"]) {
      assert.deepEqual(await part(other), [200, "0123456789", undefined])
    }
    const etag = String((await get(url)).headers.etag)
    assert.deepEqual(await part("bytes=2-4", { "if-range": etag }), [206, "234", "bytes 2-4/10"])
    assert.deepEqual(await part("bytes=2-4", { "if-range": '"old"' }), [200, "0123456789", undefined])
    const beyond = await get(url, { range: "bytes=10-" })
    assert.deepEqual([beyond.statusCode, beyond.headers["content-range"]], [416, "bytes */10"])
    assert.equal(beyond.json().code, "range-not-satisfiable")
  })

  it("keeps its earlier versions under their numbers, and an old name leads to the new file", async () => {
    const { id, distribution } = await published(await stored("2024.csv", "old"))
    const next = await stored("2025.csv", "new")
    const distributions = [{ ...distribution, file: { id: next.id, name: next.name } }]
    await patchDataset(database.db, { id, patch: { distributions } }, by())
    assert.equal((await get(`/files/${distribution.id}/2025.csv`)).body, "new")
    assert.equal((await get(`/files/${distribution.id}/1/2024.csv`)).body, "old")
    assert.equal((await get(`/files/${distribution.id}/2/2025.csv`)).body, "new")
    const old = await get(`/files/${distribution.id}/2024.csv`)
    assert.deepEqual([old.statusCode, old.headers.location], [302, `/files/${distribution.id}/2025.csv`])
    for (const number of ["0", "3", "-1", "1e1", "99999999999"]) {
      assert.equal((await get(`/files/${distribution.id}/${number}/2024.csv`)).statusCode, 404)
    }
  })

  it("is gone with its dataset", async () => {
    const { id, distribution } = await published(await stored("a.csv", "gone"))
    await withdrawDataset(database.db, { id, reason: "legal", note: { fr: "Loi" } }, by())
    const answer = await get(`/files/${distribution.id}/a.csv`)
    assert.deepEqual([answer.statusCode, answer.json().code], [410, "distribution-vanished"])
  })

  it("names the encoding that was found in it", async () => {
    const file = await stored("windows.csv", Buffer.from("é;à\n", "latin1"))
    await storeInspection(database.db, file.id, { facts: { encoding: "windows-1252" }, warnings: [] })
    const { distribution } = await published(file)
    const { headers } = await get(`/files/${distribution.id}/windows.csv`)
    assert.equal(headers["content-type"], "text/csv; charset=windows-1252")
  })
})

describe("a file that is not public", () => {
  it("of a private dataset is for those who may read it, and does not exist for others", async () => {
    const { distribution } = await published(await stored("prive.csv", "secret"), "private")
    const url = `/files/${distribution.id}/prive.csv`
    const statusFor = async (name: string) => (await get(url, { "x-as": name })).statusCode
    assert.deepEqual([await statusFor("reader"), await statusFor("amina")], [200, 200])
    assert.deepEqual([await statusFor("stranger"), await statusFor("nobody")], [404, 404])
    assert.equal((await get(url, { "x-as": "reader" })).headers["cache-control"], "private, no-cache, no-transform")
    assert.equal((await get(url, { "x-as": "reader" })).headers["access-control-allow-origin"], undefined)
  })

  it("of a draft is for its sender and the dataset's editors", async () => {
    const file = await stored("brouillon.csv", "draft")
    const colleague = anActor({ [ministry]: "contributor" })
    people.colleague = colleague
    const statusFor = async (name: string) => (await get(`/files/stored/${file.id}`, { "x-as": name })).statusCode
    assert.deepEqual([await statusFor("amina"), await statusFor("colleague")], [200, 404])
    const given = { organizationId: ministry, facts: { title: { fr: "Prix" } }, distributions: [entry(file)] }
    const { document } = await beginDataset(database.db, given, by())
    assert.equal(await statusFor("colleague"), 200)
    for (const name of ["reader", "stranger", "nobody"]) assert.equal(await statusFor(name), 404)
    const { id = "" } = document.distributions[0] ?? {}
    assert.equal((await get(`/files/${id}/brouillon.csv`, { "x-as": "amina" })).statusCode, 404)
  })
})

describe("what somebody sends to harm readers", () => {
  const page = "<script>alert(document.cookie)</script>"
  const zipTail = Buffer.from("PK\x03\x04META-INF/MANIFEST.MF", "latin1")
  const attacks: readonly (readonly [string, string | Buffer, string])[] = [
    ["page.html", `<!doctype html>${page}`, "application/octet-stream"],
    ["page.csv", `\ufeff  <html>${page}`, "application/octet-stream"],
    ["comment.txt", `<!-- x -->${page}`, "application/octet-stream"],
    ["wide.csv", Buffer.from(`\ufeff<html>${page}`, "utf16le"), "application/octet-stream"],
    ["logo.svg", `<svg xmlns="http://www.w3.org/2000/svg">${page}</svg>`, "application/octet-stream"],
    ["logo.png", `<?xml version="1.0"?><!-- a --><svg onload="alert(1)"/>`, "application/octet-stream"],
    ["sheet.xml", `<?xml-stylesheet href="x.xsl"?><a/>`, "application/octet-stream"],
    ["tool.exe", "MZ\x90\x00", "application/octet-stream"],
    ["gifar.gif", Buffer.concat([Buffer.from("GIF89a"), zipTail]), "image/gif"],
    ["applet.csv", zipTail, "application/octet-stream"],
    ["scripted.pdf", `%PDF-1.7\n/OpenAction << /S /JavaScript /JS (app.alert(1)) >>\n${page}`, "application/pdf"],
    ["formula.csv", `=cmd|'/C calc'!A0,${page}\n`, "text/csv"],
  ]
  for (const [name, bytes, type] of attacks) {
    it(`${name} is saved, never shown: ${type}`, async () => {
      const { distribution } = await published(await stored(name, bytes))
      const { headers, statusCode } = await get(`/files/${distribution.id}/${name}`)
      assert.deepEqual([statusCode, headers["content-type"]], [200, type])
      assert.match(String(headers["content-disposition"]), /^attachment;/)
      assert.equal(headers["x-content-type-options"], "nosniff")
      assert.equal(headers["content-security-policy"], "sandbox; default-src 'none'")
    })
  }

  it("a name breaks out of no header and no address", async () => {
    const file = await stored('x"; filename=evil.html\r\nset-cookie: a=b;é\u202e.csv', "a")
    const { distribution } = await published(file)
    const answer = await get(`/files/${distribution.id}/${encodeURIComponent(file.name)}`)
    assert.equal(answer.statusCode, 200)
    assert.equal(answer.headers["set-cookie"], undefined)
    assert.match(
      String(answer.headers["content-disposition"]),
      /^attachment; filename="[\w .()-]+"; filename\*=UTF-8''[\w.%~!-]+$/,
    )
  })

  it("paths lead nowhere", async () => {
    const { distribution } = await published(await stored("a.csv", "a"))
    const paths = [
      "/files/",
      "/files/../package.json",
      "/files/%2e%2e/%2e%2e/etc/passwd",
      "/files/..%2f..%2fetc%2fpasswd/x",
      `/files/${distribution.id}/1/2/3`,
      "/files/stored/..%2f..%2fx",
      `/files/stored/${"a".repeat(64)}`,
    ]
    for (const path of paths) assert.equal((await get(path, { "x-as": "amina" })).statusCode, 404, path)
    const climbing = await get(`/files/${distribution.id}/..%2f..%2fa.csv`)
    assert.equal(climbing.statusCode, 404)
    assert.equal((await get(`/files/${distribution.id}`)).headers.location, `/files/${distribution.id}/a.csv`)
  })
})
