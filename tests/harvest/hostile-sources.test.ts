import assert from "node:assert/strict"
import { createServer, type Server } from "node:http"
import type { AddressInfo } from "node:net"
import { after, before, beforeEach, describe, it } from "node:test"
import { gzipSync } from "node:zlib"
import { type ConnectorKind, connectorKinds, type FoundRecord, HarvestStopped } from "../../src/harvest/connector.ts"
import { connectorFor } from "../../src/harvest/connectors/index.ts"
import { createGuardedFetch, type FetchGuarded, type GuardedClient } from "../../src/platform/fetch/index.ts"
import { silentLog } from "../../src/platform/log.ts"
import type { Vocabularies } from "../../src/vocabulary/index.ts"
import { type FaultyPortal, type Misbehave, type PlainAnswer, startFaultyPortal } from "../support/faulty-portal.ts"
import { monstrousCatalogues } from "../support/monstrous-catalogues.ts"
import { fetchAnswering, readRecords } from "../support/read-records.ts"
import { tunisianVocabularies } from "../support/vocabularies.ts"

let vocabularies: Vocabularies
let portal: FaultyPortal
let client: GuardedClient
/** A service of the inner network, which listens on all addresses of this machine but is allowed on none. */
let inner: Server
let innerPort: number
let innerRequests: string[] = []
let answers: Readonly<Record<string, PlainAnswer>> = {}
/** How often a name was resolved. */
let resolved = 0

before(async () => {
  vocabularies = await tunisianVocabularies()
  inner = createServer((request, response) => {
    innerRequests.push(request.url ?? "")
    response.end("{}")
  })
  await new Promise<void>((done) => inner.listen(0, "127.0.0.2", done))
  innerPort = (inner.address() as AddressInfo).port
  portal = await startFaultyPortal(
    (url) => answers[url.pathname + url.search] ?? answers[url.pathname] ?? answers["*"] ?? { status: 404, body: "" },
  )
  client = createGuardedFetch({
    // The portal itself is public, as it were.
    allow: ["127.0.0.1/32"],
    log: silentLog,
    userAgent: "test",
    limits: { attempts: 1, timeoutMs: 2_000 },
    async resolve(host) {
      resolved += 1
      const address = host === "rebound.example" && resolved === 1 ? "127.0.0.1" : "127.0.0.2"
      return [{ address, family: 4 }]
    },
  })
})
after(async () => {
  await client.close()
  await portal.close()
  inner.close()
  inner.closeAllConnections()
})
beforeEach(() => {
  innerRequests = []
  resolved = 0
  answers = {}
  portal.fault = undefined
})

const atPortal = (path: string) => new URL(path, portal.url).href
const read = (kind: ConnectorKind, path = "", fetch: FetchGuarded = client.fetch): Promise<FoundRecord[]> =>
  readRecords(connectorFor(kind), { url: path.startsWith("http") ? path : atPortal(path), fetch, vocabularies })

async function stopOf(reading: Promise<unknown>): Promise<string> {
  const outcome = await reading.catch((error: unknown) => error)
  if (outcome instanceof HarvestStopped) return outcome.code
  throw outcome instanceof Error ? outcome : new Error(`It was read: ${JSON.stringify(outcome).slice(0, 500)}`)
}

/** Every way to write the address of a service of the inner network, and what else nobody should be led to. */
const forbidden = (): Readonly<Record<string, string>> => ({
  "the address": `http://127.0.0.2:${innerPort}/`,
  "as one number": `http://2130706434:${innerPort}/`,
  "in hexadecimal": `http://0x7f.0.0x0.2:${innerPort}/`,
  "in octal": `http://0177.0.0.02:${innerPort}/`,
  "with fewer parts": `http://127.2:${innerPort}/`,
  "with full-width digits": `http://１２７.０.０.２:${innerPort}/`,
  "mapped into IPv6": `http://[::ffff:127.0.0.2]:${innerPort}/`,
  "mapped into IPv6, in hexadecimal": `http://[::ffff:7f00:2]:${innerPort}/`,
  "through NAT64": `http://[64:ff9b::7f00:2]:${innerPort}/`,
  "as loopback of IPv6": `http://[::1]:${innerPort}/`,
  "as no address at all": `http://0.0.0.0:${innerPort}/`,
  "by a name": `http://inner.example:${innerPort}/`,
  "of the services of a cloud": "http://169.254.169.254/latest/meta-data/",
  "with credentials": `http://user:secret@127.0.0.1:${innerPort}/`,
})

const redirected = (location: string): Readonly<Record<string, PlainAnswer>> => ({
  "*": { status: 302, headers: { location }, body: "" },
})

describe("a source that redirects to the inner network", () => {
  for (const kind of connectorKinds)
    it(`is refused, whatever its kind: ${kind}`, async () => {
      answers = redirected(`http://127.0.0.2:${innerPort}/secret`)
      assert.equal(await stopOf(read(kind, "x/")), "source-blocked")
      assert.deepEqual(innerRequests, [])
    })

  it("is refused however the address is written", async () => {
    for (const [how, location] of Object.entries(forbidden())) {
      answers = redirected(location)
      assert.match(await stopOf(read("datajson")), /^(source-blocked|bad-source-url)$/, how)
    }
    for (const location of [
      "file:///etc/passwd",
      "ftp://127.0.0.2/",
      "gopher://127.0.0.2/",
      "data:application/json,[]",
    ]) {
      answers = redirected(location)
      assert.equal(await stopOf(read("datajson")), "bad-source-url", location)
    }
    assert.deepEqual(innerRequests, [])
  })

  it("is refused by a name that resolves otherwise the second time", async () => {
    answers = { "*": { status: 302, headers: { location: `http://rebound.example:${innerPort}/` }, body: "" } }
    assert.match(
      await stopOf(read("datajson", `http://rebound.example:${new URL(portal.url).port}/`)),
      /source-blocked/,
    )
    assert.deepEqual(innerRequests, [])
  })

  it("for ever, or a thousand times, is left", async () => {
    portal.fault =
      ({ nth }) =>
      (socket) =>
        void socket.end(`HTTP/1.1 302 X\r\nlocation: /${nth}\r\ncontent-length: 0\r\n\r\n`)
    const before = portal.requests.length
    assert.equal(await stopOf(read("datajson")), "source-unreachable")
    assert.ok(portal.requests.length - before < 10)
  })
})

/** Catalogues whose next page, or part, lies where `link` says. */
const linking: Readonly<
  Record<string, { kind: ConnectorKind; path: string; pages: (link: string) => typeof answers }>
> = {
  "a Hydra page": {
    kind: "dcat",
    path: "c.ttl",
    pages: (link) => turtle(`<> <http://www.w3.org/ns/hydra/core#next> <${link}> .`),
  },
  "a Link header of RDF": {
    kind: "dcat",
    path: "c.ttl",
    pages: (link) => turtle("", { link: `<${link}>; rel="next"` }),
  },
  "a page of records": {
    kind: "records",
    path: "collections/c/items",
    pages: (link) => ({
      "/collections/c/items": json({
        type: "FeatureCollection",
        features: [{ type: "Feature", id: "a", geometry: null, properties: { title: "Un" } }],
        links: [{ rel: "next", href: link }],
      }),
    }),
  },
  "a list of collections": {
    kind: "records",
    path: "ogc",
    pages: (link) => ({ "/ogc": json({ title: "API", links: [{ rel: "data", href: link }] }) }),
  },
  "a child of a STAC catalogue": {
    kind: "stac",
    path: "catalog.json",
    pages: (link) => ({
      "/catalog.json": json({ type: "Catalog", id: "c", description: "d", links: [{ rel: "child", href: link }] }),
    }),
  },
  "collections of features": {
    kind: "ogc",
    path: "features",
    pages: (link) => ({
      "/features": json({
        title: "API",
        links: [
          { rel: "data", href: link },
          { rel: "conformance", href: "/x" },
        ],
      }),
    }),
  },
}

function json(value: unknown): PlainAnswer {
  return { body: JSON.stringify(value) }
}

function turtle(more: string, headers = {}): typeof answers {
  const body = `<http://x.example/a> a <http://www.w3.org/ns/dcat#Dataset> ; <http://purl.org/dc/terms/title> "Un" . ${more}`
  return { "/c.ttl": { headers: { "content-type": "text/turtle", ...headers }, body } }
}

describe("a catalogue that leads to the inner network", () => {
  for (const [what, { kind, path, pages }] of Object.entries(linking))
    it(`by ${what} is not followed there, and withdraws nothing`, async () => {
      answers = pages(atPortal("elsewhere"))
      await read(kind, path).catch(() => {})
      assert.ok(
        portal.requests.some(({ pathname }) => pathname === "/elsewhere"),
        "others are followed",
      )
      portal.requests.length = 0
      for (const [how, link] of Object.entries(forbidden())) {
        answers = pages(link)
        // Not followed at all, or refused: where it was followed, the reading is not complete.
        const code = await stopOf(read(kind, path)).catch((error: Error) => error.message)
        assert.match(
          code,
          /^(source-blocked|bad-source-url|truncated|not-a-catalogue|http-error|It was read)/,
          `${what} ${how}`,
        )
        assert.deepEqual(innerRequests, [], how)
      }
    })

  it("by files, services and pictures of its records is told as addresses, and nobody opens them", async () => {
    const link = `http://127.0.0.2:${innerPort}/`
    const resources = [
      { id: "r", url: link },
      { id: "s", url: "file:///etc/passwd" },
    ]
    answers = {
      "*": json({ success: true, result: { count: 1, results: [{ id: "a", title: "Un", url: link, resources }] } }),
    }
    const [found] = await read("ckan")
    assert.equal(found?.kind, "dataset")
    assert.ok(found.problems.some(({ value }) => value === "file:///etc/passwd"))
    assert.deepEqual(innerRequests, [])
  })
})

const bomb = `<!DOCTYPE r [<!ENTITY a "${"ha".repeat(50)}">${Array.from(
  { length: 12 },
  (_, at) => `<!ENTITY ${String.fromCharCode(98 + at)} "${`&${String.fromCharCode(97 + at)};`.repeat(10)}">`,
).join("")}]>`
const external = (address: string) => `<!DOCTYPE r [<!ENTITY m SYSTEM "${address}">]>`

const xmlDocuments: Readonly<Record<string, { kind: ConnectorKind; path: string; type: string; body: string }>> = {
  "a CSW": { kind: "csw", path: "csw", type: "application/xml", body: "<GetRecordsResponse>&m;</GetRecordsResponse>" },
  "a repository": { kind: "oaipmh", path: "oai", type: "text/xml", body: "<OAI-PMH>&m;</OAI-PMH>" },
  "a map service": {
    kind: "ogc",
    path: "wms?service=WMS",
    type: "text/xml",
    body: "<WMS_Capabilities>&m;</WMS_Capabilities>",
  },
  "a bucket": {
    kind: "files",
    path: "bucket/",
    type: "application/xml",
    body: "<ListBucketResult>&m;</ListBucketResult>",
  },
  "RDF/XML": {
    kind: "dcat",
    path: "c.rdf",
    type: "application/rdf+xml",
    body: `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="http://x.example/a"><x xmlns="http://x.example/">&m;</x></rdf:Description></rdf:RDF>`,
  },
}

describe("an XML document with entities of its own", () => {
  for (const [what, { kind, path, type, body }] of Object.entries(xmlDocuments))
    it(`is refused in no time, be it a bomb, a file or an address: ${what}`, async () => {
      for (const declared of [bomb, external("file:///etc/passwd"), external(`http://127.0.0.2:${innerPort}/`)]) {
        answers = { "*": { headers: { "content-type": type }, body: `<?xml version="1.0"?>${declared}${body}` } }
        const began = performance.now()
        assert.match(await stopOf(read(kind, path)), /^(entities-refused|rdf-syntax)$/)
        assert.ok(performance.now() - began < 2_000)
      }
      assert.deepEqual(innerRequests, [])
    })
})

describe("a JSON-LD document", () => {
  const jsonLd = (context: unknown) => ({
    "*": {
      headers: { "content-type": "application/ld+json" },
      body: JSON.stringify({ "@context": context, "@id": "http://x.example/a", "@type": "dcat:Dataset", title: "Un" }),
    },
  })

  it("has no context fetched, neither at first nor out of another", async () => {
    const link = `http://127.0.0.2:${innerPort}/context`
    const contexts = [link, [link], { "@import": link }, { title: { "@id": "http://x.example/t", "@context": link } }]
    for (const context of [...contexts, atPortal("context"), "file:///etc/passwd"]) {
      answers = jsonLd(context)
      const before = portal.requests.length
      await read("dcat", "c.jsonld").catch((error: unknown) => assert.ok(error instanceof HarvestStopped))
      assert.equal(portal.requests.length, before + 1)
    }
    assert.deepEqual(innerRequests, [])
  })

  it("whose contexts would cost gigabytes is refused before they do", async () => {
    answers = jsonLd(Array.from({ length: 20_000 }, (_, at) => ({ [`k${at}`]: `http://x.example/${at}` })))
    const began = performance.now()
    assert.equal(await stopOf(read("dcat", "c.jsonld")), "too-large")
    assert.ok(performance.now() - began < 2_000)
  })
})

const endless: Misbehave = (socket) => {
  socket.write("HTTP/1.1 200 X\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n")
  const chunk = `4000\r\n${" ".repeat(0x4000)}\r\n`
  const more = () => {
    while (!socket.destroyed && socket.write(chunk));
  }
  socket.on("drain", more)
  more()
}

describe("an answer without measure", () => {
  /** Connectors allow tens of megabytes; tests do not wait for them. */
  const small: FetchGuarded = (url, options) => client.fetch(url, { ...options, maxBytes: 256 * 1024 })

  it("is left where its headers, its body or what it is packed into have no end", async () => {
    const flood = Array.from({ length: 5_000 }, (_, at) => `x-${at}: ${"y".repeat(100)}\r\n`).join("")
    const packed = gzipSync(Buffer.alloc(20 * 1024 * 1024, " "))
    const cases: readonly (readonly [Misbehave, string])[] = [
      [(socket) => void socket.end(`HTTP/1.1 200 X\r\n${flood}\r\n{}`), "source-unreachable"],
      [endless, "too-large"],
      [
        (socket) => {
          socket.write(`HTTP/1.1 200 X\r\ncontent-encoding: gzip\r\ncontent-length: ${packed.length}\r\n\r\n`)
          socket.end(packed)
        },
        "too-large",
      ],
    ]
    for (const [misbehave, code] of cases) {
      portal.fault = () => misbehave
      for (const kind of connectorKinds) assert.equal(await stopOf(read(kind, "x/", small)), code, kind)
    }
  })
})

describe("a record without measure", () => {
  for (const { name, kind, url, type, options, write } of monstrousCatalogues)
    it(`is kept within bounds, and soon: ${name}`, async () => {
      const description = `${"ligne de texte ".repeat(700_000)}`
      const monsters = [{ keywords: 30_000 }, { distributions: 12_000 }, { description }]
      for (const of of monsters) {
        const began = performance.now()
        const fetch = fetchAnswering(write(of), { type })
        const found = await readRecords(connectorFor(kind), {
          url,
          fetch,
          vocabularies,
          ...(options ? { options } : {}),
        })
        const record = found.find((one) => one.kind === "dataset")
        assert.ok(record?.kind === "dataset", JSON.stringify(found).slice(0, 300))
        const { keywords = {}, distributions, description: text = {} } = record.facts
        assert.ok(Object.values(keywords).flat().length <= 500)
        assert.ok(distributions.length <= 10_001)
        assert.ok(JSON.stringify(text).length < 110_000)
        assert.ok(JSON.stringify(record.problems).length < 100_000)
        // What is left out of files and texts is told.
        const told = record.problems.map(({ code }) => code)
        if ("description" in of) assert.ok(told.includes("text-too-long"))
        assert.ok(performance.now() - began < 10_000, `${Math.round(performance.now() - began)} ms`)
      }
    })

  it("that is nested thousands deep is a refused record or a stop, and never a crash", async () => {
    const deep = (open: string, close: string, n = 100_000) => `${open.repeat(n)}1${close.repeat(n)}`
    const documents: readonly (readonly [ConnectorKind, string, string])[] = [
      ["datajson", "application/json", `{"dataset":[{"identifier":"a","title":"t","keyword":${deep("[", "]")}}]}`],
      ["datajson", "application/json", deep("[", "]")],
      [
        "ckan",
        "application/json",
        `{"success":true,"result":{"count":1,"results":[{"id":"a","title":"t","extras":${deep('{"a":', "}")}}]}}`,
      ],
      ["stac", "application/json", `{"type":"Collection","id":"a","links":[],"extent":${deep("[", "]")}}`],
      ["oaipmh", "text/xml", deep("<a>", "</a>")],
      ["csw", "application/xml", deep("<a>", "</a>")],
      [
        "dcat",
        "application/ld+json",
        `{"@id":"http://x.example/a","http://x.example/b":${deep('{"http://x.example/b":', "}", 3_000)}}`,
      ],
    ]
    for (const [kind, type, body] of documents) {
      const fetch = fetchAnswering(body, { type })
      const reading = readRecords(connectorFor(kind), { url: atPortal("catalog.json"), fetch, vocabularies })
      await reading.catch((error: unknown) => assert.ok(error instanceof HarvestStopped, `${kind}: ${error}`))
    }
  })
})
