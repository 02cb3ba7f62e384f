import { BlockList, isIP } from "node:net"

const loopback = new BlockList()
loopback.addSubnet("127.0.0.0", 8, "ipv4")
loopback.addAddress("::1", "ipv6")

export function isLoopbackAddress(address: string): boolean {
  const plain = address.startsWith("::ffff:") ? address.slice("::ffff:".length) : address
  const family = isIP(plain)
  return family !== 0 && loopback.check(plain, family === 4 ? "ipv4" : "ipv6")
}

/** `localhost`, `127.0.0.1:8080`, `[::1]:80`: a Host header or host name of this very machine. */
export function isLoopbackHost(host: string): boolean {
  const name = host
    .replace(/:\d+$/, "")
    .replace(/^\[|\]$/g, "")
    .toLowerCase()
  return name === "localhost" || name.endsWith(".localhost") || isLoopbackAddress(name)
}
