import type { AddressInfo } from "node:net"
import { createServer } from "node:net"

/** A port that nobody listens on just now. */
export async function freePort(host: string): Promise<number> {
  const server = createServer()
  await new Promise<void>((done, failed) => server.once("error", failed).listen(0, host, done))
  const { port } = server.address() as AddressInfo
  await new Promise((done) => server.close(done))
  return port
}
