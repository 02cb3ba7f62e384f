import assert from "node:assert/strict"
import { request as httpRequest } from "node:http"
import type { AddressInfo } from "node:net"
import { PassThrough, Readable } from "node:stream"
import { describe, it } from "node:test"
import { brotliDecompressSync, gunzipSync } from "node:zlib"
import fc from "fast-check"
import type { FastifyInstance } from "fastify"
import { fixedClock } from "../clock.ts"
import { createLog, silentLog } from "../log.ts"
import { createHttpServer, type HttpServerOptions, NotFound, Refusal, registerHealth } from "./index.ts"

const clock = fixedClock("2026-01-01T00:00:00Z")

function aServer(options: Partial<HttpServerOptions> = {}) {
  const app = createHttpServer({ log: silentLog, clock, baseUrl: "http://127.0.0.1:8080", ...options })
  app.get("/page/:name", async () => ({ text: "word ".repeat(1000) }))
  app.get("/small", async () => "small")
  return app
}

class Teapot extends Refusal {
  readonly code = "teapot"
  readonly status = 418
}

describe("every answer", () => {
  it("carries a request id and the security headers", async () => {
    const { headers } = await aServer().inject("/small")

    assert.match(String(headers["x-request-id"]), /^[0-9a-f-]{36}$/)
    assert.equal(headers["x-content-type-options"], "nosniff")
    assert.match(String(headers["content-security-policy"]), /script-src 'self'; style-src 'self'/)
    assert.doesNotMatch(String(headers["content-security-policy"]), /unsafe|nonce/)
    assert.equal(headers["strict-transport-security"], undefined)
  })

  it("asks browsers to stay on TLS when the base address is https", async () => {
    const { headers } = await aServer({ baseUrl: "https://data.gov.tn" }).inject("/small")
    assert.match(String(headers["strict-transport-security"]), /max-age=31536000/)
  })

  it("is compressed with brotli, else gzip, else not at all, and says that it varies", async () => {
    const app = aServer()
    const plain = await app.inject("/page/a")
    const br = await app.inject({ url: "/page/a", headers: { "accept-encoding": "gzip, br" } })
    const gzip = await app.inject({ url: "/page/a", headers: { "accept-encoding": "gzip, br;q=0" } })

    assert.equal(plain.headers["content-encoding"], undefined)
    assert.equal(plain.headers.vary, "accept-encoding")
    assert.equal(brotliDecompressSync(br.rawPayload).toString(), plain.body)
    assert.equal(gunzipSync(gzip.rawPayload).toString(), plain.body)
  })

  it("is compressed as a stream when it is one", async () => {
    const app = aServer()
    app.get("/stream", async (_request, reply) => reply.type("text/csv").send(Readable.from(["a,b\n", "1,2\n"])))
    const { rawPayload, headers } = await app.inject({ url: "/stream", headers: { "accept-encoding": "br" } })

    assert.equal(headers["content-encoding"], "br")
    assert.equal(brotliDecompressSync(rawPayload).toString(), "a,b\n1,2\n")
  })

  it("answers 304 without a body to who has it already, in whatever encoding", async () => {
    const app = aServer()
    const first = await app.inject({ url: "/page/a", headers: { "accept-encoding": "br" } })
    const second = await app.inject({ url: "/page/a", headers: { "if-none-match": String(first.headers.etag) } })

    assert.equal(second.statusCode, 304)
    assert.equal(second.body, "")
  })

  it("has no body for HEAD", async () => {
    const { statusCode, body } = await aServer().inject({ method: "HEAD", url: "/small" })
    assert.deepEqual([statusCode, body], [200, ""])
  })
})

describe("refusals", () => {
  it("answer with their status and code, in the format of the longest matching path", async () => {
    const app = aServer()
    app.errorFormats.under("/", () => ({ contentType: "text/html", body: "<p>page</p>" }))
    app.errorFormats.under("/api/", ({ code }) => ({ contentType: "application/problem+json", body: `"${code}"` }))
    app.get("/api/tea", async () => {
      throw new Teapot("short and stout")
    })

    const api = await app.inject("/api/tea")
    const page = await app.inject("/nowhere")

    assert.deepEqual(
      [api.statusCode, api.headers["content-type"], api.body],
      [418, "application/problem+json", '"teapot"'],
    )
    assert.deepEqual([page.statusCode, page.body], [404, "<p>page</p>"])
  })

  it("say which methods an address has", async () => {
    const { statusCode, headers, json } = await aServer().inject({ method: "DELETE", url: "/page/a" })
    assert.equal(statusCode, 405)
    assert.equal(headers.allow, "GET, HEAD")
    assert.equal(json().code, "method-not-allowed")
  })

  it("hide the cause of a bug, which is logged once with the request id", async () => {
    const lines: string[] = []
    const destination = new PassThrough().on("data", (chunk) => lines.push(String(chunk)))
    const app = aServer({ log: createLog({ level: "info", name: "test", destination }) })
    app.get("/bug", async () => {
      throw new Error("password is 1234")
    })

    const { statusCode, body, headers } = await app.inject("/bug")
    await new Promise(setImmediate)

    assert.equal(statusCode, 500)
    assert.doesNotMatch(body, /1234|Error/)
    assert.equal(JSON.parse(body).requestId, headers["x-request-id"])
    assert.equal(lines.length, 1)
    assert.match(lines[0]!, new RegExp(String(headers["x-request-id"])))
  })

  it("of a stream that breaks half way end the connection and are logged", async (t) => {
    const lines: string[] = []
    const destination = new PassThrough().on("data", (chunk) => lines.push(String(chunk)))
    const app = aServer({ log: createLog({ level: "info", name: "test", destination }) })
    app.get("/half", async (_request, reply) => {
      const body = Readable.from(
        (async function* () {
          yield "a,b\n"
          throw new Error("disk gone")
        })(),
      )
      return reply.type("text/csv").send(body)
    })
    t.after(() => app.close())
    await app.listen({ port: 0, host: "127.0.0.1" })
    const { port } = app.server.address() as AddressInfo
    const url = `http://127.0.0.1:${port}/half`
    await assert.rejects(fetch(url, { headers: { "accept-encoding": "identity" } }).then((answer) => answer.text()))
    // Compressed, nothing was sent yet when it broke, so there is still time to say so.
    const compressed = await fetch(url, { headers: { "accept-encoding": "br" } })
    assert.equal(((await compressed.json()) as { code: string }).code, "internal-error")
    assert.equal(lines.filter((line) => line.includes("disk gone")).length, 2, lines.join(""))
  })

  it("say 503 when the database does not answer in time", async () => {
    const app = aServer()
    app.get("/slow", async () => {
      throw Object.assign(new Error("canceling statement due to statement timeout"), { code: "57014" })
    })
    assert.equal((await app.inject("/slow")).statusCode, 503)
  })

  it("answer a HEAD that knows the page already with 304 and no length", async () => {
    const { statusCode, headers, body } = await aServer().inject({
      method: "HEAD",
      url: "/small",
      headers: { "if-none-match": "*" },
    })
    assert.deepEqual([statusCode, headers["content-length"], body], [304, undefined, ""])
  })

  it("say 503 while the database restarts, and 500 when a file of ours is missing", async () => {
    const app = aServer()
    const failures: Error[] = [
      new Error("Connection terminated unexpectedly"),
      Object.assign(new Error("terminating connection"), { code: "57P01" }),
      Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED", syscall: "connect" }),
      Object.assign(new Error("no such file"), { code: "ENOENT", syscall: "open" }),
    ]
    app.get("/next", async () => {
      throw failures.shift()
    })
    const statuses: number[] = []
    while (failures.length > 0) statuses.push((await app.inject("/next")).statusCode)
    assert.deepEqual(statuses, [503, 503, 503, 500])
  })

  it("meet addresses that cannot be decoded, hold NUL or are far too long", async () => {
    const app = aServer()
    for (const url of ["/page/%ff", "/page/%E0%A4%A", "/page/a%00b", "/small?q=%00"]) {
      assert.equal((await app.inject(url)).statusCode, 400, url)
    }
    const long = await app.inject(`/page/${"a".repeat(2000)}`)
    assert.ok([404, 414].includes(long.statusCode), String(long.statusCode))
  })

  it("never are a 500, whatever the path and the headers", async () => {
    const app = aServer()
    const text = fc.string({ unit: "grapheme", maxLength: 40 })
    await fc.assert(
      fc.asyncProperty(text, text, async (path, header) => {
        const url = `/${encodeURI(path).replaceAll("%25", "%")}`
        const headers = { "accept-encoding": header, "if-none-match": header }
        const { statusCode } = await app.inject({ url, headers })
        assert.ok(statusCode < 500, `${url} → ${statusCode}`)
      }),
      { numRuns: 200 },
    )
  })
})

describe("clients", () => {
  it("that ask too fast are told how long to wait, each on its own account", async () => {
    const app = aServer({ rateLimit: { burst: 2, perSecond: 0.5 } })
    const ask = (remoteAddress: string) => app.inject({ url: "/small", remoteAddress })
    await ask("203.0.113.9")
    await ask("203.0.113.9")

    const refused = await ask("203.0.113.9")

    assert.deepEqual([refused.statusCode, refused.headers["retry-after"]], [429, "2"])
    assert.equal((await ask("203.0.113.10")).statusCode, 200)
  })

  it("are one per IPv6 network", async () => {
    const app = aServer({ rateLimit: { burst: 1, perSecond: 1 } })
    const ask = (remoteAddress: string) => app.inject({ url: "/small", remoteAddress })
    assert.equal((await ask("2001:db8:0:1::1")).statusCode, 200)
    assert.equal((await ask("2001:db8:0:1:ffff::2")).statusCode, 429)
    assert.equal((await ask("2001:db8:0:2::1")).statusCode, 200)
  })

  it("are known by the forwarded address only from a trusted proxy", async () => {
    const forwarded = { "x-forwarded-for": "203.0.113.1" }
    const answersIp = async (trustedProxies: string[]) => {
      const app = aServer({ trustedProxies })
      app.get("/ip", async (request) => request.ip)
      return (await app.inject({ url: "/ip", headers: forwarded, remoteAddress: "10.0.0.1" })).body
    }
    assert.equal(await answersIp([]), "10.0.0.1")
    assert.equal(await answersIp(["10.0.0.0/8"]), "203.0.113.1")
  })

  it("cannot reach a loopback instance under a foreign name", async () => {
    const app = aServer()
    assert.equal((await app.inject({ url: "/small", headers: { host: "evil.example" } })).statusCode, 421)
    assert.equal((await app.inject({ url: "/small", headers: { host: "localhost:8080" } })).statusCode, 200)
    const open = aServer({ baseUrl: "https://data.gov.tn" })
    assert.equal((await open.inject({ url: "/small", headers: { host: "10.0.0.7" } })).statusCode, 200)
  })
})

describe("health", () => {
  it("is live at once and ready when the index is, with the facts given", async () => {
    const app = aServer()
    let ready = false
    registerHealth(app, async () => ({ ready, position: 12 }))

    assert.equal((await app.inject("/health/live")).statusCode, 200)
    assert.equal((await app.inject("/health/ready")).statusCode, 503)
    ready = true
    const answer = await app.inject("/health/ready")
    assert.deepEqual([answer.statusCode, answer.json()], [200, { ready: true, position: 12 }])
  })
})

describe("bodies", () => {
  /** Posts a body that never ends; answers how the connection ended, and when. */
  async function unending(app: FastifyInstance, path: string): Promise<{ code: string | undefined; ms: number }> {
    await app.listen({ port: 0, host: "127.0.0.1" })
    const { port } = app.server.address() as AddressInfo
    const started = performance.now()
    return new Promise((resolve) => {
      const request = httpRequest({ port, host: "127.0.0.1", path, method: "POST", headers: { "content-length": 9 } })
      request.on("error", ({ code }: NodeJS.ErrnoException) => resolve({ code, ms: performance.now() - started }))
      request.on("response", (response) => response.resume())
      request.write("x")
    })
  }

  it("have a time of their own, where their route does not allow slow ones", async () => {
    const app = aServer({ requestTimeoutMs: 200 })
    app.addContentTypeParser("*", { parseAs: "buffer" }, (_request, body, done) => done(null, body))
    app.post("/quick", async () => "done")
    const { code, ms } = await unending(app, "/quick")
    await app.close()
    assert.equal(code, "ECONNRESET")
    assert.ok(ms >= 190 && ms < 5000, `${ms} ms`)
  })

  it("that may be slow outlive it, and end when the server stops", async () => {
    const app = aServer({ requestTimeoutMs: 100 })
    app.addContentTypeParser("*", { parseAs: "buffer" }, (_request, body, done) => done(null, body))
    app.post("/slow", { config: { slowBody: true } }, async () => "done")
    const ended = unending(app, "/slow")
    await new Promise((resolve) => setTimeout(resolve, 500))
    await app.close()
    const { code, ms } = await ended
    assert.equal(code, "ECONNRESET")
    assert.ok(ms >= 400 && ms < 5000, `${ms} ms`)
  })

  it("of a refused request do not keep its client from the answer", async () => {
    const app = aServer()
    app.addContentTypeParser("*", (_request, body, done) => done(null, body))
    app.post("/refused", async () => {
      throw new NotFound("no")
    })
    await app.listen({ port: 0, host: "127.0.0.1" })
    const { port } = app.server.address() as AddressInfo
    const body = Buffer.alloc(20_000_000)
    const answer = await fetch(`http://127.0.0.1:${port}/refused`, { method: "POST", body })
    await app.close()
    assert.equal(answer.status, 404)
  })
})

describe("closing", () => {
  it("lets a request that is under way finish", async () => {
    const app = aServer()
    let started = () => {}
    const underWay = new Promise<void>((resolve) => {
      started = resolve
    })
    app.get("/slow", async () => {
      started()
      await new Promise((resolve) => setTimeout(resolve, 100))
      return "done"
    })
    await app.listen({ port: 0, host: "127.0.0.1" })
    const { port } = app.server.address() as AddressInfo
    const answer = new Promise<string>((resolve, reject) => {
      httpRequest({ port, host: "127.0.0.1", path: "/slow" }, (response) => {
        let body = ""
        response.on("data", (chunk) => {
          body += chunk
        })
        response.on("end", () => resolve(body))
      })
        .on("error", reject)
        .end()
    })
    await underWay
    await app.close()
    assert.equal(await answer, "done")
  })

  it("answers oversized headers with 431 and goes on", async () => {
    const app = aServer()
    await app.listen({ port: 0, host: "127.0.0.1" })
    const { port } = app.server.address() as AddressInfo
    const url = `http://127.0.0.1:${port}/small`
    const refused = await fetch(url, { headers: { "x-large": "a".repeat(40_000) } })
    const next = await fetch(url)
    assert.deepEqual([refused.status, next.status], [431, 200])
    await app.close()
  })
})
