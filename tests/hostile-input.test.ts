import assert from "node:assert/strict"
import { after, before, describe, it } from "node:test"
import fc from "fast-check"
import { languages } from "../src/texts/index.ts"
import { type SamplePortal, samplePortal } from "./web/sample-portal.ts"
import type { sampleRecords } from "./web/sample-records.ts"

const script = `</script></title><script>alert(1)</script>`
const inText = `${script}<img src=x onerror=alert(2)>"' onmouseover='alert(3)' {{7*7}} \u202e gnp.exe \ud800`
const badUrl = "javascript:alert(4)//http://x"

/** What no reader of ours would let through, and the pages must not believe all the same. */
const hostileRecord: (typeof sampleRecords)[number] = {
  remoteId: "hostile",
  publisherSlug: "affaires-sociales",
  identifier: inText.toWellFormed(),
  title: { fr: inText.toWellFormed(), und: "a".repeat(100_000) },
  description: {
    fr: `${inText.toWellFormed()} [lien](javascript:alert(5)) <a href="data:text/html,x">x</a> <svg onload=alert(6)> ![i](x)`,
    ar: `<p style="position:fixed">نص</p><form action="//evil.example"><button>ok</button></form><a href="//evil.example">x</a>`,
    "x-<b>": inText.toWellFormed(),
  },
  sourceLanguage: `"><script>`,
  keywords: { fr: [inText.toWellFormed(), "__proto__", "constructor"], '"onload=': ["mot"] },
  publisher: { name: { fr: inText.toWellFormed() }, homepage: badUrl },
  themes: ["__proto__", inText.toWellFormed()],
  licence: { code: "toString", raw: inText.toWellFormed() },
  frequency: { code: "hasOwnProperty", raw: inText.toWellFormed() },
  spatial: [{ code: "iso:TN" }, { label: { fr: inText.toWellFormed() } }, { bbox: [1e300, -1e300, 0, 0] }],
  temporal: [{ start: "9999-99-99", end: "x" }],
  issued: "9999-99-99",
  modified: inText.toWellFormed(),
  contactPoints: [
    { name: inText.toWellFormed(), email: `x@y.z?bcc=all@example.tn"><script>`, url: badUrl, phone: script },
  ],
  landingPage: badUrl,
  languages: ["constructor", `"><i>`],
  conformsTo: [badUrl, "https://ok.example/x"],
  version: script,
  distributions: Array.from({ length: 200 }, (_, index) => ({
    remoteId: `r${index}`,
    title: { fr: `${index} ${inText.toWellFormed()}` },
    downloadUrl: index === 0 ? "https://files.example/a.csv" : badUrl,
    accessUrl: `data:text/html,${index}`,
    format: index === 0 ? "CSV" : "<b>",
    mediaType: "text/html\r\nx-evil: 1",
    byteSize: index === 1 ? -1 : 1e308,
    modified: "0000-00-00",
    licence: { code: "__proto__" },
  })),
}

const manyFiles: (typeof sampleRecords)[number] = {
  remoteId: "many-files",
  publisherSlug: "affaires-sociales",
  title: { fr: "Série de fichiers" },
  distributions: Array.from({ length: 3000 }, (_, index) => ({
    remoteId: `m${index}`,
    title: { fr: `Fichier ${index}` },
    description: { fr: "x".repeat(2000) },
    downloadUrl: `https://files.example/${index}.csv`,
    format: "CSV",
  })),
}

let portal: SamplePortal
let pages: readonly string[]
let machines: readonly string[]

before(async () => {
  portal = await samplePortal({ alsoRecords: [hostileRecord, manyFiles] })
  const [slug, id] = [await portal.slugOf("hostile"), await portal.idOf("hostile")]
  const { body } = await portal.app.inject(`/api/v1/datasets/${id}`)
  const file = JSON.parse(body).distributions[0].id
  const paths = [
    ...["", "/datasets", `/datasets/${slug}`, `/datasets/${id}`, `/datasets/${slug}/preview/${file}`, "/organizations"],
    ...[
      "/organizations/affaires-sociales",
      "/themes",
      "/themes/agriculture",
      "/licences",
      "/portals",
      "/licences/lndpo-tn",
      "/about",
    ],
    ...["/about/privacy", "/about/accessibility", "/developers", "/series/x", "/services/x", "/nowhere"],
    ...["/series/recolte-d-olives-par-gouvernorat", "/services/api-des-prix-agricoles", "/services/api-retiree"],
  ]
  pages = languages.flatMap((language) => paths.map((path) => `/${language}${path}`))
  machines = [
    ...[
      "/",
      "/sitemap.xml",
      "/sitemap-pages.xml",
      "/sitemap-datasets.xml",
      "/sitemap-series.xml",
      "/robots.txt",
      "/favicon.ico",
      "/assets/x",
    ],
    ...[
      `/id/dataset/${id}`,
      "/id/series/x",
      "/id/service/x",
      `/api/v1/datasets/${id}`,
      `/api/v1/distributions/${file}`,
    ],
    ...["datasets", "organizations", "themes", "licences", "places", "frequencies", "changes", "suggest"].map(
      (name) => `/api/v1/${name}`,
    ),
    ...[
      "series",
      "series/recolte-d-olives-par-gouvernorat/datasets",
      "services",
      "services/api-des-prix-agricoles",
    ].map((name) => `/api/v1/${name}`),
    ...["/api/v1/openapi.json", "/api/v1/organizations/affaires-sociales", "/api/v1/nowhere", "/api/3/action/nowhere"],
    ...["package_search", "package_show", "resource_show", "organization_show", "group_show", "tag_list"].map(
      (name) => `/api/3/action/${name}`,
    ),
  ]
})
after(() => portal.close())

const parameters = [
  ...["q", "sort", "page", "more", "limit", "cursor", "after", "id", "fq", "facets", "facet_limit", "bbox", "year"],
  ...["organization", "theme", "format", "licence", "keyword", "place", "language", "source", "modified_since"],
  ...["callback", "rows", "start", "facet.field", "__proto__", "constructor", "lang"],
]
const value = fc.oneof(
  fc.string({ unit: "binary", maxLength: 20 }).map((text) => encodeURIComponent(text.toWellFormed())),
  fc.constantFrom(
    ...[
      "%",
      "%zz",
      "%ff%fe",
      "%00",
      "%C0%80",
      "%ED%A0%80",
      "a?b",
      "a%3Fb",
      "..%2f..%2fetc%2fpasswd",
      "%2e%2e/",
      "[]=1",
    ],
    ...[
      "9".repeat(400),
      "-1",
      "1e9",
      "NaN",
      "0x10",
      "a".repeat(5000),
      "*",
      "%22",
      "-",
      "%22%20OR",
      "((((((((",
      "a:b:c",
    ],
    ...[
      "%5B%5D",
      "%7B%7D",
      "null",
      "undefined",
      "__proto__",
      "%0d%0aset-cookie:a=b",
      "//evil.example",
      "%E2%80%AE",
      "+",
    ],
  ),
)
const query = fc
  .array(fc.tuple(fc.constantFrom(...parameters), value), { maxLength: 5 })
  .map((pairs) => pairs.map(([name, text]) => `${name}=${text}`).join("&"))
const tail = fc.oneof(
  { weight: 3, arbitrary: fc.constant("") },
  value.map((text) => `/${text}`),
  value,
)
const headers = fc.record(
  {
    accept: fc.constantFrom("*/*", "text/html;q=x", "application/json;q=9", ",".repeat(2000), "\u00ff"),
    "accept-language": fc.constantFrom("ar", "xx;q=a", "fr-TN,fr;q=0.9,*;q=-1", ";;;", "__proto__"),
    "accept-encoding": fc.constantFrom("br", "gzip;q=nope", "identity;q=0", "*", "br;q=0,*;q=0"),
    "if-none-match": fc.constantFrom("*", "W/", '"a"', `${'"x",'.repeat(500)}"y"`),
    host: fc.constantFrom("127.0.0.1", "evil.example", "localhost:1", "[::1]", ""),
    "x-forwarded-for": fc.constantFrom("127.0.0.1", "x", ",".repeat(100)),
    cookie: fc.constant("a=b"),
    range: fc.constantFrom("bytes=0-", "bytes=9-1", "x"),
  },
  { requiredKeys: [] },
)

describe("whatever is asked, in every language", () => {
  it("the answer is never a failure of ours, always has its protection, and errors are never kept", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(10_000).map((at) => [...pages, ...machines][at % (pages.length + machines.length)]!),
        tail,
        query,
        headers,
        fc.constantFrom("GET", "GET", "GET", "HEAD", "POST", "OPTIONS"),
        async (path, more, search, head, method) => {
          const url = `${path}${more}${search && `?${search}`}`
          const begun = performance.now()
          const answer = await portal.app.inject({
            method: method as "GET",
            url,
            headers: head as Record<string, string>,
          })
          const ms = performance.now() - begun
          assert.ok(
            answer.statusCode < 500,
            `${method} ${url} ${JSON.stringify(head)} → ${answer.statusCode} ${answer.body}`,
          )
          assert.ok(ms < 3000, `${method} ${url} took ${ms} ms`)
          assert.ok(answer.headers["content-security-policy"], url)
          assert.equal(answer.headers["x-content-type-options"], "nosniff", url)
          assert.equal(answer.headers["set-cookie"], undefined, url)
          const location = String(answer.headers.location ?? "/")
          assert.match(location, /^\/(?!\/)/, `${url} leads away to ${location}`)
          if (answer.statusCode >= 400) assert.equal(answer.headers["cache-control"], "no-store", url)
          if (method === "HEAD") assert.equal(answer.body, "", url)
        },
      ),
      { numRuns: 1500, interruptAfterTimeLimit: 12_000 },
    )
  })

  it("no page takes harvested or typed text for markup, or links where a browser would run code", async () => {
    const typed = `?q=${encodeURIComponent(script)}&theme=${encodeURIComponent(inText.toWellFormed())}`
    for (const page of [...pages, ...pages.map((one) => one + typed), `/fr/${encodeURIComponent(script)}`]) {
      const { body, statusCode, headers } = await portal.app.inject(page)
      assert.ok(statusCode < 500, `${page} → ${statusCode}`)
      if (!String(headers["content-type"]).startsWith("text/html")) continue
      const scripts = [...body.matchAll(/<script\b([^>]*)>/g)].map(([, attributes]) => attributes)
      for (const attributes of scripts)
        assert.match(attributes!, /^ type="(?:module" src="\/assets\/|application\/)/, page)
      assert.doesNotMatch(body, /<(?:img|svg|form|iframe|style|object|embed|base)\b[^>]*(?:onerror|onload|evil)/i, page)
      for (const [tag] of body.matchAll(/<[a-z][^\s>]*(?:\s+[^\s"=>]+(?:="[^"]*")?)*\s*\/?>/gi))
        assert.doesNotMatch(tag.replace(/="[^"]*"/g, ""), /[\s<]on\w+|\sstyle\b/i, page)
      assert.doesNotMatch(body, /(?:href|src|action)="\s*(?:javascript|data|vbscript):/i, page)
      assert.doesNotMatch(body, /(?:href|src|action)="\/\//i, page)
      assert.doesNotMatch(body, /\[object Object\]|Invalid Date|NaN|>undefined</, page)
    }
  })

  it("a dataset of thousands of files has a page that a telephone opens", async () => {
    const slug = await portal.slugOf("many-files")
    for (const language of languages) {
      const { body } = await portal.app.inject(`/${language}/datasets/${slug}`)
      assert.ok(body.length < 1_000_000, `${body.length} bytes`)
      assert.equal(body.match(/<article class="file"/g)?.length, 200)
      assert.match(body, /3.000/u)
    }
  })

  it("the JSON of a page for search engines stays JSON", async () => {
    const { body } = await portal.app.inject(`/fr/datasets/${await portal.slugOf("hostile")}`)
    const [, json] = /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(body) ?? []
    assert.equal(JSON.parse(json!)["@type"], "Dataset")
  })
})
