/** A CKAN portal as quick as can be: its records are made once, its pages only joined. Sends its address to its parent. */
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { generatedPackages } from "./generated-packages.ts"

const lines = generatedPackages(Number(process.argv[2] ?? 1000)).map((record) => JSON.stringify(record))

const server = createServer((request, response) => {
  const url = new URL(request.url ?? "/", "http://portal")
  response.setHeader("content-type", "application/json")
  if (!url.pathname.endsWith("/action/package_search")) return response.writeHead(404).end("{}")
  const start = Number(url.searchParams.get("start") ?? 0)
  const rows = Number(url.searchParams.get("rows") ?? 10)
  const results = lines.slice(start, start + rows).join(",")
  response.end(`{"help":"","success":true,"result":{"count":${lines.length},"facets":{},"results":[${results}]}}`)
})
server.listen(0, "127.0.0.1", () => process.send?.(`http://127.0.0.1:${(server.address() as AddressInfo).port}`))
process.once("disconnect", () => process.exit())
