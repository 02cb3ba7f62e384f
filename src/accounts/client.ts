import { isIPv4, isIPv6 } from "node:net"

/** Who asks, as the request says: the address already behind trusted proxies. */
export interface Client {
  readonly address: string
  readonly userAgent?: string
}

/** The /24 or /48 of an address: enough to recognise one's own network, too little to find a person. */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1] ?? address
  if (isIPv4(mapped)) return `${mapped.split(".").slice(0, 3).join(".")}.0/24`
  if (!isIPv6(address)) return "unknown"
  return `${firstGroups(address).join(":")}::/48`
}

function firstGroups(address: string): string[] {
  const [left = "", right] = address.split("%")[0]!.toLowerCase().split("::")
  const head = left === "" ? [] : left.split(":")
  const tail = right ? right.split(":") : []
  const zeros = right === undefined ? 0 : Math.max(0, 8 - head.length - tail.length)
  return [...head, ...Array<string>(zeros).fill("0"), ...tail].slice(0, 3).map((group) => group.replace(/^0+(?=.)/, ""))
}

const browsers: readonly (readonly [RegExp, string])[] = [
  [/\bEdg(?:e|A|iOS)?\//, "Edge"],
  [/\b(?:OPR|Opera)\//, "Opera"],
  [/\bSamsungBrowser\//, "Samsung Internet"],
  [/\b(?:Firefox|FxiOS)\//, "Firefox"],
  [/\b(?:Chrome|Chromium|CriOS)\//, "Chrome"],
  [/\bSafari\//, "Safari"],
]
const systems: readonly (readonly [RegExp, string])[] = [
  [/\b(?:iPhone|iPad)\b/, "iOS"],
  [/\bAndroid\b/, "Android"],
  [/\bWindows\b/, "Windows"],
  [/\bMac OS X\b|\bMacintosh\b/, "macOS"],
  [/\bCrOS\b/, "ChromeOS"],
  [/\bLinux\b/, "Linux"],
]

/** "Firefox, Windows": names only, without versions; empty when nothing is recognised. */
export function deviceOf(userAgent: string | undefined): string {
  const text = (userAgent ?? "").slice(0, 500)
  const named = [browsers, systems].flatMap((list) => list.find(([pattern]) => pattern.test(text))?.[1] ?? [])
  return named.join(", ")
}
