import assert from "node:assert/strict"
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { it } from "node:test"
import { gzipSync } from "node:zlib"
import { silentLog } from "../log.ts"
import { createGuardedFetch } from "./index.ts"

it("only the start of a large file is read where only its start is wanted, also of a compressed one", async () => {
  const large = Buffer.alloc(3_000_000, "abc,def\n")
  const server = createServer((request, response) => {
    const compressed = request.url === "/gzip"
    response.writeHead(200, compressed ? { "content-encoding": "gzip" } : { "content-length": large.length })
    response.end(compressed ? gzipSync(large) : large)
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  const { port } = server.address() as AddressInfo
  const client = createGuardedFetch({ allow: ["127.0.0.0/8"], log: silentLog, userAgent: "test" })

  for (const path of ["/plain", "/gzip"]) {
    const response = await client.fetch(`http://127.0.0.1:${port}${path}`, { firstBytes: 1000, attempts: 1 })
    const bytes = await response.bytes()
    assert.equal(bytes.length, 1000)
    assert.equal(new TextDecoder().decode(bytes.subarray(0, 8)), "abc,def\n")
  }

  await client.close()
  server.close()
})
