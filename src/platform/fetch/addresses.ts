import { BlockList, isIP } from "node:net"

/** Everything that is not a public unicast address (IANA special-purpose registries), cloud metadata services included. */
const closed4 = [
  "0.0.0.0/8",
  "10.0.0.0/8",
  "100.64.0.0/10",
  "127.0.0.0/8",
  "169.254.0.0/16",
  "172.16.0.0/12",
  "192.0.0.0/24",
  "192.0.2.0/24",
  "192.88.99.0/24",
  "192.168.0.0/16",
  "198.18.0.0/15",
  "198.51.100.0/24",
  "203.0.113.0/24",
  "224.0.0.0/4",
  "240.0.0.0/4",
  // Azure's and Alibaba's metadata and platform services answer on public-looking addresses.
  "168.63.129.16/32",
  "100.100.100.200/32",
]
// Public IPv6 lies in 2000::/3; these parts of it are not for us either. 6to4 and Teredo carry IPv4 inside.
const closed6 = ["2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"]
const global6 = blockListOf(["2000::/3"])
const closed = blockListOf([...closed4, ...closed6])

export type AddressRule = (address: string) => boolean

/** Whether we may connect to an address: public ones, and those in the ranges an operator has allowed. */
export function addressRule(allow: readonly string[]): AddressRule {
  const allowed = blockListOf(allow)
  return (address) => {
    const plain = withoutZone(address)
    const inner = embedded4(plain)
    if (inner !== undefined) return mayReach4(inner, allowed)
    if (isIP(plain) === 4) return mayReach4(plain, allowed)
    if (isIP(plain) !== 6) return false
    return allowed.check(plain, "ipv6") || (global6.check(plain, "ipv6") && !closed.check(plain, "ipv6"))
  }
}

function mayReach4(address: string, allowed: BlockList): boolean {
  return allowed.check(address, "ipv4") || !closed.check(address, "ipv4")
}

/** The IPv4 address inside an IPv4-mapped (::ffff:a.b.c.d) or NAT64 (64:ff9b::a.b.c.d) address. */
function embedded4(address: string): string | undefined {
  if (isIP(address) !== 6) return undefined
  const groups = groupsOf(address)
  const head = groups.slice(0, 6).join(":")
  if (head !== "0:0:0:0:0:ffff" && head !== "64:ff9b:0:0:0:0") return undefined
  const [high, low] = [Number.parseInt(groups[6] as string, 16), Number.parseInt(groups[7] as string, 16)]
  return [high >> 8, high & 255, low >> 8, low & 255].join(".")
}

/** The eight groups of an IPv6 address, as the URL parser writes them: compressed, without leading zeros. */
function groupsOf(address: string): string[] {
  const [left = "", right] = new URL(`http://[${address}]/`).hostname.slice(1, -1).split("::")
  const before = left.split(":").filter(Boolean)
  const after = (right ?? "").split(":").filter(Boolean)
  const zeros = right === undefined ? 0 : 8 - before.length - after.length
  return [...before, ...Array<string>(zeros).fill("0"), ...after]
}

function withoutZone(address: string): string {
  return address.split("%")[0] as string
}

function blockListOf(ranges: readonly string[]): BlockList {
  const list = new BlockList()
  for (const range of ranges) {
    const [address = "", prefix] = range.split("/")
    const family = isIP(address) === 6 ? "ipv6" : "ipv4"
    list.addSubnet(address, prefix === undefined ? (family === "ipv6" ? 128 : 32) : Number(prefix), family)
  }
  return list
}
