import assert from "node:assert/strict"
import { join } from "node:path"
import { after, before, describe, it } from "node:test"
import type { FastifyInstance } from "fastify"
import { sql } from "kysely"
import { registerFiles } from "../../src/api/index.ts"
import { copyUrlOf, datasetByRef, patchDataset } from "../../src/catalogue/index.ts"
import { copiesAmong, keptCopies, linkJobs } from "../../src/links/index.ts"
import { fixedClock } from "../../src/platform/clock.ts"
import { createGuardedFetch, type GuardedClient } from "../../src/platform/fetch/index.ts"
import { type BlobStore, createLocalBlobStore } from "../../src/platform/files/index.ts"
import { createHttpServer } from "../../src/platform/http/index.ts"
import { newId } from "../../src/platform/ids.ts"
import { migrateJobs } from "../../src/platform/jobs/index.ts"
import { silentLog } from "../../src/platform/log.ts"
import { sweepFiles } from "../../src/platform/uploads/index.ts"
import { temporaryFolder } from "../support/folder.ts"
import { openOffice, type TestOffice } from "../support/office.ts"
import { type Answer, type Portal, startPortal } from "../support/portal-server.ts"

const clock = fixedClock("2026-11-23T12:00:00Z")
const start = clock.now().getTime()
const maxBytes = 5000
const muchRoom = 1_000_000
let office: TestOffice
let portal: Portal
let client: GuardedClient
let app: FastifyInstance
let blobs: BlobStore
let folder: ReturnType<typeof temporaryFolder>
let sourceId: string

before(async () => {
  office = await openOffice()
  await migrateJobs(office.database.url)
  portal = await startPortal()
  client = createGuardedFetch({ allow: ["127.0.0.0/8"], log: silentLog, userAgent: "test" })
  folder = temporaryFolder()
  blobs = createLocalBlobStore(join(folder.path, "files"))
  app = createHttpServer({ log: silentLog, clock, baseUrl: "http://127.0.0.1:8080" })
  registerFiles(app, { db: office.db, blobs, readerOf: async () => undefined })
  sourceId = newId()
  await sql`
    insert into harvest_source (id, kind, name, url, organization_id, archive)
    values (${sourceId}, 'ckan', 'Ministère', 'https://source.tn', ${office.ministry}, true)
  `.execute(office.db)
})
after(async () => {
  await app.close()
  await client.close()
  await portal.close()
  await office.database.drop()
  folder.remove()
})

const atDay = (days: number) => clock.set(new Date(start + days * 86_400_000).toISOString())

async function run(name: "check-links" | "archive-files" | "find-links", totalBytes = muchRoom) {
  const deps = { db: office.db, fetch: client.fetch, stream: client.stream, blobs, clock, newId, log: silentLog }
  const job = linkJobs({ ...deps, maxBytes, totalBytes }).find((one) => one.name === name)
  await job?.run({}, AbortSignal.timeout(20_000))
}

/** A dataset that the archived source gives, with this file. */
async function harvested(path: string, given: object = {}) {
  const { id } = await office.published({
    distributions: [{ downloadUrl: new URL(path, portal.url).href, format: "CSV" }],
    ...given,
  })
  await sql`
    insert into source_record (source_id, remote_id, entity_id, hash, snapshot, harvested_at)
    values (${sourceId}, ${id}, ${id}, ''::bytea, '{}', now())
  `.execute(office.db)
  return id
}

async function fileOf(id: string) {
  const found = await datasetByRef(office.db, id)
  assert.ok(found.kind === "found")
  return found.dataset.distributions[0]!
}

const csv = (body: string, etag: string): Answer => ({ type: "text/csv", body, headers: { etag } })
const gone: Answer = { status: 404, body: "" }

describe("the copy of a file whose source is archived", () => {
  it("is taken when its address works, and offered while it does not", async () => {
    portal.set("/prix.csv", csv("a,b\n1,2\n", '"1"'))
    const id = await harvested("/prix.csv")
    await run("check-links")
    await run("archive-files")
    const copied = await fileOf(id)
    assert.deepEqual(copied.measured?.copy, { takenAt: "2026-11-23T12:00:00Z", name: "prix.csv", byteSize: 8 })
    assert.equal(copyUrlOf(copied, ""), undefined)

    portal.set("/prix.csv", gone)
    atDay(8)
    await run("check-links")
    const url = copyUrlOf(await fileOf(id), "")
    assert.equal(url, `/files/${copied.id}/copy/prix.csv`)
    const answer = await app.inject({ url: url! })
    assert.deepEqual([answer.statusCode, answer.body], [200, "a,b\n1,2\n"])
    assert.match(String(answer.headers["content-disposition"]), /^attachment;/)
    assert.equal(answer.headers["x-content-type-options"], "nosniff")
    assert.equal(answer.headers["content-security-policy"], "sandbox; default-src 'none'")
  })

  it("is taken anew when the host tells another version, and not before", async () => {
    atDay(0)
    portal.set("/neuf.csv", csv("1\n", '"1"'))
    const id = await harvested("/neuf.csv")
    const bytes = async () => (await app.inject({ url: `/files/${(await fileOf(id)).id}/copy/neuf.csv` })).body
    await run("check-links")
    await run("archive-files")
    assert.equal(await bytes(), "1\n")
    const asked = portal.requests.length
    atDay(2)
    await run("archive-files")
    assert.equal(portal.requests.length, asked)
    portal.set("/neuf.csv", csv("2\n", '"2"'))
    atDay(8)
    await run("check-links")
    await run("archive-files")
    assert.equal(await bytes(), "2\n")
  })

  it("is closed at once when its address forbids the file, and open again when it is forbidden no more", async () => {
    const login = '<!doctype html><title>Connexion</title><form><input type="password"></form>'
    const answers = {
      "/f401.csv": { status: 401, body: "" },
      "/f403.csv": { status: 403, body: "" },
      "/f451.csv": { status: 451, body: "" },
      "/login.csv": { type: "text/html", body: login },
      "/f410.csv": { status: 410, body: "" },
      "/f500.csv": { status: 500, body: "" },
    }
    const gives = () => {
      for (const path of Object.keys(answers)) portal.set(path, csv("a,b\n", '"1"'))
    }
    atDay(0)
    gives()
    const files = new Map<string, string>()
    for (const path of Object.keys(answers)) files.set(path, await harvested(path))
    await run("check-links")
    await run("archive-files")
    const statuses = async () => {
      const found: number[] = []
      for (const [path, id] of files) {
        found.push((await app.inject({ url: `/files/${(await fileOf(id)).id}/copy${path}` })).statusCode)
      }
      return found
    }
    assert.deepEqual(await statuses(), [200, 200, 200, 200, 200, 200])

    for (const [path, answer] of Object.entries(answers)) portal.set(path, answer)
    for (const days of [8, 9]) {
      atDay(days)
      await run("check-links")
      assert.deepEqual(await statuses(), [404, 404, 404, 404, 200, 200])
    }
    const offered = await Promise.all(
      [...files.values()].map(async (id) => copyUrlOf(await fileOf(id), "") !== undefined),
    )
    assert.deepEqual(offered, [false, false, false, false, true, true])

    gives()
    atDay(30)
    await run("check-links")
    assert.deepEqual(await statuses(), [200, 200, 200, 200, 200, 200])
  })

  it("is not taken where all copies together have no room, unless it takes the place of a former one", async () => {
    atDay(0)
    const kept = async () => (await keptCopies(office.db)).bytes
    const room = (await kept()) + 100
    portal.set("/first.csv", csv("1".repeat(90), '"1"'))
    const first = await harvested("/first.csv")
    await run("check-links", room)
    await run("archive-files", room)
    assert.equal(await kept(), room - 10)

    portal.set("/second.csv", csv("2".repeat(90), '"1"'))
    const second = await harvested("/second.csv")
    portal.set("/first.csv", csv("3".repeat(95), '"2"'))
    atDay(8)
    await run("check-links", room)
    await run("archive-files", room)
    assert.equal((await fileOf(first)).measured?.copy?.byteSize, 95)
    assert.equal((await fileOf(second)).measured?.copy, undefined)
    assert.equal(await kept(), room - 5)
  })

  it("goes where the room was made smaller, the oldest first, but never while its address does not give it", async () => {
    atDay(20)
    const paths = ["/lone.csv", "/older.csv", "/newer.csv"]
    const ids = []
    for (const [at, path] of paths.entries()) {
      atDay(20 + at)
      portal.set(path, csv(String(at).repeat(90), '"1"'))
      ids.push(await harvested(path))
      await run("check-links")
      await run("archive-files")
    }
    portal.set("/lone.csv", gone)
    atDay(28)
    await run("check-links")
    const { rows } = await sql<{ bytes: number }>`
      select coalesce(sum(byte_size), 0)::bigint as bytes
      from archive_copy
      join stored_file on stored_file.id = file_id
      join link on link.distribution_id = archive_copy.distribution_id
      where verdict <> 'ok'
    `.execute(office.db)
    await run("find-links", rows[0]!.bytes + 100)
    const copies = await Promise.all(ids.map(async (id) => (await fileOf(id)).measured?.copy !== undefined))
    assert.deepEqual(copies, [true, false, true])
  })

  it("keeps its place when something else comes under its address", async () => {
    atDay(0)
    let gets = 0
    const page: Answer = { type: "text/html", body: "<!doctype html><title>Maintenance</title>" }
    // The check sees the file; whoever downloads it gets a page.
    portal.set("/double.csv", (_url, { method }) => {
      if (method === "GET") gets += 1
      return gets > 1 ? page : csv("a,b\n", '"1"')
    })
    const id = await harvested("/double.csv")
    await run("check-links")
    await run("archive-files")
    assert.equal(gets, 2)
    assert.equal((await fileOf(id)).measured?.copy, undefined)
  })

  it("is not taken of what is larger than the limit, announced or not", async () => {
    atDay(0)
    portal.set("/large.csv", csv("x".repeat(maxBytes + 1), '"1"'))
    portal.set("/silent.csv", (_url, { method }) =>
      method === "HEAD" ? { status: 405, body: "" } : { ...csv("x".repeat(maxBytes + 1), '"1"'), type: "text/csv" },
    )
    const ids = [await harvested("/large.csv"), await harvested("/silent.csv")]
    await run("check-links")
    await run("archive-files")
    for (const id of ids) {
      const { measured } = await fileOf(id)
      assert.deepEqual([measured?.verdict, measured?.copy], ["ok", undefined])
    }
  })

  it("is never taken of what the public may not have, and out of reach once it may not", async () => {
    atDay(0)
    portal.set("/secret.csv", csv("s\n", '"1"'))
    portal.set("/later.csv", csv("l\n", '"1"'))
    const closed = [
      await harvested("/secret.csv", { visibility: "private", privateReason: { fr: "Loi" } }),
      await harvested("/secret.csv", {
        facts: { title: { fr: "R" }, description: { fr: "R" }, licence: { code: "otl" }, accessRights: "restricted" },
      }),
    ]
    const later = await harvested("/later.csv")
    await run("check-links")
    await run("archive-files")
    const { rows } = await sql<{ count: number }>`
      select count(*) from archive_copy join distribution on distribution.id = distribution_id
      where dataset_id = any(${closed}::uuid[])
    `.execute(office.db)
    assert.equal(rows[0]?.count, 0)

    const url = `/files/${(await fileOf(later)).id}/copy/later.csv`
    assert.equal((await app.inject({ url })).statusCode, 200)
    await patchDataset(
      office.db,
      { id: later, patch: { facts: { accessRights: "restricted" } } },
      office.by(office.coordinator),
    )
    assert.equal((await app.inject({ url })).statusCode, 404)
  })

  it("goes when its file vanishes, and its bytes with the sweep of files", async () => {
    atDay(0)
    portal.set("/bye.csv", csv("only here\n", '"1"'))
    const id = await harvested("/bye.csv")
    await run("check-links")
    await run("archive-files")
    const { rows } = await sql<{ file_id: string; sha256: string }>`
      select file_id, sha256 from archive_copy
      join stored_file on stored_file.id = file_id
      join distribution on distribution.id = distribution_id
      where dataset_id = ${id}
    `.execute(office.db)
    const { file_id: fileId = "", sha256 = "" } = rows[0] ?? {}
    const sweep = () =>
      sweepFiles({
        ...{ db: office.db, blobs, folder: join(folder.path, "uploads"), filesInUse: copiesAmong },
        blobsInUse: async () => new Set<string>(),
        now: new Date(Date.now() + 30 * 86_400_000),
      })
    await sweep()
    assert.ok(await blobs.has(sha256))
    await sql`update distribution set vanished_at = now() where dataset_id = ${id}`.execute(office.db)
    await run("find-links")
    assert.deepEqual(await copiesAmong(office.db, [fileId]), new Set())
    await sweep()
    assert.equal(await blobs.has(sha256), false)
  })
})
