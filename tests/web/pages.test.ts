import assert from "node:assert/strict"
import { after, before, describe, it } from "node:test"
import * as texts from "../../src/texts/index.ts"
import { languages } from "../../src/texts/index.ts"
import { type SamplePortal, samplePortal } from "./sample-portal.ts"

let portal: SamplePortal

before(async () => {
  portal = await samplePortal()
})
after(() => portal.close())

/** Fine spaces are made plain, so that expectations can be typed. */
async function get(url: string, headers: Record<string, string> = {}) {
  const { statusCode, headers: answered, rawPayload } = await portal.app.inject({ url, headers })
  const body = answered["content-encoding"] ? "" : rawPayload.toString().replace(/[\u00a0\u202f]/g, " ")
  return { statusCode, headers: answered, rawPayload, body }
}

describe("every page", () => {
  it("answers 200 in each language with its own lang and dir, canonical and alternates", async () => {
    for (const path of await allPaths()) {
      for (const language of languages) {
        const { statusCode, body, headers } = await get(`/${language}${path}`)
        assert.equal(statusCode, 200, `/${language}${path}`)
        assert.match(String(headers["content-type"]), /^text\/html; charset=utf-8/)
        assert.ok(body.includes(`<html lang="${language}" dir="${language === "ar" ? "rtl" : "ltr"}"`))
        assert.match(body, /<title>[^<]+<\/title>/)
      }
    }
  })

  it("holds no style attribute, no inline script and nothing that failed to become text", async () => {
    for (const path of await allPaths()) {
      const { body } = await get(`/ar${path}`)
      assert.doesNotMatch(body, /\sstyle=/, path)
      assert.doesNotMatch(body, /<script(?![^>]*(?:src=|application\/ld\+json))/, path)
      assert.doesNotMatch(body, /\son\w+=/, path)
      assert.doesNotMatch(body, /\[object |undefined|NaN|Invalid Date/, path)
    }
  })

  it("shows no French or English interface word to an Arabic reader", async () => {
    const foreign = [...interfaceWords("fr"), ...interfaceWords("en")]
    for (const path of await allPaths()) {
      const shown = wordsShown((await get(`/ar${path}`)).body)
      // A single word may stand inside a name or an address; as the whole of a label it is ours.
      const found = foreign.filter((words) => shown.includes(/\s/.test(words) ? words : `>${words}<`))
      assert.deepEqual(found, [], path)
    }
  })

  it("keeps page and query in the language switch", async () => {
    const { body } = await get("/fr/datasets?q=prix&theme=agriculture")
    assert.ok(body.includes('href="/ar/datasets?q=prix&amp;theme=agriculture"'))
  })

  it("weighs at most 60 kB with its sheet and script, without fonts", async () => {
    const headers = { "accept-encoding": "br" }
    const slug = await portal.slugOf("allocations-2023")
    for (const path of ["", "/datasets", `/datasets/${slug}`, "/organizations"]) {
      const page = await get(`/ar${path}`, headers)
      const names = [...new Set((await get(`/ar${path}`)).body.match(/\/assets\/[\w-]+\.(?:css|js|svg)/g))]
      const parts = await Promise.all(names.map((name) => get(name, headers)))
      const bytes = [page, ...parts].reduce((sum, part) => sum + part.rawPayload.length, 0)
      const script = parts.filter((part) => String(part.headers["content-type"]).includes("javascript"))
      assert.ok(bytes < 60_000, `${path}: ${bytes}`)
      assert.ok(script.reduce((sum, part) => sum + part.rawPayload.length, 0) < 10_000)
    }
  })
})

async function allPaths(): Promise<string[]> {
  const slugs = await Promise.all(
    ["allocations-2023", "huile", "prix-bizerte", "stations", "long", "unknown-language"].map((id) =>
      portal.slugOf(id),
    ),
  )
  return [
    "",
    "/datasets",
    "/datasets?q=%D8%B2%D9%8A%D8%AA",
    "/datasets?q=prix&format=CSV",
    "/datasets?q=aucunmotpareil+prix",
    ...slugs.map((slug) => `/datasets/${encodeURIComponent(slug)}`),
    "/series/recolte-d-olives-par-gouvernorat",
    "/series/bus-lines",
    "/services/api-des-prix-agricoles",
    "/services/wms-v2",
    "/organizations",
    "/organizations?q=xyz",
    "/organizations/agriculture",
    "/organizations/commune-sfax",
    "/themes",
    "/themes/agriculture",
    "/licences",
    "/portals",
    "/licences/lndpo-tn",
    "/about",
    "/about/accessibility",
    "/about/privacy",
    "/developers",
  ]
}

/** Sentences and words of the interface that no Arabic page may hold; names that are the same everywhere are no words. */
function interfaceWords(language: "fr" | "en"): string[] {
  const words: string[] = []
  const collect = (value: unknown): void => {
    if (typeof value === "string" && /[a-z]{4}/i.test(value)) words.push(value)
    else if (Array.isArray(value)) value.forEach(collect)
    else if (typeof value === "object" && value !== null) Object.values(value).forEach(collect)
  }
  for (const [name, value] of Object.entries(texts)) {
    if (name.endsWith("Messages")) collect((value as Record<string, unknown>)[language])
  }
  return words.filter((word) => word.length > 5 && !neutral.has(word))
}

const neutral = new Set(["JSON", "OpenAPI"])

/** Text and labels of the page, without runs marked as another language (the catalogue's own words, code). */
function wordsShown(html: string): string {
  return html
    .replace(/<head>[\s\S]*?<\/head>/, "")
    .replace(/<nav class="lang"[\s\S]*?<\/nav>/g, "")
    .replace(/<bdi dir="ltr">[^<]*<\/bdi>|<code[\s\S]*?<\/code>/g, "")
    .replace(/<(\w+)[^>]*\slang="(?:fr|en)"[^>]*>[\s\S]*?<\/\1>/g, " ")
    .replace(/\s(?:href|src|name|value|class|id|action|stroke|aria-current|data-[\w-]+)="[^"]*"/g, "")
}

describe("the home page", () => {
  it("says how much there is, and leads to themes, publishers, data and portals", async () => {
    const { body } = await get("/fr")
    assert.match(body, /<dt>Jeux de données<\/dt><dd><span class="num">14<\/span>/)
    assert.ok(body.includes('href="/fr/themes/agriculture"'))
    assert.ok(body.includes('href="/fr/organizations/transport"'))
    assert.ok(body.includes("catalog.example.tn"))
    assert.ok(body.includes("il y a 14 minutes"))
  })

  it("sends a reader to the language of the browser, Arabic first", async () => {
    assert.equal((await get("/")).headers.location, "/ar")
    assert.equal((await get("/", { "accept-language": "de, fr-TN;q=0.8, en;q=0.7" })).headers.location, "/fr")
    assert.match(String((await get("/")).headers.vary), /accept-language/)
  })
})

describe("search", () => {
  it("gives exact counts, native checkboxes, chips that remove, and why a dataset was found", async () => {
    const { body } = await get("/fr/datasets?q=prix&theme=agriculture")
    assert.match(body, /<b>2 jeux de données<\/b>/)
    assert.match(body, /<input type="checkbox" name="theme" value="agriculture" checked/)
    assert.match(body, /<a class="chip" href="\/fr\/datasets\?q=prix" rel="nofollow">/)
    assert.match(body, /« prix » dans le titre/)
    assert.match(body, /<mark>[Pp]rix<\/mark>/)
  })

  it("keeps combinations of facets out of search engines, and the plain list in", async () => {
    assert.match((await get("/ar/datasets?theme=agriculture")).body, /<meta name="robots" content="noindex,follow"/)
    const plain = (await get("/ar/datasets")).body
    assert.doesNotMatch(plain, /noindex/)
    assert.match(plain, /<link rel="canonical" href="http:\/\/127.0.0.1:8080\/ar\/datasets"/)
  })

  it("offers the words alone when all of them together find nothing", async () => {
    const { body } = await get("/fr/datasets?q=prix+parfums")
    assert.ok(body.includes("Aucun résultat"))
    assert.match(body, /<a class="chip" href="\/fr\/datasets\?q=prix"/)
  })

  it("answers any address with a page, never with a failure", async () => {
    const addresses = [
      "?page=0",
      "?page=99999999999",
      "?page=501",
      "?sort=;drop",
      "?theme=%F0%9F%92%A9",
      "?q=%E0%A4%A",
      "?q=%22%22%22--**((",
      `?q=${"a".repeat(5000)}`,
      "?theme[]=x&theme[$ne]=1",
      "?more=organization&year=abc",
      "?q=<script>alert(1)</script>",
    ]
    for (const address of addresses) {
      const { statusCode, body } = await get(`/en/datasets${address}`)
      assert.equal(statusCode, 200, address)
      assert.ok(!body.includes("<script>alert"), address)
    }
  })
})

describe("the page of a dataset", () => {
  it("shows licence and freshness before the description in the order of reading", async () => {
    const { body } = await get(`/fr/datasets/${await portal.slugOf("allocations-2023")}`)
    const at = (text: string) => {
      const index = body.indexOf(text)
      assert.ok(index > 0, text)
      return index
    }
    assert.ok(at("Licence Nationale de Données Publiques Ouvertes") < at('id="summary"'))
    assert.ok(at("À jour selon son rythme") < at('id="summary"'))
    assert.ok(at("Usage libre, même commercial") < at('id="summary"'))
  })

  it("marks texts in another language than the page's, and says which", async () => {
    const { body } = await get(`/ar/datasets/${await portal.slugOf("prix-bizerte")}`)
    assert.match(body, /<h1><bdi lang="fr" dir="ltr">Prix des produits agricoles/)
    assert.match(body, /<small class="lang-mark"> بالفرنسية<\/small>/)
  })

  it("tells measured from declared sizes, and what the last check of each link said", async () => {
    const checked = (await get(`/fr/datasets/${await portal.slugOf("allocations-2023")}`)).body
    assert.match(checked, /1,2 ko/)
    assert.match(checked, /11 ko selon la source/)
    assert.match(checked, /Lien valide, vérifié il y a 6 heures/)
    const broken = (await get(`/fr/datasets/${await portal.slugOf("huile")}`)).body
    assert.match(broken, /Lien en panne, l’hôte n’a pas répondu à temps/)
  })

  it("never runs what a source wrote", async () => {
    const { body } = await get(`/fr/datasets/${await portal.slugOf("huile")}`)
    assert.doesNotMatch(body, /alert\(1\)/)
    assert.match(body, /<b>extra vierge<\/b>/)
    const jsonLd = /<script type="application\/ld\+json">(.*?)<\/script>/.exec(body)?.[1] ?? ""
    assert.equal(JSON.parse(jsonLd)["@type"], "Dataset")
    assert.doesNotMatch(jsonLd, /</)
  })

  it("answers 410 after withdrawal, says why, and keeps title, publisher and identifier", async () => {
    const { statusCode, body } = await get(`/fr/datasets/${await portal.slugOf("olives-7")}`)
    assert.equal(statusCode, 410)
    for (const words of [
      "retiré le 17 novembre 2026",
      "décision du producteur",
      "Une version groupée",
      "Observatoire National",
    ]) {
      assert.ok(body.includes(words), words)
    }
    assert.ok(body.includes(`/id/dataset/${await portal.idOf("olives-7")}`))
  })

  it("is found by its permanent identifier, as a page for people and as JSON for programs", async () => {
    const id = await portal.idOf("stations")
    const slug = await portal.slugOf("stations")
    const page = await get(`/id/dataset/${id}`, { accept: "text/html", "accept-language": "en" })
    assert.deepEqual([page.statusCode, page.headers.location], [303, `/en/datasets/${slug}`])
    const json = await get(`/id/dataset/${id}`, { accept: "application/json" })
    assert.equal(json.headers.location, `/api/v1/datasets/${id}`)
    const rdf = await get(`/id/dataset/${id}`, { accept: "application/rdf+xml, text/turtle;q=0.5" })
    assert.equal(rdf.headers.location, `/datasets/${id}.rdf`)
    const jsonLd = await get(`/id/dataset/${id}`, { accept: "application/ld+json" })
    assert.equal(jsonLd.headers.location, `/datasets/${id}.jsonld`)
    assert.equal((await get("/id/dataset/01900000-0000-7000-8000-000000000000")).statusCode, 404)
    assert.equal((await get(`/fr/datasets/${id}`)).headers.location, `/fr/datasets/${slug}`)
  })

  it("names its documents in RDF, and what these name leads to a page", async () => {
    const id = await portal.idOf("stations")
    const { body } = await get(`/fr/datasets/${await portal.slugOf("stations")}`)
    assert.ok(body.includes(`<link rel="alternate" type="text/turtle" href="/datasets/${id}.ttl"/>`))
    const french = { accept: "text/html", "accept-language": "fr" }
    assert.equal((await get("/id/place/iso:TN", french)).headers.location, "/fr/datasets?place=iso%3ATN")
    assert.equal((await get("/id/theme/transport", french)).headers.location, "/fr/themes/transport")
    for (const path of ["/id/theme/x", "/id/licence/x", "/id/place/x", "/id/distribution/x", "/id/organization/x"]) {
      assert.equal((await get(path, french)).statusCode, 404, path)
    }
  })

  it("shows the first rows of a CSV file, right to left where they are Arabic, and then also within the page", async () => {
    const slug = await portal.slugOf("allocations-2023")
    const page = await get(`/fr/datasets/${slug}`)
    const href = /href="(\/fr\/datasets\/[^"]+\/preview\/[0-9a-f-]+)"/.exec(page.body)?.[1] ?? ""
    const preview = await get(href)
    assert.match(preview.body, /<section class="tw preview" dir="rtl" tabindex="0"/i)
    assert.match(preview.body, /<th scope="col"[^>]*>الولاية<\/th>/)
    assert.match((await get(`/fr/datasets/${slug}`)).body, /id="table"/)
  })

  it("says plainly why first rows cannot be shown", async () => {
    const { body } = await get(`/fr/datasets/${await portal.slugOf("prix-bizerte")}`)
    const href = /href="(\/fr\/datasets\/[^"]+\/preview\/[0-9a-f-]+)"/.exec(body)?.[1] ?? ""
    assert.match((await get(href)).body, /Le lien mène à une page web, pas à un fichier CSV/)
    assert.equal((await get(`${href}x`)).statusCode, 404)
  })
})

describe("refusals", () => {
  it("are pages in the reader's language with a search for what was meant", async () => {
    const arabic = await get("/ar/datasets/prix-huile-2020")
    assert.equal(arabic.statusCode, 404)
    assert.ok(arabic.body.includes("لا شيء في هذا الموضع من الفهرس"))
    const french = await get("/nowhere", { "accept-language": "fr" })
    assert.ok(french.body.includes("Rien à cet endroit de l’index"))
    const broken = await get("/fr/datasets/%E0%A4%A")
    assert.equal(broken.statusCode, 400)
    assert.ok(broken.body.includes("Adresse incomprise"))
  })
})

describe("addresses for machines", () => {
  it("serve assets for ever, compressed, and nothing but assets", async () => {
    const sheet = /\/assets\/site-\w+\.css/.exec((await get("/ar")).body)?.[0] ?? ""
    const { headers, statusCode } = await get(sheet, { "accept-encoding": "br" })
    assert.equal(statusCode, 200)
    assert.equal(headers["content-encoding"], "br")
    assert.match(String(headers["cache-control"]), /immutable/)
    assert.equal((await get("/assets/..%2f..%2fpackage.json")).statusCode, 404)
    assert.equal((await get("/assets/manifest.json")).statusCode, 404)
  })

  it("list every page in the sitemap, with its alternates, and withdrawn data not", async () => {
    const index = (await get("/sitemap.xml")).body
    assert.ok(index.includes("<loc>http://127.0.0.1:8080/sitemap-datasets.xml</loc>"))
    const datasets = (await get("/sitemap-datasets.xml")).body
    assert.equal(datasets.match(/<url>/g)?.length, 14 * 3)
    assert.ok(datasets.includes(`/ar/datasets/${await portal.slugOf("stations")}</loc>`))
    assert.ok(!datasets.includes(await portal.slugOf("olives-7")))
    assert.equal((await get("/sitemap-datasets.xml?after=x")).statusCode, 400)
    const robots = (await get("/robots.txt")).body
    assert.match(robots, /Sitemap: http:\/\/127.0.0.1:8080\/sitemap.xml/)
    for (const path of ["/ar/office", "/fr/account", "/en/sign-in"])
      assert.ok(robots.includes(`Disallow: ${path}\n`), path)
    assert.doesNotMatch(robots, /Disallow: \/\*\/office/)
  })
})
