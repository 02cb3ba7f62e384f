import assert from "node:assert/strict"
import { before, describe, it } from "node:test"
import type { DatasetFacts } from "../../src/catalogue/index.ts"
import type { FoundRecord } from "../../src/harvest/connector.ts"
import { describeConnector } from "../../src/harvest/connectors/contract.ts"
import { nadaConnector } from "../../src/harvest/connectors/nada/index.ts"
import type { FetchGuarded } from "../../src/platform/fetch/index.ts"
import type { Vocabularies } from "../../src/vocabulary/index.ts"
import { type Answer, json, type Route } from "../support/portal-server.ts"
import { fetchAnswering, readRecords, stopsWith } from "../support/read-records.ts"
import { assertResumable } from "../support/resumed-readings.ts"
import { tunisianVocabularies } from "../support/vocabularies.ts"
import { details, nadaApi, rows } from "./nada-fixture.ts"

let vocabularies: Vocabularies
before(async () => {
  vocabularies = await tunisianVocabularies()
})

const url = "https://microdonnees.ins.example/index.php/catalog"

/** A fetch that answers as the route does, and notes what it was asked. */
function fetchFrom(route: Route, asked: string[] = []): FetchGuarded {
  return async (address, options) => {
    asked.push(address)
    const answer = (typeof route === "function" ? await route(new URL(address), {} as never) : route) as Answer
    return fetchAnswering(answer.body as string, { status: answer.status ?? 200, type: answer.type ?? "" })(
      address,
      options,
    )
  }
}

function harvest(route: Route, reading: { url?: string; options?: Record<string, unknown>; asked?: string[] } = {}) {
  const { asked, ...rest } = reading
  return readRecords(nadaConnector, { url, vocabularies, fetch: fetchFrom(route, asked), ...rest })
}

function factsOf(found: readonly FoundRecord[], id: string): DatasetFacts {
  const record = found.find(({ remoteId }) => remoteId === id)
  return record?.kind === "dataset" ? record.facts : assert.fail(JSON.stringify(record))
}

function studies(count: number) {
  return Array.from({ length: count }, (_, at) => ({
    id: String(at + 1),
    idno: `TUN-${String(at).padStart(3, "0")}`,
    type: "survey",
    title: `Enquête ${at}`,
  }))
}

const detailsOf = (rows: readonly { idno: string }[]) => Object.fromEntries(rows.map((row) => [row.idno, row]))

describeConnector({
  connector: nadaConnector,
  vocabularies: () => vocabularies,
  url: "https://microdonnees.ins.example/index.php/api/catalog/search",
  // The answer to every address is the list, so that its rows tell all: a study's description is another suite's work.
  options: { details: false },
  good: (id) => ({ ...details["TUN-INS-ENPE-2019-V2.1"], id: "12", idno: id }),
  bad: { idno: "bad", title: "  " },
  distributions: "resources",
  catalogue: (rows) =>
    JSON.stringify({ result: { found: rows.length, total: rows.length, limit: 100, offset: 0, rows } }),
  refusal: JSON.stringify({ status: "ACCESS-DENIED", message: "Access denied" }),
})

describe("a NADA catalogue in French and Arabic", () => {
  it("gives each study with its description, its policy of access and its files", async () => {
    const found = await harvest(nadaApi(rows, details))
    assert.deepEqual(
      found.map(({ kind, remoteId }) => [kind, remoteId]),
      [
        ["dataset", "TUN-INS-RGPH-2014-V1.0"],
        ["dataset", "TUN-INS-ENPE-2019-V2.1"],
        ["dataset", "TUN-INS-EBCNV-2021/V1"],
        ["skipped", "DOC-1"],
      ],
    )
    const { distributions, ...facts } = factsOf(found, "TUN-INS-ENPE-2019-V2.1")
    assert.deepEqual(facts, {
      identifier: "TUN-INS-ENPE-2019-V2.1",
      title: {
        fr: "Enquête nationale sur la population et l'emploi 2019",
        ar: "المسح الوطني حول السكان والتشغيل 2019",
      },
      description: { fr: "Caractéristiques de la population active et du chômage, par gouvernorat." },
      keywords: { fr: ["emploi", "chômage"], ar: ["تشغيل"] },
      sourceLanguage: "fr",
      publisher: { name: { fr: "Institut national de la statistique" } },
      contactPoints: [{ name: "Service de la diffusion", email: "diffusion@ins.example" }],
      themes: facts.themes,
      accessRights: "restricted",
      spatial: [{ code: "iso:TN", label: { fr: "Tunisie" } }, { bbox: [7.5, 30.2, 11.6, 37.6] }],
      temporal: [
        { start: "2019-01", end: "2019-03" },
        { start: "2019-10", end: "2019-12" },
      ],
      issued: "2020-09-30",
      modified: "2020-10-15",
      landingPage: "https://microdonnees.ins.example/index.php/catalog/12",
      version: "2.1",
    })
    assert.deepEqual(
      distributions.map(({ accessUrl, downloadUrl, format, documentation }) => [
        (accessUrl ?? downloadUrl)?.replace("https://microdonnees.ins.example/", ""),
        format,
        documentation ?? false,
      ]),
      [
        ["index.php/catalog/12/get-microdata", undefined, false],
        ["index.php/metadata/export/12/ddi", "XML", true],
        ["index.php/catalog/12/download/41", "PDF", true],
        ["files/tables-enpe.xlsx", "XLSX", false],
        ["docs/enpe-questionnaire.pdf", undefined, true],
      ],
    )
  })

  it("says which microdata cannot be had, and which anybody may register for", async () => {
    const found = await harvest(nadaApi(rows, details))
    const census = factsOf(found, "TUN-INS-RGPH-2014-V1.0")
    assert.deepEqual(census.title, { ar: "التعداد العام للسكان والسكنى 2014" })
    assert.deepEqual(census.publisher?.name, { ar: "المعهد الوطني للإحصاء" })
    assert.deepEqual([census.accessRights, census.temporal], ["non-public", [{ start: "2014", end: "2014" }]])
    assert.deepEqual(
      census.distributions.map(({ documentation }) => documentation),
      [true, true],
    )
    const households = factsOf(found, "TUN-INS-EBCNV-2021/V1")
    assert.deepEqual([households.accessRights, households.temporal], ["public", [{ start: "2021-03", end: "2022-03" }]])
    assert.equal(households.modified, "2023-02-28T23:00:00Z")
  })

  it("treats a policy that it does not know as a restriction, and data kept elsewhere as not told", async () => {
    const study = (form_model: string, more = {}) => [{ ...rows[1], form_model, ...more }]
    const options = { details: false }
    const [odd] = await harvest(nadaApi(study("accord-cadre"), {}), { options })
    assert.ok(odd?.kind === "dataset")
    assert.deepEqual([odd.facts.accessRights, odd.problems[0]?.code], ["restricted", "unknown-access-level"])
    const elsewhere = nadaApi(study("remote", { link_da: "https://ailleurs.example/enpe" }), {})
    const [remote] = await harvest(elsewhere, { options })
    assert.ok(remote?.kind === "dataset")
    assert.equal(remote.facts.accessRights, undefined)
    assert.equal(remote.facts.distributions[0]?.accessUrl, "https://ailleurs.example/enpe")
  })
})

describe("a NADA catalogue is read to its end", () => {
  it("page by page, by title, also where it gives fifteen studies whatever is asked for", async () => {
    const all = studies(40)
    const asked: string[] = []
    const found = await harvest(nadaApi(all, {}, 15), { options: { details: false }, asked })
    assert.equal(new Set(found.map(({ remoteId }) => remoteId)).size, 40)
    const search = "https://microdonnees.ins.example/index.php/api/catalog/search?ps=100&sort_by=title&sort_order=asc"
    assert.deepEqual(asked, [`${search}&page=1`, `${search}&page=2`, `${search}&page=3`])
  })

  it("from any address that a person would give, with the filters of a search", async () => {
    const route: Route = (at, request) =>
      at.pathname.startsWith("/nada/index.php/api/")
        ? (nadaApi(rows, details) as never as CallableFunction)(at, request)
        : json({})
    for (const path of ["nada/index.php", "nada/index.php/catalog/12", "nada", "nada/catalog/", "nada/index.php/home"])
      assert.equal((await harvest(route, { url: `https://ins.example/${path}` })).length, 4, path)
    const asked: string[] = []
    const searched = { url: "https://ins.example/nada/index.php/catalog?collection=emploi&ps=5&page=3&sk=", asked }
    await harvest(route, { ...searched, options: { details: false } })
    assert.match(asked[0] ?? "", /search\?collection=emploi&ps=100&sort_by=title&sort_order=asc&page=1$/)
  })

  it("where its addresses do without index.php", async () => {
    const api = nadaApi(rows, details)
    const route: Route = (at, request) =>
      at.pathname.includes("index.php") || typeof api !== "function"
        ? { status: 404, type: "text/html", body: "<html>404</html>" }
        : api(at, request)
    const found = await harvest(route, { url: "https://ins.example/" })
    assert.equal(found.length, 4)
    const { distributions } = factsOf(found, "TUN-INS-ENPE-2019-V2.1")
    assert.equal(distributions[0]?.accessUrl, "https://ins.example/catalog/12/get-microdata")
  })

  it("and goes on at each page end after it was cut", async () => {
    const all = studies(40)
    const fetch = fetchFrom(nadaApi(all, detailsOf(all), 15))
    await assertResumable(nadaConnector, { url, vocabularies, fetch }, 2)
  })

  it("and stops where it refuses, counts more than it lists, or has nothing", async () => {
    await assert.rejects(
      harvest({ ...json({ status: "failed", errors: "x" }), status: 400 }),
      stopsWith("success-false"),
    )
    await assert.rejects(harvest(json({ result: { found: 9, limit: 100, rows: studies(2) } })), stopsWith("truncated"))
    // An empty catalogue answers without `result`.
    await assert.rejects(harvest(json({ found: 0, rows: [] })), stopsWith("empty-catalogue"))
    await assert.rejects(harvest(json({ result: {} })), stopsWith("not-a-catalogue"))
  })
})

describe("a study that its catalogue cannot describe", () => {
  it("is refused alone, and what we have of it stays", async () => {
    const { "TUN-INS-ENPE-2019-V2.1": _lost, ...rest } = details
    const found = await harvest(nadaApi(rows, rest))
    assert.deepEqual(
      found.map(({ kind }) => kind),
      ["dataset", "refused", "dataset", "skipped"],
    )
    const [, refused] = found
    assert.equal(refused?.kind === "refused" && refused.problems[0]?.code, "not-described")
  })

  it("is refused too where some other study is the answer", async () => {
    const other = { ...details, "TUN-INS-ENPE-2019-V2.1": rows[0] }
    const found = await harvest(nadaApi(rows, other))
    assert.equal(found[1]?.kind, "refused")
  })

  it("ends the run where ten in a row cannot be described", async () => {
    await assert.rejects(harvest(nadaApi(studies(12), {})), stopsWith("success-false"))
    const all = studies(12)
    const found = await harvest(nadaApi(all, detailsOf(all.slice(5, 6))))
    assert.equal(found.filter(({ kind }) => kind === "refused").length, 11)
  })

  it("is asked for by its number in the database where it has no other", async () => {
    const asked: string[] = []
    await harvest(nadaApi([{ id: "7", title: "Enquête" }], {}), { asked })
    assert.match(asked[1] ?? "", /api\/catalog\/7\?id_format=id$/)
  })
})
