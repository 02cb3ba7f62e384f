import assert from "node:assert/strict"
import { createServer, type RequestListener, type Server } from "node:http"
import type { AddressInfo } from "node:net"
import { after, before, describe, it } from "node:test"
import { gzipSync } from "node:zlib"
import { silentLog } from "../log.ts"
import { createGuardedFetch, FetchRefused, type GuardedClient } from "./index.ts"

let server: Server
let base: string
let client: GuardedClient
const routes: Record<string, RequestListener> = {}

before(async () => {
  server = createServer((request, response) => routes[request.url ?? ""]?.(request, response))
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done))
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const limits = { perHost: 1, maxBytes: 5_000_000, timeoutMs: 2_000 }
  client = createGuardedFetch({ allow: ["127.0.0.0/8"], log: silentLog, userAgent: "test", limits })
})
after(async () => {
  await client.close()
  server.closeAllConnections()
  server.close()
})

function refusedWith(code: string) {
  return (error: unknown) => error instanceof FetchRefused && error.code === code
}

async function sizeOf(body: AsyncIterable<Uint8Array>): Promise<number> {
  let size = 0
  for await (const piece of body) size += piece.length
  return size
}

const taken = (path: string, options = {}) => client.stream(base + path, options, ({ body }) => sizeOf(body))

describe("a body that is streamed", () => {
  it("is taken piece by piece, decoded, redirects followed", async () => {
    routes["/moved"] = (_, response) => response.writeHead(302, { location: "/packed" }).end()
    routes["/packed"] = (_, response) =>
      response.writeHead(200, { "content-encoding": "gzip" }).end(gzipSync(Buffer.alloc(3_000_000)))
    const answer = await client.stream(`${base}/moved`, {}, async ({ status, url, body }) => {
      let pieces = 0
      let size = 0
      for await (const piece of body) {
        pieces += 1
        size += piece.length
      }
      return { status, url, size, inPieces: pieces > 10 }
    })
    assert.deepEqual(answer, { status: 200, url: `${base}/packed`, size: 3_000_000, inPieces: true })
  })

  it("is refused beyond its limit, announced or not, and when it breaks off or trickles", async () => {
    routes["/announced"] = (_, response) => response.writeHead(200, { "content-length": "9000000" }).write("x")
    routes["/bomb"] = (_, response) =>
      response.writeHead(200, { "content-encoding": "gzip" }).end(gzipSync(Buffer.alloc(9_000_000)))
    routes["/broken"] = (_, response) => {
      response.writeHead(200, { "content-length": "1000" })
      response.write("x".repeat(500), () => response.destroy())
    }
    routes["/trickle"] = (_, response) => {
      const timer = setInterval(() => response.write("."), 20)
      response.on("close", () => clearInterval(timer))
    }
    await assert.rejects(taken("/announced"), refusedWith("too-large"))
    await assert.rejects(taken("/bomb"), refusedWith("too-large"))
    await assert.rejects(taken("/broken"), (error) => error instanceof FetchRefused)
    await assert.rejects(taken("/trickle", { timeoutMs: 200 }), refusedWith("timeout"))
    await assert.rejects(
      client.stream("http://10.0.0.1/", {}, async () => 0),
      refusedWith("blocked-address"),
    )
    await assert.rejects(
      client.stream("file:///etc/passwd", {}, async () => 0),
      refusedWith("unsupported-scheme"),
    )
    const stop = AbortSignal.timeout(50)
    await assert.rejects(taken("/trickle", { signal: stop }), refusedWith("aborted"))
  })

  it("leaves the taker's own failures as they are, and lets go of the host whatever the taker does", async () => {
    let closed = 0
    routes["/endless"] = (request, response) => {
      request.socket.once("close", () => {
        closed += 1
      })
      const timer = setInterval(() => response.write("x".repeat(50_000)), 1)
      response.on("close", () => clearInterval(timer))
    }
    const full = new Error("the disk is full")
    const failing = async (body: AsyncIterable<Uint8Array>) => {
      for await (const _ of body) throw full
    }
    await assert.rejects(
      client.stream(`${base}/endless`, {}, ({ body }) => failing(body)),
      full,
    )
    assert.equal(await client.stream(`${base}/endless`, {}, async ({ status }) => status), 200)
    await new Promise((done) => setTimeout(done, 50))
    assert.equal(closed, 2)
  })
})
