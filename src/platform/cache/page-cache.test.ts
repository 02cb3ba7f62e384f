import assert from "node:assert/strict"
import { describe, it } from "node:test"
import { brotliDecompressSync } from "node:zlib"
import { fixedClock } from "../clock.ts"
import { createHttpServer } from "../http/index.ts"
import { silentLog } from "../log.ts"
import { cachePage, createPageStore, registerPageCache } from "./index.ts"

function aSite() {
  const clock = fixedClock("2026-01-01T10:00:00Z")
  const store = createPageStore({ maxBytes: 1_000_000, clock })
  const app = createHttpServer({ log: silentLog, clock, baseUrl: "http://127.0.0.1" })
  registerPageCache(app, { store, clock, buildId: "b1", timeZone: "Africa/Tunis" })
  let made = 0
  app.get("/fr/datasets/:slug", { config: { pageCache: { params: ["page"] } } }, async (request, reply) => {
    made += 1
    const { slug } = request.params as { slug: string }
    if (slug === "absent") return reply.code(404).type("text/html").send("absent")
    cachePage(reply, { reads: [{ entity: "dataset", id: slug }] })
    return reply.type("text/html; charset=utf-8").send(`<p>${slug} ${made} ${"mot ".repeat(500)}</p>`)
  })
  const get = (url: string, headers: Record<string, string> = {}) => app.inject({ url, headers })
  return { clock, store, get, app, made: () => made }
}

describe("the page cache", () => {
  it("makes a page once for all anonymous readers", async () => {
    const { get, made } = aSite()
    const first = await get("/fr/datasets/eau")
    const second = await get("/fr/datasets/eau")

    assert.equal(made(), 1)
    assert.equal(second.body, first.body)
    assert.equal(second.headers.etag, first.headers.etag)
    assert.equal(second.headers["content-type"], "text/html; charset=utf-8")
    assert.notEqual(second.headers["x-request-id"], first.headers["x-request-id"])
    assert.ok(second.headers["content-security-policy"])
  })

  it("keeps the compressed body, one per encoding", async () => {
    const { get, made } = aSite()
    const plain = await get("/fr/datasets/eau")
    await get("/fr/datasets/eau", { "accept-encoding": "br" })
    const again = await get("/fr/datasets/eau", { "accept-encoding": "br" })

    assert.equal(made(), 2)
    assert.equal(again.headers["content-encoding"], "br")
    assert.match(brotliDecompressSync(again.rawPayload).toString(), /^<p>eau 2/)
    assert.match(plain.body, /^<p>eau 1/)
  })

  it("tells apart addresses that differ only behind a second question mark", async () => {
    const { get, made } = aSite()
    const other = await get("/fr/datasets/eau?page=2?evil")
    const second = await get("/fr/datasets/eau?page=2")

    assert.equal(made(), 2)
    assert.notEqual(second.body, other.body)
  })

  it("answers 304 and HEAD from what it keeps", async () => {
    const { app, get, made } = aSite()
    const first = await get("/fr/datasets/eau")
    const unchanged = await get("/fr/datasets/eau", { "if-none-match": String(first.headers.etag) })
    const head = await app.inject({ method: "HEAD", url: "/fr/datasets/eau" })

    assert.deepEqual([unchanged.statusCode, unchanged.body], [304, ""])
    assert.deepEqual([head.statusCode, head.body, head.headers.etag], [200, "", first.headers.etag])
    assert.equal(made(), 1)
  })

  it("makes it again after a change, on another day, and for other parameters", async () => {
    const { get, store, clock, made } = aSite()
    await get("/fr/datasets/eau")
    store.evict([{ entity: "dataset", entityId: "eau" }])
    await get("/fr/datasets/eau")
    assert.equal(made(), 2)
    await get("/fr/datasets/eau?page=2")
    assert.equal(made(), 3)
    clock.set("2026-01-01T10:00:30Z")
    await get("/fr/datasets/eau")
    assert.equal(made(), 3)
    // Eleven in the evening, UTC, is midnight in Tunis.
    clock.set("2026-01-01T23:00:00Z")
    await get("/fr/datasets/eau")
    assert.equal(made(), 4)
  })

  it("keeps nothing for who is signed in, for strange parameters, and no errors", async () => {
    const { get, store, made } = aSite()
    await get("/fr/datasets/eau", { cookie: "session=1" })
    await get("/fr/datasets/eau", { authorization: "Bearer x" })
    await get("/fr/datasets/eau?utm_source=x")
    await get("/fr/datasets/absent")
    await get("/fr/datasets/absent")

    assert.equal(made(), 5)
    assert.equal(store.size.pages, 0)
    assert.equal((await get("/nowhere")).statusCode, 404)
  })
})
