/** The yardstick of uploads and downloads: what node:http and node:fs alone do. Argument: a folder. */
import { createReadStream, createWriteStream } from "node:fs"
import { open } from "node:fs/promises"
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { join } from "node:path"
import { pipeline } from "node:stream/promises"

const file = join(process.argv[2] ?? "", "plain")
const server = createServer(async (request, response) => {
  if (request.method === "GET") return void createReadStream(file).pipe(response)
  await pipeline(request, createWriteStream(file))
  const handle = await open(file, "r+")
  await handle.sync()
  await handle.close()
  response.end()
})
server.requestTimeout = 0
server.listen(0, "127.0.0.1", () => console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`))
