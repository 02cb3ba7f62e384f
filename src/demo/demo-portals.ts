import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http"
import { ckanAction } from "./ckan-portal.ts"
import { cswAnswer } from "./csw-portal.ts"
import { dataApi, dataApiDescription } from "./data-api.ts"
import { dataJson } from "./datajson-portal.ts"
import { dcatPage } from "./dcat-portal.ts"
import type { DemoFile } from "./demo-dataset.ts"
import { oaiAnswer } from "./oaipmh-portal.ts"
import { odsCatalogue } from "./ods-portal.ts"
import { type DemoPortal, loadDemoPortals } from "./portal.ts"
import { escaped } from "./rdf-node.ts"
import { udataList } from "./udata-portal.ts"
import { fileAddress } from "./written-datasets.ts"

export interface DemoSource {
  readonly name: string
  readonly kind: string
  /** Address of the catalogue on the listener. */
  readonly path: string
  readonly organizationSlug: string
  readonly organizations: "given" | "remote"
  readonly schedule: string
  readonly title: Readonly<Record<string, string>>
}

export interface DemoPortals {
  readonly port: number
  readonly sources: readonly DemoSource[]
  /** Tells the portal at this path that its catalogue was read to its end before. */
  markRead(path: string): void
  close(): Promise<void>
}

export interface DemoPortalsOptions {
  readonly seedsDir: string
  /** 0 takes a free one. */
  readonly port: number
  readonly host?: string
}

/**
 * Starts the simulated sectoral portals on one loopback listener, each under `/portals/NAME/`. They speak the protocols of
 * real ones and serve the files that their records name.
 */
export async function startDemoPortals({
  seedsDir,
  port,
  host = "127.0.0.1",
}: DemoPortalsOptions): Promise<DemoPortals> {
  const portals = await loadDemoPortals(seedsDir)
  const sites = new Map<string, Site>()
  const server = createServer((request, response) => answer(request, response, sites))
  const taken = await listen(server, port, host)
  for (const portal of portals) {
    const files = new Map(portal.datasets.flatMap(({ files }) => files.map((file) => [file.name, file] as const)))
    const baseUrl = `http://${host}:${taken}/portals/${portal.name}`
    sites.set(portal.name, { portal, files, baseUrl, wasRead: false })
  }
  return {
    port: taken,
    sources: portals.map((portal) => ({
      name: portal.name,
      kind: portal.kind,
      path: `/portals/${portal.name}/${portal.path}`,
      organizationSlug: portal.organization,
      organizations: portal.organizations,
      schedule: portal.schedule,
      title: portal.title,
    })),
    markRead: (path) => {
      const site = sites.get(/^\/portals\/([a-z-]+)\//.exec(path)?.[1] ?? "")
      if (site) site.wasRead = true
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

interface Site {
  readonly portal: DemoPortal
  /** Once it was read, it shows only a part of its records, if it is one that loses some. */
  wasRead: boolean
  readonly files: ReadonlyMap<string, DemoFile>
  readonly baseUrl: string
}

interface Reply {
  readonly status: number
  readonly type: string
  readonly body: string | Uint8Array
  readonly modified?: string
}

function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject)
    server.listen(port, host, () => {
      server.off("error", reject)
      const address = server.address()
      resolve(typeof address === "object" && address ? address.port : port)
    })
  })
}

function answer(request: IncomingMessage, response: ServerResponse, sites: ReadonlyMap<string, Site>): void {
  const readable = request.method === "GET" || request.method === "HEAD"
  send(request, response, readable ? (replyTo(request.url ?? "/", sites) ?? notFound) : notAllowed)
}

function replyTo(target: string, sites: ReadonlyMap<string, Site>): Reply | undefined {
  const url = URL.canParse(target, "http://localhost") ? new URL(target, "http://localhost") : undefined
  const [, name = "", rest = ""] = /^\/portals\/([a-z-]+)\/(.*)$/.exec(url?.pathname ?? "") ?? []
  const site = sites.get(name)
  if (url?.pathname === "/") return index([...sites.values()])
  return site && url && route(site, rest, url.searchParams)
}

/** What the machine shows to whom comes to its front door. */
function index(sites: readonly Site[]): Reply {
  const items = sites.map(({ portal, baseUrl }) => {
    const names = Object.entries(portal.title).map(([tag, text]) => `<span lang="${tag}">${escaped(text)}</span>`)
    return `<li><a href="${baseUrl}/">${names.join(" · ")}</a></li>`
  })
  const body = `<!doctype html><meta charset="utf-8"><title>Portails de la démonstration</title><ul>${items.join("")}</ul>`
  return { status: 200, type: "text/html; charset=utf-8", body }
}

const notAllowed: Reply = { status: 405, type: "text/plain", body: "GET or HEAD\n" }
const notFound: Reply = {
  status: 404,
  type: "text/html; charset=utf-8",
  body: "<!doctype html><title>404</title><h1>404</h1>",
}

function route(site: Site, path: string, query: URLSearchParams): Reply | undefined {
  const { portal, files, baseUrl } = site
  const action = /^api\/(?:3\/)?action\/([a-z_]+)$/.exec(path)?.[1]
  if (action && portal.kind === "ckan") {
    const { status, body } = ckanAction(portal, baseUrl, action, query)
    return { status, type: "application/json;charset=utf-8", body: JSON.stringify(body) }
  }
  if (path === portal.path && portal.kind === "datajson") {
    return { status: 200, type: "application/json;charset=utf-8", body: JSON.stringify(dataJson(portal, baseUrl)) }
  }
  if (path === portal.path && portal.kind === "dcat") {
    const body = dcatPage(portal, baseUrl, Number(query.get("page") ?? "1"))
    const type = portal.syntax === "rdf" ? "application/rdf+xml" : "text/turtle"
    return body === undefined ? undefined : { status: 200, type: `${type}; charset=utf-8`, body }
  }
  if (portal.kind === "udata" && path.startsWith("api/")) {
    const list = udataList(portal, baseUrl, { path: path.slice("api/".length), query })
    return list && { status: 200, type: "application/json", body: JSON.stringify(list) }
  }
  if (portal.kind === "ods" && path === "api/explore/v2.1/catalog/datasets") {
    const body = JSON.stringify(odsCatalogue(nowOf(site), baseUrl, query))
    site.wasRead = true
    return { status: 200, type: "application/json; charset=utf-8", body }
  }
  if (path === portal.path && portal.kind === "oaipmh") return xml(oaiAnswer(portal, baseUrl, query))
  if (path === portal.path && portal.kind === "csw") return xml(cswAnswer(portal, baseUrl, query))
  if (path.startsWith("api/")) return apiReply(portal, baseUrl, { path: path.slice("api/".length), query })
  if (path.startsWith("files/")) return fileReply(files.get(path.slice("files/".length)))
  return page(nowOf(site), baseUrl, path)
}

const xml = (body: string): Reply => ({ status: 200, type: "text/xml; charset=utf-8", body })

/** What is left of it. */
function nowOf({ portal, wasRead }: Site): DemoPortal {
  if (!wasRead || portal.loses.length === 0) return portal
  return { ...portal, datasets: portal.datasets.filter(({ family }) => !portal.loses.includes(family)) }
}

function apiReply(
  { services }: DemoPortal,
  baseUrl: string,
  { path, query }: { path: string; query: URLSearchParams },
): Reply | undefined {
  const [, key, description] = /^([a-z0-9-]+)(\/openapi\.json)?$/.exec(path) ?? []
  const service = services.find((one) => one.key === key)
  if (!service) return undefined
  const { status, body } = description
    ? { status: 200, body: dataApiDescription(service, baseUrl) }
    : dataApi(service, query)
  return { status, type: "application/json; charset=utf-8", body: JSON.stringify(body) }
}

function fileReply(file: DemoFile | undefined): Reply | undefined {
  if (!file?.body) return undefined
  return { status: 200, type: file.mediaType, body: file.body(), modified: file.modified }
}

/** The portal's own pages: plain lists, so that landing pages lead somewhere. */
function page(portal: DemoPortal, baseUrl: string, path: string): Reply | undefined {
  const key = /^(?:explore\/)?dataset\/([a-z0-9-]+)\/?$/.exec(path)?.[1]
  const dataset = key ? portal.datasets.find((one) => one.key === key) : undefined
  if (path !== "" && !dataset) return undefined
  const title = dataset?.title ?? portal.title
  const links = dataset
    ? dataset.files.map((file) => [fileAddress(file, baseUrl), file.name])
    : portal.datasets.map((one) => [
        `${baseUrl}/dataset/${one.key}`,
        one.title.fr ?? one.title.ar ?? one.title.en ?? one.key,
      ])
  const texts = Object.entries(dataset?.description ?? {}).map(
    ([tag, text]) => `<p lang="${tag}" dir="auto">${escaped(text)}</p>`,
  )
  const items = links.map(([href, text]) => `<li><a href="${escaped(href!)}" dir="auto">${escaped(text!)}</a></li>`)
  const heads = Object.entries(title).map(([tag, text]) => `<h1 lang="${tag}" dir="auto">${escaped(text)}</h1>`)
  const body = `<!doctype html><meta charset="utf-8"><title>${escaped(Object.values(title)[0] ?? "")}</title>${heads.join("")}${texts.join("")}<ul>${items.join("")}</ul>`
  return { status: 200, type: "text/html; charset=utf-8", body }
}

function send(request: IncomingMessage, response: ServerResponse, { status, type, body, modified }: Reply): void {
  const bytes = typeof body === "string" ? Buffer.from(body, "utf8") : body
  response.writeHead(status, {
    "content-type": type,
    "content-length": bytes.byteLength,
    ...(modified ? { "last-modified": new Date(`${modified}T09:30:00Z`).toUTCString() } : {}),
  })
  response.end(request.method === "HEAD" ? undefined : bytes)
}
