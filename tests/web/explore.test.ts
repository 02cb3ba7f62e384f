import assert from "node:assert/strict"
import { after, before, describe, it } from "node:test"
import { sql } from "kysely"
import { type ExploredTables, giveExploredTables } from "./explored-tables.ts"
import { type SamplePortal, samplePortal } from "./sample-portal.ts"

let portal: SamplePortal
let tables: ExploredTables

before(async () => {
  portal = await samplePortal()
  tables = await giveExploredTables(portal)
})
after(() => portal.close())

/** Fine spaces are made plain, so that expectations can be typed. */
async function get(url: string, headers: Record<string, string> = {}) {
  const { statusCode, headers: answered, rawPayload } = await portal.app.inject({ url, headers })
  const body = answered["content-encoding"] ? "" : rawPayload.toString().replace(/[\u00a0\u202f]/g, " ")
  return { statusCode, headers: answered, body, bytes: rawPayload.length }
}

function address(query = "", language = "fr"): string {
  return `/${language}/datasets/${tables.slug}/explore/${tables.file}${query}`
}

const rowsIn = (body: string) => (body.match(/<tbody>([\s\S]*?)<\/tbody>/)?.[1]?.match(/<tr>/g) ?? []).length

describe("a table on its page", () => {
  it("shows how much there is, Arabic headers from right to left, types and gaps, and numbers in the reader's language", async () => {
    const { statusCode, body } = await get(address())
    assert.equal(statusCode, 200)
    assert.match(body, /120 lignes, 6 colonnes, version 1 du/)
    assert.match(body, /<section class="tw xp-t" dir="rtl"/)
    assert.match(body, /<th scope="row" dir="auto">القصرين<\/th>/)
    assert.ok(body.includes("lieu · 4 valeurs") && body.includes("nombre · 1 vide"))
    assert.ok(body.includes("montant en dinars · aucun vide"))
    assert.ok(body.includes(">1 010<") && body.includes(">1990<"))
    assert.equal(rowsIn(body), 50)
  })

  it("names a column in the publisher's words where there are any in this language", async () => {
    assert.match((await get(address())).body, />Familles</)
    assert.match((await get(address("", "ar"))).body, />عدد العائلات</)
  })

  it("shows what does not fit a type as it was written, and says what is missing", async () => {
    const { body } = await get(address())
    assert.match(body, /class="unfit"><bdi>غير متوفر<\/bdi>/)
    assert.match(body, /<span class="sr">sans valeur<\/span>/)
  })

  it("is ordered by the links of its headers, up, down, and as the file has it", async () => {
    const up = await get(address("?sort=familles"))
    assert.match(up.body, /aria-sort="ascending"><span class="c"><a href="[^"]+\?sort=-familles"/)
    const down = await get(address("?sort=-familles"))
    assert.match(down.body, /aria-sort="descending"/)
    assert.ok(down.body.indexOf(">2 190<") < down.body.indexOf(">2 180<"))
  })

  it("goes on by links, forwards and back", async () => {
    const first = await get(address())
    assert.match(first.body, /href="[^"]+\?offset=50" rel="next nofollow"/)
    const last = await get(address("?offset=100"))
    assert.equal(rowsIn(last.body), 20)
    assert.match(last.body, /\?offset=50" rel="prev nofollow"/)
    assert.doesNotMatch(last.body, /rel="next/)
  })

  it("makes a filter that was filled in a parameter of the interface, and shows it as a chip that leads out of it", async () => {
    const filled = await get(address("?sort=annee&f=familles&op=gte&v=2100"))
    assert.equal(filled.statusCode, 301)
    assert.ok(filled.headers.location?.endsWith(address("?sort=annee&familles__gte=2100")))
    const { body } = await get(address("?sort=annee&familles__gte=2100"))
    assert.match(body, /10 sur 120 lignes/)
    assert.match(body, /<a class="chip" href="[^"]+\?sort=annee" rel="nofollow">/)
    assert.match(body, /rows\.csv\?sort=annee&amp;familles__gte=2100"/)
  })

  it("offers of a column what its type can be asked: numbers, and values with their counts where they are few", async () => {
    const numbers = await get(address("?f=familles&annee__gt=2000"))
    assert.match(numbers.body, /<input id="xv"[^>]* type="number"/)
    assert.match(numbers.body, /<option value="between">entre deux nombres</)
    assert.doesNotMatch(numbers.body, /<option value="contains">/)
    const places = await get(address("?f=wilaya&annee__gte=2018&wilaya__exact=تونس"))
    assert.match(places.body, /value="تونس" checked[^>]*>[\s\S]{0,160}\(2\)/)
    assert.match(places.body, /value="صفاقس"\/>[\s\S]{0,160}\(2\)/)
    assert.equal(places.body.match(/name="v" value="/g)?.length, 4)
  })

  it("takes what lies between two numbers, or on one side of one, and values from a list", async () => {
    const goesTo = async (query: string) =>
      decodeURIComponent((await get(address(query))).headers.location?.toString() ?? "")
    assert.match(await goesTo("?f=familles&op=between&v=2100&v2=2150"), /\?familles__between=2100,2150$/)
    assert.match(await goesTo("?f=familles&op=between&v=&v2=2150"), /\?familles__lte=2150$/)
    assert.match(await goesTo("?f=wilaya&op=in&v=تونس&v=a,b"), /\?wilaya__in=تونس,"a,b"$/)
    assert.match(await goesTo("?f=wilaya&op=in&v=تونس&wilaya__in=x,y"), /\?wilaya__exact=تونس$/)
    assert.match((await get(address("?f=wilaya&wilaya__in=تونس,صفاقس"))).body, /value="صفاقس" checked/)
  })

  it("is searched, and says so when nothing is found", async () => {
    assert.match((await get(address("?q=القيروان"))).body, /30 sur 120 lignes/)
    const nothing = await get(address("?q=zzzz"))
    assert.equal(nothing.statusCode, 200)
    assert.match(nothing.body, /Aucune ligne ne répond/)
  })

  it("shows the columns that were chosen, said once or several times", async () => {
    const { body } = await get(address("?columns=annee&columns=wilaya"))
    assert.equal(body.match(/<th scope="col"/g)?.length, 2)
    assert.match(body, /rows\.csv\?columns=annee%2Cwilaya"/)
  })

  it("says of one column what its values are like", async () => {
    const { body } = await get(address("?about=familles"))
    assert.match(body, /Médiane<\/span>[\s\S]{0,80}1 600/)
    assert.match((await get(address("?about=wilaya"))).body, /wilaya__exact=%D8%A7/)
  })

  it("says of one column what it is like among the rows that filters keep, and that it does", async () => {
    const all = await get(address("?about=familles"))
    assert.match(all.body, /Calculé sur toutes les lignes du fichier/)
    const some = await get(address("?about=familles&familles__gte=2180"))
    assert.match(some.body, /Calculé sur les lignes que gardent les filtres/)
    const panel = some.body.slice(some.body.indexOf('id="about"'))
    assert.match(panel, /Minimum[\s\S]{0,120}2 180/)
    assert.doesNotMatch(panel.slice(0, panel.indexOf("</section>")), /1 010/)
  })

  it("leads to the other tables of its file and tells how it was read", async () => {
    const { body } = await get(address())
    assert.match(body, /aria-current="page"><bdi>2023<\/bdi>/)
    assert.match(body, /<bdi>فارغ<\/bdi>/)
    assert.ok(body.includes("Comment le fichier a été lu"))
  })

  it("is found by search engines as a whole, and not by its questions", async () => {
    assert.doesNotMatch((await get(address())).body, /noindex/)
    assert.match((await get(address("?sort=annee"))).body, /noindex/)
  })

  it("weighs at most 60 kB with nothing but text", async () => {
    assert.ok((await get(address("", "ar"), { "accept-encoding": "br" })).bytes < 20_000)
  })
})

describe("what is wrong with a question", () => {
  it("is said in the reader's language, with the nearest column and the way out", async () => {
    const { statusCode, body } = await get(address("?famille__gte=3"))
    assert.equal(statusCode, 400)
    assert.match(body, /Il n’y a pas de colonne « famille »/)
    assert.match(body, /href="[^"]+\?familles__gte=3" rel="nofollow">Vouliez-vous dire « Familles »/)
  })

  it("is a value that is no number, an operator nobody knows, an order by nothing, a page of another table", async () => {
    for (const query of [
      "?familles__gte=beaucoup",
      "?familles__plus=3",
      "?sort=-rien",
      "?cursor=abc",
      "?where=1%20+",
    ]) {
      const { statusCode, body } = await get(address(query, "ar"))
      assert.equal(statusCode, 400, query)
      assert.match(body, /لم نفهم هذا السؤال/)
    }
  })

  it("is never a failure, whatever stands in an address", async () => {
    const hostile = [
      "?%00=%00",
      "?__proto__=1&constructor__exact=2&toString=3",
      "?familles__in=,,,,&_or=%26%26",
      "?f=%22%3E%3Cscript%3E&op=contains&v=%3Cscript%3Ealert(1)%3C/script%3E",
      "?view=chart&by=__proto__&value=constructor&agg=drop&series=%27",
      "?view=map&place=%60&value=%22",
      "?select=read_text(%27/etc/passwd%27)",
      "?columns=%60;drop%20table%20x",
      `?q=${"a".repeat(7000)}`,
      "?offset=-1&limit=999999",
      "?offset=99999999999999999999",
    ]
    for (const query of hostile) {
      const { statusCode, body } = await get(address(query))
      assert.ok([200, 301, 400, 422].includes(statusCode), `${query}: ${statusCode}`)
      assert.doesNotMatch(body, /<script>|\[object |root:x|\sstyle=|undefined<|NaN/, query)
    }
  })
})

describe("where there is no table", () => {
  const state = (value: string, reason: string | null) => sql`
    insert into table_ingestion (distribution_id, state, reason, asked_at)
    select id, ${value}, ${reason}, now() from distribution
    where dataset_id = (select dataset_id from distribution where id = ${tables.file}) and position = 1
    on conflict (distribution_id) do update set state = excluded.state, reason = excluded.reason
    returning distribution_id as id
  `

  it("a file that waits says so, one that was refused says why", async () => {
    const { rows } = await state("waiting", null).execute(portal.db)
    const url = `/fr/datasets/${tables.slug}/explore/${(rows[0] as { id: string }).id}`
    assert.match((await get(url)).body, /Le fichier attend d’être lu/)
    await state("refused", "encrypted").execute(portal.db)
    assert.match((await get(url)).body, /mot de passe/)
  })

  it("an empty table says so", async () => {
    const { body } = await get(address())
    const other = /href="([^"]+)"[^>]*><bdi>فارغ/.exec(body)?.[1] ?? ""
    assert.match((await get(other)).body, /Ce tableau n’a aucune ligne/)
  })

  it("a table of a private dataset is nowhere: not on its page, embedded, or by oEmbed", async () => {
    const { privateSlug, privateTable } = tables
    const page = `/fr/datasets/${privateSlug}/explore/${privateTable}`
    const ways = [page, `/fr/embed/tables/${privateTable}`, `/oembed?url=http://127.0.0.1:8080${page}`]
    for (const url of ways) {
      const { statusCode, body } = await get(url)
      assert.equal(statusCode, 404, url)
      assert.ok(!body.includes("Secret"), url)
    }
  })

  it("an address with another dataset's name leads to the right one", async () => {
    const { statusCode, headers } = await get(`/fr/datasets/autre/explore/${tables.file}`)
    assert.deepEqual([statusCode, headers.location?.endsWith(address())], [301, true])
  })
})

describe("the other views", () => {
  it("a chart draws years as a line from its own figures, which stand beside it as a table", async () => {
    const { body } = await get(address("?view=chart"))
    assert.match(body, /<svg class="chart" viewBox="0 0 720 340" role="img" aria-label="Somme : Familles par السنة"/)
    assert.match(body, /<summary>Chiffres du graphique/)
    assert.match(body, />1990<\/th>/)
  })

  it("a chart counts, adds and compares as the form says", async () => {
    const { body } = await get(address("?view=chart&chart=bar&by=wilaya&agg=count"))
    assert.match(body, /Nombre de lignes par الولاية/)
    const byHeader = await get(address(`?view=chart&chart=bar&by=${encodeURIComponent("السنة")}&agg=count`))
    assert.match(byHeader.body, /Nombre de lignes par السنة/)
    assert.match(body, /<th scope="row" dir="auto">القصرين<\/th><td class="n" dir="ltr">30<\/td>/)
    const pie = await get(address("?view=chart&chart=pie&by=wilaya&value=montant"))
    assert.equal(pie.body.match(/<path class="c\d"/g)?.length, 4)
    const many = await get(address("?view=chart&chart=pie&by=annee&value=montant"))
    assert.match(many.body, /six parts d’un tout/)
  })

  it("a chart of two columns is drawn by points, one of two series in two colours", async () => {
    const points = await get(address("?view=chart&chart=scatter&by=familles&value=montant"))
    assert.equal(points.body.match(/r="3.4"/g)?.length, 118)
    const series = await get(address("?view=chart&chart=line&by=annee&value=montant&series=wilaya"))
    assert.equal(series.body.match(/<path class="line"/g)?.length, 4)
  })

  it("a map colours the governorates by their codes, and names them in the reader's language", async () => {
    const { body } = await get(address("?view=map"))
    assert.equal(body.match(/<path class="none"/g)?.length, 20)
    assert.match(body, /<title>Sfax: [\d ]+<\/title>/)
    assert.match(body, /<th scope="row">Kasserine<\/th>/)
    const points = await get(address("?view=map&place=points"))
    assert.equal(points.body.match(/r="2.2"/g)?.length, 120)
  })

  it("the code asks exactly what is seen", async () => {
    const { body } = await get(address("?view=api&familles__gte=2100&sort=-montant"))
    const call = `/api/v1/tables/${tables.table}/rows.csv?familles__gte=2100&amp;sort=-montant`
    assert.ok(body.includes(`curl --fail 'http://127.0.0.1:8080${call}'`))
    for (const name of ["Python", "R", "JavaScript"]) assert.ok(body.includes(`<h3>${name}</h3>`))
    assert.equal((await get(call.replace("&amp;", "&"))).statusCode, 200)
  })

  it("a view is embedded by pages of others, alone among our pages, and oEmbed says how", async () => {
    const embedded = await get(`/ar/embed/tables/${tables.table}?view=chart`)
    assert.equal(embedded.statusCode, 200)
    assert.match(String(embedded.headers["content-security-policy"]), /frame-ancestors \*/)
    assert.match(String((await get(address())).headers["content-security-policy"]), /frame-ancestors 'self'/)
    assert.doesNotMatch(embedded.body, /<footer|<form/)
    const asked = encodeURIComponent(`http://127.0.0.1:8080${address("?view=map")}`)
    const { html, type } = JSON.parse((await get(`/oembed?url=${asked}&maxwidth=400`)).body)
    assert.equal(type, "rich")
    assert.match(html, new RegExp(`embed/tables/${tables.table}\\?view=map" width="400"`))
    assert.equal((await get("/oembed?url=https://evil.example/fr/embed/tables/x")).statusCode, 404)
  })
})

describe("the dataset's page", () => {
  it("leads to the table of a file, and says how large it is", async () => {
    const { body } = await get(`/fr/datasets/${tables.slug}`)
    assert.ok(body.includes(`href="${address()}"`))
    assert.match(body, /120 lignes, 6 colonnes \(2 tableaux\)/)
  })
})
