import assert from "node:assert/strict"
import { createServer, type RequestListener, type Server } from "node:http"
import { type AddressInfo, createServer as createRawServer } from "node:net"
import { after, before, describe, it } from "node:test"
import { brotliCompressSync, gzipSync } from "node:zlib"
import { silentLog } from "../log.ts"
import { addressRule } from "./addresses.ts"
import { createGuardedFetch, FetchRefused, type GuardedClient, type GuardedFetchOptions, HostQueue } from "./index.ts"

const quick = { backOffMs: 1, timeoutMs: 3_000, maxBytes: 100_000, maxWaitMs: 1_200 }
const clients: GuardedClient[] = []

function guarded(options: Partial<GuardedFetchOptions> = {}) {
  const client = createGuardedFetch({
    allow: ["127.0.0.0/8"],
    log: silentLog,
    userAgent: "Fihrist-test",
    ...options,
    limits: { ...quick, ...options.limits },
  })
  clients.push(client)
  return client.fetch
}

function refusedWith(code: string) {
  return (error: unknown) => error instanceof FetchRefused && error.code === code
}

let server: Server
let base: string
let seen: string[] = []
const routes: Record<string, RequestListener> = {}

before(async () => {
  server = createServer((request, response) => {
    seen.push(`${request.method} ${request.url}`)
    const route = routes[request.url?.split("?")[0] ?? ""]
    if (route) route(request, response)
    else response.writeHead(404).end("nothing here")
  })
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done))
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})

after(async () => {
  for (const client of clients) await client.close()
  server.closeAllConnections()
  server.close()
})

describe("where a guarded fetch may go", () => {
  const publicOnly = addressRule([])

  it("reaches public addresses only", () => {
    for (const open of ["8.8.8.8", "193.95.1.1", "2001:4860:4860::8888", "2a00:1450:4007::1", "::ffff:8.8.8.8"])
      assert.equal(publicOnly(open), true, open)
    const closed =
      "0.0.0.0 10.1.2.3 100.64.0.1 127.0.0.1 127.255.0.9 169.254.169.254 172.16.0.1 172.31.255.255 192.0.0.8 192.168.1.1 198.18.0.1 198.19.9.9 203.0.113.5 224.0.0.1 240.0.0.1 255.255.255.255 100.100.100.200 168.63.129.16 :: ::1 fc00::1 fd00:ec2::254 fe80::1 fe80::1%eth0 ff02::1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 ::ffff:a9fe:a9fe 64:ff9b::127.0.0.1 64:ff9b::a9fe:a9fe 64:ff9b:1::1 2001:db8::1 2002:7f00:1::1 2001:0:1::1 ::127.0.0.1 not-an-address"
    for (const address of closed.split(" ")) assert.equal(publicOnly(address), false, address)
  })

  it("reaches private ranges that an operator allowed, and no others", () => {
    const rule = addressRule(["127.0.0.0/8", "fd00:1::/32", "10.0.0.7"])
    assert.deepEqual(
      ["127.0.0.1", "::ffff:127.0.0.1", "fd00:1::5", "10.0.0.7", "10.0.0.8", "::1", "fd00:2::5"].map(rule),
      [true, true, true, true, false, false, false],
    )
  })

  it("refuses a private address in every spelling that the URL parser knows", async () => {
    const fetch = guarded({ allow: [] })
    const port = new URL(base).port
    for (const host of [
      "127.0.0.1",
      "2130706433",
      "0x7f.1",
      "0177.0.0.1",
      "127.1",
      "[::1]",
      "[::ffff:127.0.0.1]",
      "localhost",
    ])
      await assert.rejects(fetch(`http://${host}:${port}/x`, { attempts: 1 }), refusedWith("blocked-address"), host)
  })

  it("refuses a redirect to a private address", async () => {
    routes["/to-metadata"] = (_, response) =>
      response.writeHead(302, { location: "http://169.254.169.254/latest" }).end()
    await assert.rejects(guarded()(`${base}/to-metadata`), refusedWith("blocked-address"))
  })

  it("checks the address of the connection itself, so a name that changes its answer gains nothing", async () => {
    routes["/once"] = (_, response) => response.writeHead(200, { connection: "close" }).end("first")
    const answers = ["127.0.0.1", "10.0.0.1"]
    let asked = 0
    const fetch = guarded({ resolve: async () => [{ address: answers[asked++] as string, family: 4 }] })
    const url = `http://rebinding.example:${new URL(base).port}/once`
    assert.equal(await (await fetch(url)).text(), "first")
    await assert.rejects(fetch(url), refusedWith("blocked-address"))
    assert.equal(asked, 2)
  })

  it("connects to the permitted addresses of a name that has both kinds", async () => {
    routes["/named"] = (_, response) => response.end("here")
    const fetch = guarded({
      resolve: async () => [
        { address: "10.0.0.1", family: 4 },
        { address: "127.0.0.1", family: 4 },
      ],
    })
    const response = await fetch(`http://portal.example:${new URL(base).port}/named`)
    assert.equal(await response.text(), "here")
  })

  it("refuses other schemes, passwords and what is no address", async () => {
    const fetch = guarded()
    await assert.rejects(fetch("file:///etc/passwd"), refusedWith("unsupported-scheme"))
    await assert.rejects(fetch("http://user:secret@127.0.0.1/"), refusedWith("credentials-in-url"))
    await assert.rejects(fetch("not an address"), refusedWith("bad-url"))
    routes["/to-file"] = (_, response) => response.writeHead(301, { location: "file:///etc/passwd" }).end()
    await assert.rejects(fetch(`${base}/to-file`), refusedWith("unsupported-scheme"))
  })
})

describe("redirects", () => {
  it("follows five at most and says where it ended", async () => {
    routes["/hop"] = (request, response) => {
      const left = Number(new URL(request.url ?? "", base).searchParams.get("left"))
      if (left === 0) response.end("arrived")
      else response.writeHead(302, { location: `/hop?left=${left - 1}` }).end()
    }
    const response = await guarded()(`${base}/hop?left=5`)
    assert.deepEqual([await response.text(), response.url], ["arrived", `${base}/hop?left=0`])
    await assert.rejects(guarded()(`${base}/hop?left=6`), refusedWith("too-many-redirects"))
  })

  it("takes the authorisation off when another server takes over", async () => {
    const other = createServer((request, response) => response.end(String(request.headers.authorization)))
    await new Promise<void>((done) => other.listen(0, "127.0.0.1", done))
    const target = `http://127.0.0.1:${(other.address() as AddressInfo).port}/`
    routes["/away"] = (_, response) => response.writeHead(307, { location: target }).end()
    const response = await guarded()(`${base}/away`, { headers: { authorization: "secret" } })
    assert.equal(await response.text(), "undefined")
    other.closeAllConnections()
    other.close()
  })
})

describe("limits", () => {
  it("stops a body that grows beyond the limit, announced or not", async () => {
    routes["/announced"] = (_, response) =>
      response.writeHead(200, { "content-length": "200000" }).end("x".repeat(200_000))
    routes["/endless"] = (_, response) => {
      const timer = setInterval(() => response.write("x".repeat(50_000)), 1)
      response.on("close", () => clearInterval(timer))
    }
    await assert.rejects(guarded()(`${base}/announced`), refusedWith("too-large"))
    await assert.rejects(guarded()(`${base}/endless`), refusedWith("too-large"))
  })

  it("stops a compression bomb at the limit, whatever it is packed with", async () => {
    const zeros = Buffer.alloc(20_000_000)
    const bombs = { gzip: gzipSync(zeros), br: brotliCompressSync(zeros), "gzip, gzip": gzipSync(gzipSync(zeros)) }
    for (const [encoding, bomb] of Object.entries(bombs)) {
      routes["/bomb"] = (_, response) => response.writeHead(200, { "content-encoding": encoding }).end(bomb)
      await assert.rejects(guarded()(`${base}/bomb`), refusedWith("too-large"), encoding)
    }
  })

  it("reads compressed answers", async () => {
    routes["/packed"] = (_, response) =>
      response.writeHead(200, { "content-encoding": "br" }).end(brotliCompressSync("سلام"))
    assert.equal(await (await guarded()(`${base}/packed`)).text(), "سلام")
  })

  it("refuses an encoding it does not know and lets go of the connection", async () => {
    let closed = 0
    routes["/strange"] = (request, response) => {
      request.socket.once("close", () => {
        closed += 1
      })
      response.writeHead(200, { "content-encoding": "lzma" }).write("x".repeat(500_000))
    }
    await assert.rejects(guarded()(`${base}/strange`, { attempts: 1 }), refusedWith("bad-encoding"))
    await new Promise((resolve) => setTimeout(resolve, 100))
    assert.equal(closed, 1)
  })

  it("reports a broken compressed answer as truncated", async () => {
    const half = gzipSync(Buffer.from("x".repeat(10_000))).subarray(0, 30)
    routes["/half"] = (_, response) => response.writeHead(200, { "content-encoding": "gzip" }).end(half)
    await assert.rejects(guarded()(`${base}/half`, { attempts: 1 }), refusedWith("truncated"))
  })

  it("gives up on a body that trickles for ever", async () => {
    routes["/slow"] = (_, response) => {
      const timer = setInterval(() => response.write("."), 20)
      response.on("close", () => clearInterval(timer))
    }
    const started = Date.now()
    await assert.rejects(guarded()(`${base}/slow`, { timeoutMs: 200, attempts: 1 }), refusedWith("timeout"))
    assert.ok(Date.now() - started < 1_500)
  })

  it("reports an answer shorter than announced as truncated", async () => {
    const raw = createRawServer((socket) => {
      socket.on("error", () => {})
      socket.once("data", () => socket.end("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nonly this"))
    })
    await new Promise<void>((done) => raw.listen(0, "127.0.0.1", done))
    const url = `http://127.0.0.1:${(raw.address() as AddressInfo).port}/`
    await assert.rejects(guarded()(url, { attempts: 1 }), refusedWith("truncated"))
    raw.close()
  })

  it("refuses an answer with enormous headers", async () => {
    routes["/headers"] = (_, response) => response.writeHead(200, { "x-long": "x".repeat(60_000) }).end()
    await assert.rejects(guarded()(`${base}/headers`, { attempts: 1 }), refusedWith("headers-too-large"))
  })

  it("stops at the caller's signal, also while it waits between attempts", async () => {
    routes["/later"] = (_, response) => response.writeHead(503, { "retry-after": "1" }).end()
    const controller = new AbortController()
    const pending = guarded()(`${base}/later`, { signal: controller.signal })
    setTimeout(() => controller.abort(), 100)
    await assert.rejects(pending, refusedWith("aborted"))
  })

  it("keeps to two requests at once per host", async () => {
    let now = 0
    let most = 0
    routes["/busy"] = (_, response) => {
      now += 1
      most = Math.max(most, now)
      setTimeout(() => {
        now -= 1
        response.end()
      }, 20)
    }
    const fetch = guarded()
    await Promise.all(Array.from({ length: 8 }, () => fetch(`${base}/busy`)))
    assert.equal(most, 2)
  })
})

describe("repeated attempts", () => {
  it("tries again after a passing failure and returns the first good answer", async () => {
    let calls = 0
    routes["/flaky"] = (_, response) => {
      calls += 1
      if (calls === 1) response.destroy()
      else if (calls === 2) response.writeHead(503).end()
      else response.end("good")
    }
    assert.equal(await (await guarded()(`${base}/flaky`)).text(), "good")
    assert.equal(calls, 3)
  })

  it("hands over the last error answer, and a 4xx at once", async () => {
    seen = []
    routes["/down"] = (_, response) => response.writeHead(500).end("broken")
    const response = await guarded()(`${base}/down`)
    const missing = await guarded()(`${base}/missing`)
    assert.deepEqual([response.status, missing.status], [500, 404])
    assert.deepEqual(seen, ["GET /down", "GET /down", "GET /down", "GET /missing"])
  })

  it("waits as long as Retry-After asks, but not for hours", async () => {
    let calls = 0
    routes["/patience"] = (_, response) => {
      calls += 1
      if (calls === 1) response.writeHead(429, { "retry-after": "1" }).end()
      else response.end("thanks")
    }
    const started = Date.now()
    assert.equal(await (await guarded()(`${base}/patience`)).text(), "thanks")
    assert.ok(Date.now() - started >= 950)
    routes["/hours"] = (_, response) => response.writeHead(429, { "retry-after": "7200" }).end()
    assert.equal((await guarded()(`${base}/hours`)).status, 429)
  })

  it("holds back everybody who waits for a host that asks for it", async () => {
    const times: number[] = []
    routes["/crowded"] = (_, response) => {
      times.push(performance.now())
      if (times.length <= 2) response.writeHead(503, { "retry-after": "1" }).end()
      else response.end("thanks")
    }
    const hosts = new HostQueue()
    const [one, other] = [guarded({ hosts }), guarded({ hosts })]
    await Promise.all([one, other, other, one].map((fetch) => fetch(`${base}/crowded`)))
    assert.equal(times.length, 6)
    assert.ok((times[2] as number) - (times[1] as number) >= 950, "it was asked on")
  })

  it("never repeats a POST", async () => {
    seen = []
    routes["/post"] = (_, response) => response.writeHead(503).end()
    const response = await guarded()(`${base}/post`, { method: "POST", body: "{}" })
    assert.deepEqual([response.status, seen], [503, ["POST /post"]])
  })

  it("answers HEAD with headers and no body", async () => {
    routes["/head"] = (_, response) => response.writeHead(200, { "content-length": "5000000000" }).end()
    const response = await guarded()(`${base}/head`, { method: "HEAD" })
    assert.deepEqual([response.headers["content-length"], (await response.bytes()).length], ["5000000000", 0])
  })

  it("names a refused connection", async () => {
    await assert.rejects(guarded()("http://127.0.0.1:1/", { attempts: 1 }), refusedWith("refused"))
  })
})
