/** What another site, another session or nobody sends: for every address that changes something, found in the router itself. */
import assert from "node:assert/strict"
import { after, before, describe, it } from "node:test"
import { sql } from "kysely"
import { actions } from "../../src/api/ckan/actions.ts"
import { newId } from "../../src/platform/ids.ts"
import { migrateJobs } from "../../src/platform/jobs/index.ts"
import { aColleague, type Colleague } from "../support/office-people.ts"
import { type AskedRoute, type SamplePortal, samplePortal } from "../web/sample-portal.ts"

let portal: SamplePortal
let victim: Colleague
let otherMark: string
let changing: readonly AskedRoute[]
before(async () => {
  portal = await samplePortal({ demo: true })
  await migrateJobs(portal.databaseUrl)
  await portal.app.ready()
  victim = await aColleague(portal, { administrator: true })
  otherMark = await markOf(await aColleague(portal, { role: "coordinator", at: "agriculture" }))
  changing = portal.routes.filter(({ method }) => !["GET", "HEAD", "OPTIONS"].includes(method))
})
after(async () => portal.close())

/** Clients of CKAN ask for everything by POST, reading included: there nothing but a token counts. OAI-PMH only reads. */
const forPrograms = (url: string) => url.startsWith("/api/") || url === "/oai"
const forms = () => changing.filter(({ url }) => !forPrograms(url))
/** Pages of signing in and up: before them there is no session whose mark a form could bear. */
const open = /^\/(ar|fr|en)\/(sign-in|sign-up|forgotten-password|new-password|confirm-email|invitation$|unsubscribe)/

async function markOf(who: Colleague): Promise<string> {
  return /name="csrf" value="([^"]+)"/.exec((await who.get("/fr/account")).body)?.[1] ?? ""
}

function addressOf({ url }: AskedRoute): string {
  return url.replace(/:\w+/g, () => newId())
}

interface Sent {
  readonly headers?: Record<string, string>
  readonly payload?: string
  readonly cookie?: boolean
}

async function send(route: AskedRoute, { headers = {}, payload = "act=save", cookie = true }: Sent) {
  const session = cookie ? { cookie: `fihrist_session=${victim.cookies.get("fihrist_session")}` } : {}
  const type = { "content-type": "application/x-www-form-urlencoded" }
  const method = route.method as "POST"
  return portal.app.inject({
    method,
    url: addressOf(route),
    headers: { ...type, ...session, ...headers },
    payload,
  })
}

/** Everything but what counts attempts and uses. */
async function fingerprint(): Promise<string> {
  const { rows: tables } = await sql<{ name: string }>`
    select table_name as name from information_schema.tables
    where table_schema = 'public' and table_type = 'BASE TABLE' and table_name not in ('session', 'throttle')
    order by table_name
  `.execute(portal.db)
  const sums: string[] = []
  for (const { name } of tables) {
    const { rows } = await sql<{ sum: string }>`
      select md5(coalesce(string_agg(row::text, ',' order by row::text), '')) as sum from ${sql.table(name)} as row
    `.execute(portal.db)
    sums.push(`${name} ${rows[0]?.sum}`)
  }
  return sums.join("\n")
}

describe("a form of ours that another site sends", () => {
  const attempts: Readonly<Record<string, Record<string, string>>> = {
    "from another site": { "sec-fetch-site": "cross-site", origin: "https://evil.example" },
    "from a neighbour under the same domain": { "sec-fetch-site": "same-site", origin: "https://evil.gov.tn" },
    "by a browser that tells only the origin": { origin: "https://evil.example" },
    "from a frame without an origin": { origin: "null" },
    "from the same name by another port": { origin: "http://127.0.0.1:9999" },
  }
  for (const [title, headers] of Object.entries(attempts)) {
    it(`is refused ${title}, at every address`, async () => {
      const before = await fingerprint()
      assert.ok(forms().length > 150, String(forms().length))
      for (const route of forms()) {
        const answer = await send(route, { headers })
        assert.deepEqual([route.url, answer.statusCode, answer.headers["set-cookie"]], [route.url, 403, undefined])
      }
      assert.equal(await fingerprint(), before)
    })
  }

  it("is refused without a word of where it comes from, once somebody is signed in", async () => {
    for (const route of forms().filter(({ url }) => !open.test(url))) {
      assert.deepEqual([route.url, (await send(route, {})).statusCode], [route.url, 403])
    }
  })

  it("does nothing with no mark, another session's mark or a broken one: its reader is asked to send it again", async () => {
    const before = await fingerprint()
    for (const mark of ["", otherMark, "x", `${otherMark}A`, "%F0%9F"]) {
      const payload = `csrf=${mark}&act=block&id=${newId()}`
      for (const route of forms().filter(({ url }) => !open.test(url))) {
        const answer = await send(route, { headers: { "sec-fetch-site": "same-origin" }, payload })
        assert.deepEqual([route.url, answer.statusCode], [route.url, 409])
      }
    }
    assert.equal(await fingerprint(), before)
  })

  it("of somebody who is not signed in leads to signing in", async () => {
    for (const route of forms().filter(({ url }) => !open.test(url))) {
      const answer = await send(route, { headers: { "sec-fetch-site": "same-origin" }, cookie: false })
      assert.deepEqual([route.url, answer.statusCode], [route.url, 401])
    }
  })

  it("is read in no other encoding, such as those a foreign page may send without asking", async () => {
    for (const type of ["text/plain", "application/json", "application/xml"]) {
      for (const route of forms()) {
        const headers = { "content-type": type, "sec-fetch-site": "same-origin" }
        assert.deepEqual([route.url, (await send(route, { headers })).statusCode], [route.url, 415])
      }
    }
  })
})

describe("an interface for programs", () => {
  const programs = () => changing.filter(({ url }) => forPrograms(url))
  const fromOurs = {
    "content-type": "application/json",
    "sec-fetch-site": "same-origin",
    "x-http-method-override": "PATCH",
  }

  it("heeds no cookie: every write by REST and tus wants a token or the mark of the session", async () => {
    const before = await fingerprint()
    // A question in SQL is sent by POST, and only reads.
    const writes = programs().filter(({ url }) => url.startsWith("/api/v1/") && url !== "/api/v1/tables/:id/sql")
    assert.ok(writes.length >= 20)
    for (const route of writes) {
      const body = { payload: "{}" }
      const known = [
        await send(route, { ...body, headers: fromOurs }),
        await send(route, { ...body, headers: { ...fromOurs, "x-csrf-token": otherMark } }),
        await send(route, { ...body, headers: { ...fromOurs, authorization: "Bearer guessed" } }),
        await send(route, { ...body, headers: { ...fromOurs, authorization: "Basic YTpi" } }),
      ]
      const statuses = known.map(({ statusCode }) => statusCode)
      assert.deepEqual([route.url, statuses], [route.url, [401, 401, 401, 401]])
    }
    assert.equal(await fingerprint(), before)
  })

  it("heeds no cookie in CKAN's words either", async () => {
    const before = await fingerprint()
    const writes = Object.entries(actions).filter(([, { writes }]) => writes)
    assert.ok(writes.length >= 15)
    for (const [name] of writes) {
      for (const headers of [fromOurs, { ...fromOurs, "x-csrf-token": otherMark }]) {
        const route = { method: "POST", url: `/api/3/action/${name}` }
        const answer = await send(route, { headers, payload: JSON.stringify({ id: "x", name: "x" }) })
        assert.deepEqual([name, answer.statusCode, answer.json().error.__type], [name, 403, "Authorization Error"])
      }
    }
    assert.equal(await fingerprint(), before)
  })

  it("lets no foreign page read what a session sees", async () => {
    for (const url of ["/api/v1/datasets?limit=1", "/api/3/action/package_list", "/fr/office", "/fr/account"]) {
      const cookie = `fihrist_session=${victim.cookies.get("fihrist_session")}`
      const { headers } = await portal.app.inject({ url, headers: { cookie, origin: "https://evil.example" } })
      assert.equal(headers["access-control-allow-credentials"], undefined, url)
      assert.notEqual(headers["access-control-allow-origin"], "https://evil.example", url)
    }
  })
})
