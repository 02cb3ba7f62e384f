/** CKAN portals that move, lie or fail while they are read, and readings that go on or ask for changes only. */
import assert from "node:assert/strict"
import { describe, it } from "node:test"
import { ckanConnector } from "../../src/harvest/connectors/ckan/index.ts"
import { type FetchGuarded, FetchRefused } from "../../src/platform/fetch/index.ts"
import { json, type Portal, packageSearch } from "../support/portal-server.ts"
import { fetchAnswering, readRecords, stopsWith } from "../support/read-records.ts"
import { assertResumable } from "../support/resumed-readings.ts"
import { client, harvest, packages, portal, search, useCkanPortal, vocabularies } from "./ckan-portal.ts"

useCkanPortal()

/** 250 packages; in the first readings one comes in front of the others after the first page, so that the last slips away. */
function movingSearch(readings: number): Parameters<Portal["set"]>[1] {
  const all = packages(250)
  let begun = 0
  return (url) => {
    const start = Number(url.searchParams.get("start"))
    if (start === 0) begun += 1
    const shown = start === 0 || begun > readings - 1 ? all : [...all.slice(0, 1), ...all]
    return json({ success: true, result: { count: 250, results: shown.slice(start, Math.min(start + 100, 250)) } })
  }
}

describe("a CKAN portal that changes or lies while it is read", () => {
  it("is read a second time where records moved between pages, and gives each once", async () => {
    portal.set(search, movingSearch(2))
    const found = await harvest()
    assert.equal(found.length, 250)
    assert.equal(new Set(found.map(({ remoteId }) => remoteId)).size, 250)
  })

  it("stops the run where they move each time", async () => {
    portal.set(search, movingSearch(Number.POSITIVE_INFINITY))
    await assert.rejects(harvest(), stopsWith("truncated"))
  })

  it("is read on behind a full page, where it counts the packages of the page", async () => {
    const all = packages(230)
    portal.set(search, (url) => {
      const start = Number(url.searchParams.get("start"))
      const results = all.slice(start, start + 100)
      return json({ success: true, result: { count: results.length, results } })
    })
    assert.equal((await harvest()).length, 230)
  })

  it("is not trusted when it has one full page and gives that whatever is asked for", async () => {
    portal.set(search, packageSearch(packages(100), { repeatsPages: true }))
    await assert.rejects(harvest(), stopsWith("paging-repeats"))
  })

  it("is asked for smaller pages where a page is too large, down to one package", async () => {
    const all = packages(20)
    const asked: number[] = []
    const fetch: FetchGuarded = async (address) => {
      const [start, rows] = ["start", "rows"].map((name) => Number(new URL(address).searchParams.get(name)))
      asked.push(rows ?? 0)
      // One of them alone is larger than a page may be.
      const isLarge = (rows ?? 0) > 4 || ((rows ?? 0) > 1 && (start ?? 0) <= 8 && (start ?? 0) + (rows ?? 0) > 8)
      if (isLarge) throw new FetchRefused("too-large", "larger than the limit")
      const results = all.slice(start, (start ?? 0) + (rows ?? 0))
      return fetchAnswering(JSON.stringify({ success: true, result: { count: 20, results } }))(address)
    }
    const options = { rows: 16 }
    const found = await readRecords(ckanConnector, { url: "https://x.tn/", options, fetch, vocabularies })
    assert.deepEqual([found.length, Math.min(...asked)], [20, 1])
  })

  it("may count in words and give no count at all", async () => {
    const all = packages(130)
    for (const count of ["130", undefined, null, "beaucoup"]) {
      portal.set(search, (url) => {
        const start = Number(url.searchParams.get("start"))
        return json({ success: true, result: { count, results: all.slice(start, start + 100) } })
      })
      assert.equal((await harvest()).length, 130, String(count))
    }
  })

  it("may have packages without id: named ones are known by their name, others are refused one by one", async () => {
    const all = packages(120).map(({ id: _id, ...rest }, at) => (at % 60 === 7 ? { ...rest, name: "" } : rest))
    portal.set(search, packageSearch(all))
    const found = await harvest()
    const refused = found.filter(({ kind }) => kind === "refused").map(({ remoteId }) => remoteId)
    assert.deepEqual([found.length, refused], [120, ["#8", "#68"]])
    assert.equal(found[0]?.remoteId, "jeu-0")
  })

  it("may answer what it does not know by a web page with status 200 (DKAN)", async () => {
    portal.set("*", { type: "text/html", body: "<!DOCTYPE html><html><title>Page introuvable</title></html>" })
    portal.set("/api/3/action/current_package_list_with_resources", json({ success: true, result: [packages(3)] }))
    assert.equal((await harvest()).length, 3)
  })

  it("may refuse in the middle, as JSON written in a string", async () => {
    const refusal = JSON.stringify(JSON.stringify({ success: false, error: { message: "Solr" } }))
    const first = packageSearch(packages(150))
    portal.set(search, (url, request) =>
      url.searchParams.get("start") === "0" && typeof first === "function" ? first(url, request) : { body: refusal },
    )
    await assert.rejects(harvest(), stopsWith("success-false"))
  })
})

describe("a CKAN portal is asked for what changed", () => {
  const since = new Date("2026-03-01T10:00:00Z")
  const window = "metadata_modified:[2026-03-01T10:00:00.000Z TO *]"
  const changes = (options: Record<string, unknown> = {}, path = "") =>
    readRecords(ckanConnector, { url: `${portal.url}${path}`, options, fetch: client.fetch, vocabularies, since })
  const asked = () =>
    portal.requests.map((request) => new URLSearchParams(request.split("?")[1]).getAll("fq").join(" | "))

  it("by metadata_modified, beside the filters of the source, each in brackets that needs them", async () => {
    portal.set(search, packageSearch(packages(2)))
    assert.equal((await changes()).length, 2)
    await changes({ filter: "organization:a OR organization:b" }, `${search.slice(1)}?fq=-type:harvest`)
    await changes({ filter: '(organization:a OR organization:b) title:"le OR la" res_format:(CSV OR XLSX)' })
    assert.deepEqual(asked(), [
      window,
      `-type:harvest (organization:a OR organization:b) ${window}`,
      `(organization:a OR organization:b) title:"le OR la" res_format:(CSV OR XLSX) ${window}`,
    ])
  })

  it("where it is a search: a list or a document is read whole, which shows what is gone as well", () => {
    const { knowsSince } = ckanConnector
    assert.ok(typeof knowsSince === "function")
    const knows = (url: string) => knowsSince({ id: "s", kind: "ckan", name: "", url, options: {} })
    const list = "https://x.tn/api/3/action/current_package_list_with_resources"
    assert.deepEqual(["https://x.tn/", list, "https://x.tn/dump.json", "x"].map(knows), [true, false, false, false])
  })

  it("and nothing changed is an answer", async () => {
    portal.set(search, packageSearch([]))
    assert.deepEqual(await changes(), [])
  })

  it("and is read whole where it refuses to be asked so, or knows only the older list", async () => {
    const refusals: Parameters<Portal["set"]>[1][] = [
      { ...json({ success: false, error: { __type: "Search Error", message: "undefined field" } }), status: 409 },
      { status: 500, body: "Internal Server Error" },
      { type: "text/html", body: "<html>Erreur</html>" },
    ]
    const whole = packageSearch(packages(3))
    for (const refusal of refusals) {
      portal.set(search, (url, request) => {
        const route = url.searchParams.has("fq") ? refusal : whole
        return typeof route === "function" ? route(url, request) : route
      })
      assert.equal((await changes()).length, 3)
    }
    portal.set(search, { status: 404, body: "not found" })
    portal.set("/api/3/action/current_package_list_with_resources", json({ success: true, result: [packages(4)] }))
    assert.equal((await changes()).length, 4)
  })

  it("but a failure later on is a stop", async () => {
    const first = packageSearch(packages(150))
    portal.set(search, (url, request) =>
      url.searchParams.get("start") === "0" && typeof first === "function"
        ? first(url, request)
        : { status: 500, body: "down" },
    )
    await assert.rejects(changes(), stopsWith("http-error"))
  })
})

describe("a CKAN reading that was cut goes on", () => {
  const resumed = (next: string, met: readonly string[]) =>
    readRecords(ckanConnector, {
      url: portal.url,
      fetch: client.fetch,
      vocabularies,
      resume: { next, met: new Set(met) },
    })

  it("at each page end, and gives what an undisturbed one gives", async () => {
    const twice = packages(60).slice(-1)
    const some = [...packages(60), ...twice, { title: "Sans identifiant" }, ...packages(130).slice(60)]
    portal.set(search, packageSearch(some))
    await assertResumable(ckanConnector, { url: portal.url, fetch: client.fetch, vocabularies, options: { rows: 50 } })
  })

  it("from the beginning where the page before has changed, giving what it had not met", async () => {
    portal.set(search, packageSearch(packages(250)))
    const whole = await harvest()
    const met = whole.slice(0, 100).map(({ remoteId }) => remoteId)
    // Two that were met are gone, so that the third page would begin two packages too late.
    portal.set(search, packageSearch([...packages(250).slice(2), { id: "zz", title: "Nouveau" }]))
    const rest = await resumed("100 id-0099", met)
    assert.deepEqual([rest.length, rest[0]?.remoteId, rest.at(-1)?.remoteId], [151, "id-0100", "zz"])
  })

  it("from the beginning where the mark is none", async () => {
    portal.set(search, packageSearch(packages(120)))
    assert.equal((await resumed("nonsense", [])).length, 120)
  })
})
