/** Yardstick of a page: a process that answers the same bytes to all, by `node:http` alone. Sends its address to its parent. */
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"

const body = Buffer.alloc(40_000, "x")
const server = createServer((_request, response) => response.end(body))
server.listen(0, "127.0.0.1", () => process.send?.(`http://127.0.0.1:${(server.address() as AddressInfo).port}`))
process.once("disconnect", () => process.exit())
