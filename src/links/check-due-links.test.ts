import assert from "node:assert/strict"
import { after, before, beforeEach, describe, it } from "node:test"
import { sql } from "kysely"
import { openOffice, type TestOffice } from "../../tests/support/office.ts"
import { type Portal, startPortal } from "../../tests/support/portal-server.ts"
import {
  datasetByRef,
  forgetOldLinks,
  patchDataset,
  requestForgottenLinkChecks,
  withdrawDataset,
} from "../catalogue/index.ts"
import { fixedClock } from "../platform/clock.ts"
import { createGuardedFetch, type GuardedClient } from "../platform/fetch/index.ts"
import { migrateJobs } from "../platform/jobs/index.ts"
import { silentLog } from "../platform/log.ts"
import { checkDueLinks } from "./check-due-links.ts"
import { checkLinksAgain, linksOfDataset } from "./index.ts"
import { takeTurn } from "./link-store.ts"

let office: TestOffice
let client: GuardedClient
let portal: Portal
const clock = fixedClock("2026-11-23T12:00:00Z")
const start = clock.now().getTime()

before(async () => {
  office = await openOffice()
  await migrateJobs(office.database.url)
  client = createGuardedFetch({ allow: ["127.0.0.0/8"], log: silentLog, userAgent: "test" })
})
after(async () => {
  await portal.close()
  await client.close()
  await office.database.drop()
})
beforeEach(async () => {
  await portal?.close()
  portal = await startPortal()
  clock.set(new Date(start).toISOString())
  await sql`delete from link`.execute(office.db)
  await sql`delete from link_host`.execute(office.db)
})

const at = (hours: number) => clock.set(new Date(start + hours * 3_600_000).toISOString())
const check = () => checkDueLinks({ db: office.db, fetch: client.fetch, clock, pauseMs: 1, random: () => 0.5 }, 20_000)
const csv = { type: "text/csv", body: "a,b\n1,2\n" }

async function published(...paths: string[]) {
  const distributions = paths.map((path) => ({ downloadUrl: new URL(path, portal.url).href }))
  const { id } = await office.published({ distributions })
  return id
}

async function measured(id: string) {
  const found = await datasetByRef(office.db, id)
  assert.ok(found.kind === "found")
  return found.dataset.distributions.map((one) => one.measured)
}

const links = (datasetId: string) => linksOfDataset(office.db, { datasetId, limit: 10 })

describe("addresses of published files", () => {
  it("are checked at once, then when they are due, and tell it on the dataset", async () => {
    portal.set("/a.csv", { ...csv, headers: { etag: '"1"' } })
    const id = await published("/a.csv", "/none.csv")
    assert.equal(await check(), 2)
    const [fine, gone] = await measured(id)
    assert.deepEqual([fine?.verdict, fine?.byteSize, fine?.problem], ["ok", 8, undefined])
    assert.deepEqual([gone?.verdict, gone?.problem, gone?.since], ["broken", "http-404", "2026-11-23T12:00:00.000Z"])
    assert.equal(await check(), 0)
    at(1.5)
    assert.equal(await check(), 1)
    at(170)
    const before = portal.requests.length
    await check()
    // What is the same as last time is asked by its headers alone.
    assert.deepEqual(
      portal.requests.slice(before).filter((path) => path === "/a.csv"),
      ["/a.csv"],
    )
    assert.equal((await links(id))[0]?.outcomes.length, 2)
    assert.equal((await links(id))[1]?.outcomes.length, 3)
  })

  it("that lead elsewhere now are asked anew, and those of what is withdrawn no more", async () => {
    portal.set("/new.csv", csv)
    const id = await published("/old.csv")
    await check()
    const [old] = await links(id)
    await patchDataset(
      office.db,
      { id, patch: { distributions: [{ id: old!.distributionId, downloadUrl: `${portal.url}new.csv` }] } },
      office.by(office.coordinator),
    )
    const [asked] = await links(id)
    assert.deepEqual([asked?.verdict, asked?.outcomes], ["unknown", []])
    await check()
    assert.equal((await measured(id))[0]?.verdict, "ok")
    await withdrawDataset(office.db, { id, reason: "error" }, office.by(office.coordinator))
    assert.equal(await forgetOldLinks(office.db, 100), 1)
    assert.deepEqual(await links(id), [])
  })

  it("are found again where nobody asked for them", async () => {
    const id = await published("/a.csv")
    await sql`delete from link`.execute(office.db)
    assert.ok((await requestForgottenLinkChecks(office.db, { limit: 100 })).length >= 1)
    assert.equal((await links(id)).length, 1)
    await sql`delete from link where url not like ${`${portal.url}%`}`.execute(office.db)
  })
})

describe("hosts", () => {
  it("have their turns: one with many files does not hold up another", async () => {
    const order: string[] = []
    const asked = (name: string) => () => {
      order.push(name)
      return csv
    }
    const other = await startPortal({ "/small.csv": asked("small") })
    portal.set("*", asked("large"))
    const paths = Array.from({ length: 60 }, (_, at) => `/${at}.csv`)
    await published(...paths)
    await office.published({ distributions: [{ downloadUrl: `${other.url}small.csv` }] })
    assert.equal(await check(), 61)
    assert.ok(order.indexOf("small") < 20, `asked after ${order.indexOf("small")} others`)
    await other.close()
  })

  it("that ask to be left alone are, for as long as they ask, and nothing is thought of their files", async () => {
    portal.set("*", { status: 429, headers: { "retry-after": "7200" }, body: "" })
    const id = await published("/1.csv", "/2.csv", "/3.csv", "/4.csv", "/5.csv")
    await check()
    assert.ok(portal.requests.length <= 2, "it was asked on")
    assert.deepEqual(await measured(id), [undefined, undefined, undefined, undefined, undefined])
    at(1)
    assert.equal(await check(), 0)
    at(2.5)
    portal.set("*", csv)
    assert.equal(await check(), 5)
  })

  it("that a worker held when it was killed are free again after ten minutes, with all that was due", async () => {
    portal.set("/a.csv", csv)
    const id = await published("/a.csv")
    assert.ok(await takeTurn(office.db, clock.now()))
    assert.equal(await check(), 0)
    at(0.2)
    assert.equal(await check(), 1)
    assert.equal((await measured(id))[0]?.verdict, "ok")
  })

  it("left alone until a day that a wrong clock wrote are asked all the same", async () => {
    await published("/none.csv")
    await sql`update link_host set free_at = '2031-01-01'`.execute(office.db)
    assert.equal(await check(), 1)
  })

  it("that do not answer are asked a few times, not once for each file", async () => {
    const nobody = await startPortal()
    await nobody.close()
    const distributions = Array.from({ length: 30 }, (_, at) => ({ downloadUrl: `${nobody.url}${at}.csv` }))
    const { id } = await office.published({ distributions })
    assert.equal(await check(), 30)
    const all = await measured(id)
    assert.ok(all.every((one) => one?.problem === "refused" && one.verdict === "unknown"))
    const asked = (await linksOfDataset(office.db, { datasetId: id, limit: 100 })).filter(
      ({ outcomes }) => (outcomes[0]?.ms ?? 0) > 0,
    )
    assert.ok(asked.length <= 4, `${asked.length} were asked`)
  })
})

describe("a check that somebody asks for", () => {
  it("comes before all others, and not again within ten minutes", async () => {
    portal.set("/a.csv", csv)
    const id = await published("/a.csv")
    await check()
    await checkLinksAgain(office.db, id, clock.now())
    assert.equal(await check(), 1)
    await assert.rejects(checkLinksAgain(office.db, id, clock.now()), { code: "links-asked-lately" })
    at(0.2)
    await checkLinksAgain(office.db, id, clock.now())
  })
})
