/**
 * A CKAN portal of so many records, however many: each is made when it is asked for, so that it costs next to no memory.
 * `/change?records=N` gives N of them, evenly spread, another text; asked with `fq`, it shows only those. Sends its address to
 * its parent. Argument: number of records.
 */
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { generatedPackage } from "./generated-packages.ts"

const count = Number(process.argv[2] ?? 1000)
let changed: ReadonlySet<number> = new Set()
let version = 0

const server = createServer((request, response) => {
  const { pathname, searchParams } = new URL(request.url ?? "/", "http://portal")
  response.setHeader("content-type", "application/json")
  if (pathname === "/change") {
    changed = evenlySpread(Number(searchParams.get("records")))
    version++
    return response.end("{}")
  }
  if (!pathname.endsWith("/action/package_search")) return response.writeHead(404).end("{}")
  const shown = searchParams.has("fq") ? [...changed] : undefined
  const total = shown?.length ?? count
  const start = Number(searchParams.get("start") ?? 0)
  const length = Math.max(0, Math.min(Number(searchParams.get("rows") ?? 10), total - start))
  const results = Array.from({ length }, (_, at) => recordAt(shown ? shown[start + at]! : start + at)).join(",")
  response.end(`{"help":"","success":true,"result":{"count":${total},"facets":{},"results":[${results}]}}`)
})
server.listen(0, "127.0.0.1", () => process.send?.(`http://127.0.0.1:${(server.address() as AddressInfo).port}`))
process.once("disconnect", () => process.exit())

function evenlySpread(records: number): ReadonlySet<number> {
  return new Set(Array.from({ length: records }, (_, at) => Math.floor((at * count) / records)))
}

function recordAt(index: number): string {
  return JSON.stringify(generatedPackage(index, changed.has(index) ? { version } : {}))
}
