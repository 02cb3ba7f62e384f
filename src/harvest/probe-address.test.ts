import assert from "node:assert/strict"
import { after, before, test } from "node:test"
import { type Answer, type Portal, startPortal } from "../../tests/support/portal-server.ts"
import { createGuardedFetch, type GuardedClient } from "../platform/fetch/index.ts"
import { silentLog } from "../platform/log.ts"
import { probeAddress } from "./index.ts"

let portal: Portal
let client: GuardedClient
before(async () => {
  portal = await startPortal()
  client = createGuardedFetch({ allow: ["127.0.0.0/8"], log: silentLog, userAgent: "test" })
})
after(async () => {
  await client.close()
  await portal.close()
})

const csv = "annee,valeur\n".repeat(1000)
const asFile: Answer = { type: "text/csv; charset=utf-8", body: csv }
const probe = (path: string) => probeAddress(client.fetch, new URL(path, portal.url).href)

test("a file tells its type, size and date without being fetched", async () => {
  portal.set("/a.csv", (_url, { method }) => {
    assert.equal(method, "HEAD")
    return { ...asFile, headers: { "last-modified": "Mon, 02 Nov 2026 08:00:00 GMT" } }
  })
  assert.deepEqual(await probe("/a.csv"), {
    ...{ status: 200, mediaType: "text/csv", byteSize: csv.length, lastModified: "2026-11-02T08:00:00.000Z" },
  })
})

test("where HEAD is refused, the first bytes of the file answer", async () => {
  portal.set("/b.csv", (_url, { method, headers }) => {
    if (method === "HEAD") return { status: 405, body: "" }
    assert.equal(headers.range, "bytes=0-1023")
    const range = { "content-range": `bytes 0-1023/${csv.length}` }
    return { status: 206, type: "text/csv", headers: range, body: csv.slice(0, 1024) }
  })
  assert.deepEqual(await probe("/b.csv"), { status: 200, mediaType: "text/csv", byteSize: csv.length })
})

test("a server that knows neither HEAD nor ranges is read no further than its first bytes", async () => {
  portal.set("/c.csv", (_url, { method }) => (method === "HEAD" ? { status: 501, body: "" } : asFile))
  assert.deepEqual(await probe("/c.csv"), { status: 200, mediaType: "text/csv", byteSize: csv.length })
})

test("what is not there says so, with the answer's status", async () => {
  assert.deepEqual(await probe("/none.csv"), { status: 404, problem: "http-404", mediaType: "text/plain" })
})

test("no answer, or an address that must not be asked, is a problem with a code", async () => {
  const nobody = await startPortal()
  await nobody.close()
  assert.deepEqual(await probeAddress(client.fetch, nobody.url), { status: 0, problem: "refused" })
  assert.deepEqual(await probeAddress(client.fetch, "http://169.254.169.254/"), {
    status: 0,
    problem: "blocked-address",
  })
  assert.deepEqual(await probeAddress(client.fetch, "file:///etc/passwd"), { status: 0, problem: "unsupported-scheme" })
})
