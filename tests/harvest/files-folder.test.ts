import assert from "node:assert/strict"
import { before, describe, it } from "node:test"
import { type FoundRecord, isRecord } from "../../src/harvest/connector.ts"
import { readableName, stemAndExtension, titleFrom } from "../../src/harvest/connectors/files/folder/file-name.ts"
import { robotsFrom } from "../../src/harvest/connectors/files/folder/robots.ts"
import { filesConnector } from "../../src/harvest/connectors/files/index.ts"
import { assertSound } from "../../src/harvest/connectors/sound-record.ts"
import type { FetchGuarded } from "../../src/platform/fetch/index.ts"
import type { Vocabularies } from "../../src/vocabulary/index.ts"
import { stopsWith } from "../support/read-records.ts"
import { tunisianVocabularies } from "../support/vocabularies.ts"

let vocabularies: Vocabularies

before(async () => {
  vocabularies = await tunisianVocabularies()
})

const site = "https://files.example"
type Answer = string | { readonly status?: number; readonly headers?: Record<string, string>; readonly url?: string }

/** A web server of pages by path; everything else is not there. */
function serving(pages: Readonly<Record<string, Answer>>, asked: string[] = []): FetchGuarded {
  return async (address, { method = "GET" } = {}) => {
    const { pathname, search } = new URL(address)
    asked.push(`${method} ${pathname}${search}`)
    const answer = pages[`${method} ${pathname}`] ?? pages[`${pathname}${search}`] ?? { status: 404 }
    const { status = 200, headers = {}, url = address } = typeof answer === "string" ? {} : answer
    const body = typeof answer === "string" ? answer : status === 200 ? "" : "no"
    const bytes = async () => new TextEncoder().encode(body)
    return { status, headers, url, bytes, text: async () => body }
  }
}

async function read(fetch: FetchGuarded, options: Record<string, unknown> = {}, url = `${site}/data/`) {
  const source = { id: "s", kind: "files", name: "Folder", url, options } as const
  const found: FoundRecord[] = []
  for await (const record of filesConnector.records(source, { fetch, vocabularies }))
    if (isRecord(record)) found.push(record)
  for (const record of found) assertSound(record)
  return found
}

function datasets(found: readonly FoundRecord[]) {
  return found.flatMap((record) => (record.kind === "dataset" ? record : []))
}

const arabicName = encodeURIComponent("ميزانية_2024.csv")

// Listings as these servers write them, built here with file names of a Tunisian municipality.
const apache = `<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 3.2 Final//EN"><html><head><title>Index of /data</title></head><body>
<h1>Index of /data</h1><pre><img src="/icons/blank.gif" alt="Icon "> <a href="?C=N;O=D">Name</a> <a href="?C=M;O=A">Last modified</a> <a href="?C=S;O=A">Size</a><hr>
<img src="/icons/back.gif" alt="[PARENTDIR]"> <a href="/">Parent Directory</a>                             -
<img src="/icons/folder.gif" alt="[DIR]"> <a href="budget/">budget/</a>                 2024-03-05 10:22    -
<img src="/icons/text.gif" alt="[TXT]"> <a href="${arabicName}">ميزانية_2024.csv</a>        2024-03-05 10:22   12K
<img src="/icons/unknown.gif" alt="[   ]"> <a href="ecoles_20230915.xlsx">ecoles_20230915.xlsx</a>    2023-09-15 08:00  1.5M
<img src="/icons/unknown.gif" alt="[   ]"> <a href="note.pdf">note.pdf</a>    2023-09-15 08:00  90K
<img src="/icons/unknown.gif" alt="[   ]"> <a href=".htaccess.csv">.htaccess.csv</a>    2023-09-15 08:00  1K
<a href="https://other.example/data/x.csv">x.csv</a> <a href="/private/y.csv">y.csv</a> <a href="../up.csv">up.csv</a> <a href="a%2F..%2F..%2Fup.csv">up</a> <a href="javascript:alert(1).csv">z</a>
<hr></pre></body></html>`

const nginx = `<html>\r\n<head><title>Index of /data/</title></head>\r\n<body>\r\n<h1>Index of /data/</h1><hr><pre><a href="../">../</a>\r
<a href="budget/">budget/</a>                                            05-Mar-2024 10:22                   -\r
<a href="${arabicName}">%D9%85..&gt;</a>                      05-Mar-2024 10:22               12288\r
</pre><hr></body>\r\n</html>`

const iis = `<html><head><title>files.example - /data/</title></head><body><H1>files.example - /data/</H1><hr>
<pre><A HREF="/">[To Parent Directory]</A><br><br> 3/5/2024 10:22 AM        &lt;dir&gt; <A HREF="/data/budget/">budget</A><br> 3/5/2024 10:22 AM        12288 <A HREF="/data/${arabicName}">ميزانية_2024.csv</A><br></pre><hr></body></html>`

const caddy = `<!DOCTYPE html><html><head><title>/data/</title></head><body><header><h1><a href="/">/</a><a href="/data/">data</a>/</h1></header>
<table><thead><tr><th><a href="?sort=name&order=desc">Name</a></th></tr></thead><tbody>
<tr><td><a href=".."><span class="goup">Up</span></a></td></tr>
<tr class="file"><td></td><td><a href="./budget/"><span class="name">budget/</span></a></td><td>&mdash;</td><td class="timestamp"><time datetime="2024-03-05T10:22:00Z">x</time></td></tr>
<tr class="file"><td></td><td><a href="./${arabicName}"><svg></svg><span class="name">ميزانية_2024.csv</span></a></td><td class="size" data-size="12288"><div>12 KiB</div></td><td class="timestamp"><time datetime="2024-03-05T10:22:00Z">x</time></td></tr>
</tbody></table></body></html>`

const lighttpd = `<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.1//EN" "http://www.w3.org/TR/xhtml11/DTD/xhtml11.dtd"><html xmlns="http://www.w3.org/1999/xhtml"><head><title>Index of /data/</title></head><body><table><tbody>
<tr class="d"><td class="n"><a href="../">..</a>/</td><td class="m">&nbsp;</td><td class="s">- &nbsp;</td></tr>
<tr><td class="n"><a href="${arabicName}">m</a></td><td class="m">2024-Mar-05 10:22:00</td><td class="s">12.0K</td><td class="t">text/csv</td></tr>
</tbody></table></body></html>`

const budgetFolder = `<title>Index of /data/budget</title><a href="../">../</a>
<a href="2022.csv">2022.csv</a> 2022-12-31 10:00  100
<a href="2022.ods">2022.ods</a> 2022-12-31 10:00  100
<a href="depenses/">depenses/</a> 2022-12-31 10:00  -`
const depensesFolder = `<title>Index of /data/budget/depenses</title><a href="titre-1.csv">titre-1.csv</a> 2022-12-31 10:00  100`

describe("the listing of a folder", () => {
  for (const [server, page] of Object.entries({ apache, nginx, iis, caddy, lighttpd }))
    it(`of ${server} gives names, dates and sizes`, async () => {
      const [budget] = datasets(await read(serving({ "/data/": page }), { maxDepth: 0, extensions: "csv" }))
      assert.equal(budget?.remoteId, "ميزانية_2024.csv")
      assert.deepEqual(budget.facts.title, { ar: "ميزانية 2024" })
      assert.equal(budget.facts.sourceLanguage, "ar")
      assert.equal(budget.facts.landingPage, `${site}/data/`)
      assert.equal(budget.facts.modified?.slice(0, 10), "2024-03-05")
      const [{ downloadUrl, format, byteSize } = {}] = budget.facts.distributions
      assert.deepEqual([downloadUrl, format, byteSize], [`${site}/data/${arabicName}`, "CSV", 12_288])
      assert.deepEqual(budget.problems, [])
    })

  it("has a date before or after the name, as servers of several countries write it", async () => {
    const lines: readonly (readonly [line: string, modified: string | undefined, byteSize: number | undefined])[] = [
      ["Friday, January 03, 2025  9:15 AM        48213 <A HREF='/data/a.csv'>a.csv</A><br>", "2025-01-03", 48_213],
      ["03/01/2025     09:15        48213 <A HREF='/data/a.csv'>a.csv</A><br>", "2025-01-03", 48_213],
      ["1/31/2025  9:15 PM        48213 <A HREF='/data/a.csv'>a.csv</A><br>", "2025-01-31", 48_213],
      ["<tr><td><a href='a.csv'>a.csv</a></td><td>12 kB</td><td>2025-01-03 09:15</td></tr>", "2025-01-03", 12_288],
      ["<a href='a.csv'>a.csv</a>  03-Jan-2025 09:15  1.2M  version 2", "2025-01-03", 1_258_291],
      ["<a href='a.csv'>a.csv</a>  -  -", undefined, undefined],
    ]
    for (const [line, modified, byteSize] of lines) {
      const page = `<title>Index of /data</title><pre>\n${line}\n</pre>`
      const [file] = datasets(await read(serving({ "/data/": page })))
      assert.deepEqual(
        [file?.facts.modified?.slice(0, 10), file?.facts.distributions[0]?.byteSize],
        [modified, byteSize],
      )
    }
  })

  it("takes what lies in it and below: no other host, nothing above, nothing hidden, no documents unless asked", async () => {
    const pages = { "/data/": apache, "/data/budget/": budgetFolder, "/data/budget/depenses/": depensesFolder }
    const asked: string[] = []
    const found = await read(serving(pages, asked))
    assert.deepEqual(
      found.map(({ kind, remoteId }) => [kind, remoteId]),
      [
        "budget/2022.csv",
        "budget/2022.ods",
        "budget/depenses/titre-1.csv",
        "ecoles_20230915.xlsx",
        "ميزانية_2024.csv",
      ].map((path) => ["dataset", path]),
    )
    assert.deepEqual(asked, ["GET /data/", "GET /robots.txt", "GET /data/budget/", "GET /data/budget/depenses/"])
    const [, , nested, schools] = datasets(found)
    assert.deepEqual(nested?.facts.title, { und: "Titre 1 (Budget, Depenses)" })
    assert.deepEqual(schools?.facts.title, { und: "Ecoles 2023-09-15" })
    assert.deepEqual(nested?.facts.keywords, { und: ["Budget", "Depenses"] })

    const documents = await read(serving(pages), { extensions: ".PDF; *.xlsx", language: "fr" })
    assert.deepEqual(
      documents.map((record) => record.kind === "dataset" && record.facts.title),
      [{ fr: "Ecoles 2023-09-15" }, { fr: "Note" }],
    )
  })

  it("goes no deeper than asked and leaves named folders out", async () => {
    const pages = { "/data/": apache, "/data/budget/": budgetFolder, "/data/budget/depenses/": depensesFolder }
    const ids = async (options: Record<string, unknown>) =>
      (await read(serving(pages), options)).map(({ remoteId }) => remoteId)
    assert.deepEqual(await ids({ maxDepth: 1, extensions: "csv" }), ["budget/2022.csv", "ميزانية_2024.csv"])
    assert.deepEqual(await ids({ skipFolders: "depenses, autre", extensions: "csv" }), [
      "budget/2022.csv",
      "ميزانية_2024.csv",
    ])
  })

  it("makes one dataset of files of one name, or of one sub-folder, where asked", async () => {
    const pages = { "/data/": apache, "/data/budget/": budgetFolder, "/data/budget/depenses/": depensesFolder }
    const shapes = async (group: string) =>
      datasets(await read(serving(pages), { group })).map(({ remoteId, facts }) => [
        remoteId,
        facts.distributions.map(({ format, title }) => `${format} ${title?.und ?? ""}`.trim()),
      ])
    assert.deepEqual(await shapes("stem"), [
      ["budget/2022", ["CSV 2022", "ODS 2022"]],
      ["budget/depenses/titre-1", ["CSV"]],
      ["ecoles_20230915", ["XLSX"]],
      ["ميزانية_2024", ["CSV"]],
    ])
    assert.deepEqual(await shapes("folder"), [
      ["budget/", ["CSV 2022", "ODS 2022", "CSV Titre 1"]],
      ["ecoles_20230915.xlsx", ["XLSX"]],
      ["ميزانية_2024.csv", ["CSV"]],
    ])
  })

  it("keeps the parts of a shapefile together", async () => {
    const files = ["communes.shp", "communes.dbf", "communes.shx", "communes.csv"]
    const page = `<title>Index of /data</title>${files.map((name) => `<a href="${name}">${name}</a> 2024-01-01 10:00 5K\n`).join("")}`
    const found = datasets(await read(serving({ "/data/": page })))
    assert.deepEqual(
      found.map(({ remoteId, facts }) => [remoteId, facts.distributions.length]),
      [
        ["communes.csv", 1],
        ["communes.shp", 3],
      ],
    )
  })

  it("asks the files themselves where the listing has no dates", async () => {
    const page = "<title>Directory listing for /data/</title><ul><li><a href='a.csv'>a.csv</a></li></ul>"
    const head = { headers: { "last-modified": "Tue, 05 Mar 2024 10:22:00 GMT", "content-length": "77" } }
    const [file] = datasets(await read(serving({ "/data/": page, "HEAD /data/a.csv": head })))
    assert.deepEqual([file?.facts.modified, file?.facts.distributions[0]?.byteSize], ["2024-03-05T10:22:00Z", 77])
    const [refused] = datasets(await read(serving({ "/data/": page })))
    assert.equal(refused?.facts.modified, undefined)
  })

  it("stops the run when a sub-folder fails, is a web page or leads elsewhere: nothing may seem gone", async () => {
    const broken: readonly (readonly [Answer, string])[] = [
      [{ status: 403 }, "http-error"],
      [{ status: 500 }, "http-error"],
      ["<html><title>Mairie</title><p>Bienvenue</p></html>", "html-instead"],
      ["", "truncated"],
    ]
    for (const [answer, code] of broken)
      await assert.rejects(read(serving({ "/data/": nginx, "/data/budget/": answer })), stopsWith(code))
    await assert.rejects(read(serving({ "/data/": "<title>Index of /data</title>" })), stopsWith("empty-catalogue"))
    await assert.rejects(read(serving({ "/data/": apache }), { maxFiles: 1, maxDepth: 0 }), stopsWith("too-large"))
  })

  it("does not walk in circles", async () => {
    const page = `<title>Index of</title><a href="again/">again</a> <a href="./">.</a> <a href="a.csv">a</a> 2024-01-01 10:00 1`
    const pages = Object.fromEntries(
      Array.from({ length: 20 }, (_, depth) => [`/data/${"again/".repeat(depth)}`, page]),
    )
    assert.equal((await read(serving(pages), { maxDepth: 2 })).length, 3)
  })
})

describe("robots.txt of a folder", () => {
  const pages = { "/data/": apache, "/data/budget/": budgetFolder, "/data/budget/depenses/": depensesFolder }

  it("is obeyed for the start, for sub-folders and for files", async () => {
    const robots = "User-agent: *\nDisallow: /data/budget/\nDisallow: /*.xlsx$\nCrawl-delay: 0.001"
    const asked: string[] = []
    const found = await read(serving({ ...pages, "/robots.txt": robots }, asked))
    assert.deepEqual(
      found.map(({ kind, remoteId }) => `${kind} ${remoteId}`),
      ["dataset ميزانية_2024.csv", "skipped budget/", "skipped ecoles_20230915.xlsx"],
    )
    assert.ok(!asked.includes("GET /data/budget/"))
    const closed = serving({ ...pages, "/robots.txt": "User-agent: Fihrist/1.0\nDisallow: /" })
    await assert.rejects(read(closed), stopsWith("robots-refused"))
  })

  it("allows everything where it is absent, and nothing while the server fails", async () => {
    assert.equal((await read(serving({ ...pages, "/robots.txt": { status: 403 } }))).length, 5)
    await assert.rejects(read(serving({ ...pages, "/robots.txt": { status: 503 } })), stopsWith("robots-refused"))
  })

  // RFC 9309 §2.2 and §5.
  const cases: readonly (readonly [rules: string, path: string, allowed: boolean])[] = [
    ["User-agent: *\nDisallow: /a", "/ab", false],
    ["User-agent: *\nDisallow: /a/", "/a", true],
    ["User-agent: *\nDisallow:", "/a", true],
    ["User-agent: *\nDisallow: /\nAllow: /data/", "/data/x", true],
    ["User-agent: *\nAllow: /data/\nDisallow: /data/", "/data/x", true],
    ["User-agent: *\nDisallow: *.gif$", "/x/y.gif", false],
    ["User-agent: *\nDisallow: *.gif$", "/x/y.gif2", true],
    ["User-agent: *\nDisallow: /a*b*c", "/a1b2c3", false],
    ["User-agent: *\nDisallow: /a$", "/a", false],
    ["User-agent: *\nDisallow: /a$", "/ab", true],
    ["User-agent: *\nDisallow: /a*$", "/ab", false],
    ["User-agent: other\nDisallow: /\n\nUser-agent: *\nDisallow: /x", "/a", true],
    ["User-agent: *\nDisallow: /\n\nUser-agent: Fihrist\nDisallow: /x", "/a", true],
    ["User-agent: other\nUser-agent: fihrist\nDisallow: /a\n\nUser-agent: FIHRIST\nDisallow: /b", "/b", false],
    ["\ufeffuser-agent : *\r\ndisallow : /a # all of it", "/a", false],
    ["Disallow: /a", "/a", true],
    ["User-agent: *\nDisallow: /ميزانية", `/${encodeURIComponent("ميزانية")}/x`, false],
    ["User-agent: *\nDisallow: /%7Ejoe/", "/~joe/x", false],
    ["<html>not here</html>", "/a", true],
    [`User-agent: *\nDisallow: /${"*a".repeat(5_000)}`, `/${"a".repeat(5_000)}`, false],
  ]
  for (const [rules, path, allowed] of cases)
    it(`${JSON.stringify(rules.slice(0, 70))} ${allowed ? "allows" : "forbids"} ${path.slice(0, 40)}`, () => {
      assert.equal(robotsFrom(rules, "Fihrist").allows(new URL(path, site)), allowed)
    })
})

describe("the list of a bucket", () => {
  const object = (key: string, size = 10) =>
    `<Contents><Key>${key}</Key><LastModified>2024-03-05T10:22:00.000Z</LastModified><Size>${size}</Size></Contents>`
  const list = (objects: string, more = "<IsTruncated>false</IsTruncated>") =>
    `<?xml version="1.0" encoding="UTF-8"?><ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>open</Name>${more}${objects}</ListBucketResult>`

  it("is read page by page, its keys as paths below the prefix", async () => {
    const pages = {
      "/open/?list-type=2&prefix=pub/": list(
        object("pub/") + object("pub/ميزانية 2024.csv", 99) + object("elsewhere/x.csv"),
        "<IsTruncated>true</IsTruncated><NextContinuationToken>t1</NextContinuationToken>",
      ),
      "/open/?list-type=2&prefix=pub%2F&continuation-token=t1": list(object("pub/eau/forages.geojson")),
    }
    const found = datasets(await read(serving(pages), {}, `${site}/open/?list-type=2&prefix=pub/`))
    assert.deepEqual(
      found.map(({ remoteId, facts: { title, modified, distributions } }) => [
        remoteId,
        title,
        modified,
        distributions[0]?.downloadUrl,
        distributions[0]?.byteSize,
      ]),
      [
        [
          "eau/forages.geojson",
          { und: "Forages (Eau)" },
          "2024-03-05T10:22:00Z",
          `${site}/open/pub/eau/forages.geojson`,
          10,
        ],
        [
          "ميزانية 2024.csv",
          { ar: "ميزانية 2024" },
          "2024-03-05T10:22:00Z",
          `${site}/open/pub/${encodeURIComponent("ميزانية 2024.csv")}`,
          99,
        ],
      ],
    )
  })

  it("that repeats its pages, or ends in the middle, stops the run", async () => {
    const more = "<IsTruncated>true</IsTruncated><NextContinuationToken>t1</NextContinuationToken>"
    const repeating = { "/open/": list(object("a.csv"), more), "/open/?continuation-token=t1": list("", more) }
    await assert.rejects(read(serving(repeating), {}, `${site}/open/`), stopsWith("paging-repeats"))
    const cut = { "/open/": list(object("a.csv")).slice(0, -30) }
    await assert.rejects(read(serving(cut), {}, `${site}/open/`), stopsWith("truncated"))
  })
})

describe("the name of a file", () => {
  it("is decoded, in the code page of old servers too", () => {
    assert.equal(readableName(encodeURIComponent("ميزانية")), "ميزانية")
    assert.equal(readableName("%E3%ED%D2%C7%E4%ED%C9"), "ميزانية")
    assert.equal(readableName("%e9coles"), "écoles")
    assert.equal(readableName("100%"), "100%")
  })

  it("is parted from its extension", () => {
    const names = ["a.csv", "a.csv.gz", "v1.2", "rapport.final.xlsx", "LISEZMOI", "b.7z", "budget 2024.CSV"]
    assert.deepEqual(names.map(stemAndExtension), [
      ["a", "csv"],
      ["a", "csv.gz"],
      ["v1.2", ""],
      ["rapport.final", "xlsx"],
      ["LISEZMOI", ""],
      ["b", "7z"],
      ["budget 2024", "csv"],
    ])
  })

  it("becomes a title that people read", () => {
    const cases = {
      budget_2024: "Budget 2024",
      "recettes-fiscales_2024-03": "Recettes fiscales 2024-03",
      ecoles_20240331: "Ecoles 2024-03-31",
      population_2004_2014: "Population 2004 2014",
      "رخص-البناء_2023": "رخص البناء 2023",
      "12345678": "12345678",
      ___: "___",
    }
    for (const [stem, title] of Object.entries(cases)) assert.equal(titleFrom(stem), title)
  })
})
