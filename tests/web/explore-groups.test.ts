import assert from "node:assert/strict"
import { after, before, describe, it } from "node:test"
import { giveTable } from "../api/support/tables.ts"
import { type ExploredTables, giveExploredTables } from "./explored-tables.ts"
import { type SamplePortal, samplePortal } from "./sample-portal.ts"

let portal: SamplePortal
let tables: ExploredTables
let visits: string

/** Three years of visits in two places, 20 kinds, of which the larger ones are the more frequent; one visit has no place. */
const query = `select date '2021-01-15' + interval (i) day as jour, (date '2021-01-15' + interval (i) day)::timestamp as moment,
  case when i = 0 then null when i % 3 = 0 then 'تونس' else 'صفاقس' end as lieu,
  'k' || lpad((least(i % 25, 19))::varchar, 2, '0') as kind, i as nombre, i % 2 = 0 as ouvert
  from range(1000) t(i)`

before(async () => {
  portal = await samplePortal()
  tables = await giveExploredTables(portal)
  visits = await giveTable(portal, {
    ...{ distributionId: tables.file, position: 2, name: "visites", query },
    columns: [
      { name: "jour", header: "Jour", type: "date" },
      { name: "moment", header: "Moment", type: "datetime" },
      { name: "lieu", header: "Lieu", type: "text" },
      { name: "kind", header: "Genre", type: "text" },
      { name: "nombre", header: "Nombre", type: "integer" },
      { name: "ouvert", header: "Ouvert", type: "boolean" },
    ],
    profile: [
      { name: "jour", missing: 0, distinct: 1000, distinctType: "exact", min: "2021-01-15", max: "2023-10-11" },
      { name: "lieu", missing: 1, distinct: 2, distinctType: "exact", top: [{ value: "صفاقس", count: 666 }] },
      { name: "kind", missing: 0, distinct: 20, distinctType: "exact" },
      { name: "nombre", missing: 0, distinct: 1000, distinctType: "exact", min: 0, max: 999, sum: 499_500 },
    ],
  })
})
after(() => portal.close())

/** Fine spaces are made plain, so that expectations can be typed. */
async function get(url: string) {
  const { statusCode, headers, rawPayload } = await portal.app.inject({ url })
  return { statusCode, headers, body: rawPayload.toString().replace(/[\u00a0\u202f]/g, " ") }
}

function address(query: string, { id = visits, language = "fr" } = {}): string {
  return `/${language}/datasets/${tables.slug}/explore/${id}?${query}`
}

const plain = (html: string) => html.replace(/<span class="sr"[^>]*>.*?<\/span>|<[^>]+>/g, "").trim()
/** What stands in the rows of one part of the table. */
function rowsIn(body: string, part = "tbody"): string[] {
  const inner = new RegExp(`<${part}>([\\s\\S]*?)</${part}>`).exec(body)?.[1] ?? ""
  return inner
    .split("</tr>")
    .slice(0, -1)
    .map((row) =>
      row
        .split(/<\/t[hd]>/)
        .slice(0, -1)
        .map(plain)
        .join("|"),
    )
}

describe("groups of a table", () => {
  it("are counted and added up for each value, the greatest first, with all rows as one below", async () => {
    const { statusCode, body } = await get(address("view=group&by=lieu&agg=count&agg=sum&agg=avg&value=nombre"))
    assert.equal(statusCode, 200)
    assert.deepEqual(rowsIn(body), ["صفاقس|666|332 667|499,5", "تونس|333|166 833|501", "sans valeur|1|0|0"])
    assert.deepEqual(rowsIn(body, "tfoot"), ["Ensemble|1 000|499 500|499,5"])
    assert.match(body, /<th scope="row" dir="auto"><a href="[^"]+lieu__exact=%D8%B5/)
    assert.match(body, /3 groupes/)
  })

  it("of dates are their years, months or days, in their order, and lead to the rows of that time", async () => {
    const years = await get(address("view=group&by=jour&by_step=year&agg=count"))
    assert.deepEqual(rowsIn(years.body), ["2021|351", "2022|365", "2023|284"])
    assert.match(years.body, /jour__between=2022-01-01%2C2022-12-31"/)
    const months = await get(
      address("view=group&by=moment&by_step=month&agg=count&agg=max&value=jour", { language: "en" }),
    )
    assert.deepEqual(rowsIn(months.body).slice(0, 2), [
      "January 2021|17|31 January 2021",
      "February 2021|28|28 February 2021",
    ])
    const february = /href="([^"]+moment__between=2021-02-01[^"]+)"/.exec(months.body)?.[1]?.replaceAll("&amp;", "&")
    assert.match((await get(february ?? "")).body, /28 of 1 000 rows/)
  })

  it("by two columns stand below each other, each with both its names", async () => {
    const { body } = await get(address("view=group&by=lieu&series=ouvert&agg=distinct&value=kind&group_order=by"))
    assert.deepEqual(rowsIn(body).slice(0, 2), ["تونس|non|20", "تونس|oui|20"])
    assert.match(body, /lieu__exact=[^"]+&amp;ouvert__exact=false"/)
  })

  it("crossed have a column for the twelve greatest values, and one that says how many share it", async () => {
    const { body } = await get(
      address("view=group&by=lieu&series=kind&group_across=1&agg=sum&value=nombre&group_order=by"),
    )
    const [tunis = ""] = rowsIn(body)
    assert.equal(tunis.split("|").length, 1 + 12 + 1 + 1)
    assert.match(body, /Autres \(8\)/)
    assert.match(body, /<th scope="colgroup" colspan="13"/)
    const figures = (row: string) =>
      row
        .split("|")
        .slice(1)
        .map((text) => Number(text.replaceAll(" ", "")))
    for (const row of [tunis, ...rowsIn(body, "tfoot")]) {
      const all = figures(row)
      assert.equal(
        all.slice(0, -1).reduce((sum, one) => sum + one, 0),
        all.at(-1),
      )
    }
    assert.equal(figures(rowsIn(body, "tfoot")[0] ?? "").at(-1), 499_500)
  })

  it("crossed by time have the latest columns, in their order; rows without a value have their own", async () => {
    const { body } = await get(address("view=group&by=lieu&series=jour&series_step=month&group_across=1&agg=count"))
    const heads = [...body.matchAll(/<th scope="col" class="n" dir="auto"><a[^>]*>([^<]+)/g)].map(([, text]) => text)
    assert.deepEqual([heads.length, heads[0], heads.at(-1)], [12, "novembre 2022", "octobre 2023"])
    assert.equal(rowsIn(body).at(-1), `sans valeur|${"–|".repeat(12)}1|1`)
  })

  it("are as many as their filters leave, and nothing where these leave nothing", async () => {
    const { body } = await get(address("view=group&by=kind&agg=count&nombre__lt=3"))
    assert.deepEqual(rowsIn(body), ["k00|1", "k01|1", "k02|1"])
    assert.match((await get(address("view=group&by=kind&nombre__lt=0"))).body, /Aucune ligne ne répond/)
  })

  it("are shown by pages, which an order begins anew", async () => {
    const first = await get(address("view=group&by=nombre&agg=count"))
    assert.equal(rowsIn(first.body).length, 50)
    assert.match(first.body, /1 000 groupes/)
    assert.match(first.body, /offset=50" rel="next nofollow"/)
    const second = await get(address("view=group&by=nombre&agg=count&offset=50"))
    assert.equal(rowsIn(second.body)[0], "50|1")
    assert.match(second.body, /href="[^"]+group_order=-0" rel="nofollow"/)
    assert.doesNotMatch(second.body, /offset=50[^"]*group_order/)
  })

  it("are exported, called and drawn as they are seen", async () => {
    const { body } = await get(address("view=group&by=jour&by_step=year&series=lieu&agg=sum&value=nombre"))
    const csv = /href="(\/api\/v1\/tables\/[^"]+rows\.csv[^"]+)"/.exec(body)?.[1]?.replaceAll("&amp;", "&")
    const lines = (await get(csv ?? "")).body.trim().split(/\r?\n/)
    assert.deepEqual(lines.slice(0, 2), ["jour_year,lieu,sum_nombre", "2021-01-01,تونس,20358"])
    assert.equal(lines.length, 1 + 7)
    const call = /href="([^"]+view=api&amp;group_by=[^"]+)"/.exec(body)?.[1]?.replaceAll("&amp;", "&")
    assert.match((await get(call ?? "")).body, /group_by=date_trunc_y/)
    const chart = /href="([^"]+view=chart[^"]*)" rel="nofollow"><svg[^>]*>.*?<\/svg> En faire/.exec(body)?.[1]
    assert.match((await get((chart ?? "").replaceAll("&amp;", "&"))).body, /<h2>Somme : Nombre par Jour<\/h2>/)
  })

  it("of a table that says nothing of itself are found all the same, also embedded and in Arabic", async () => {
    for (const language of ["ar", "fr", "en"]) {
      const { statusCode, body } = await get(address("view=group", { language }))
      assert.equal(statusCode, 200)
      assert.ok(rowsIn(body).length > 2)
    }
    const embedded = await get(`/ar/embed/tables/${visits}?view=group&by=lieu&series=ouvert&group_across=1`)
    assert.equal(embedded.statusCode, 200)
    assert.match(embedded.body, />الكل</)
  })

  it("are never a failure, whatever stands in an address", async () => {
    const hostile = [
      "by=__proto__&series=constructor&agg=drop&value=toString&group_order=-99&by_step=week",
      "by=lieu&series=lieu&group_across=1&agg=sum&value=kind",
      "by=lieu&group_across=1&cursor=abc",
      "by=lieu&series=jour&group_across=1&offset=9999&group_order=9",
      "by=%60&value=%22&agg=avg&agg=avg",
      "by=kind&lieu__gt=1&nombre__between=a,b",
    ]
    for (const query of hostile) {
      const { statusCode, body } = await get(address(`view=group&${query}`))
      assert.ok([200, 400, 422].includes(statusCode), `${query}: ${statusCode}`)
      assert.doesNotMatch(body, /\[object |undefined<|NaN/, query)
    }
  })
})
