/**
 * What every adapter of the search port must do. A function of a factory, so that an external engine runs the same suite:
 * `searchConformance("in memory", async (documents) => createMemoryIndex(documents))`.
 */
import assert from "node:assert/strict"
import { after, before, describe, it } from "node:test"
import type { FacetValue, SearchDocument, SearchIndex, SearchRequest } from "../../src/search/index.ts"
import { aDocument } from "./builders.ts"

const organization = {
  onagri: { fr: "Observatoire de l'agriculture", ar: "مرصد الفلاحة" },
  sonede: { fr: "Société des eaux" },
}

const documents: readonly SearchDocument[] = [
  aDocument("1-oil", {
    title: { fr: "Prix de l'huile d'olive", ar: "أسعار زيت الزيتون" },
    texts: { keywords: [{ lang: "fr", text: "Olive" }], columns: [{ lang: "fr", text: "gouvernorat" }] },
    facets: {
      organization: ["onagri"],
      theme: ["agri"],
      format: ["CSV"],
      licence: ["odbl"],
      keyword: ["Olive", "prix"],
      year: ["2020", "2021"],
    },
    labels: { organization },
    modified: Date.UTC(2021, 5),
    issued: Date.UTC(2019, 0),
    metadataModified: Date.UTC(2022, 0),
    popularity: 10,
    bbox: [9, 33, 11, 37],
  }),
  aDocument("2-bathing", {
    title: { fr: "Qualité des eaux de baignade", ar: "جودة مياه السباحة" },
    texts: { description: [{ lang: "fr", text: "Mesures régionales sur les plages, eau de mer." }] },
    facets: {
      organization: ["sonede"],
      theme: ["env", "heal"],
      format: ["CSV", "XLSX"],
      licence: ["odbl"],
      keyword: ["eau"],
      year: ["2021"],
    },
    labels: { organization },
    modified: Date.UTC(2023, 5),
    issued: Date.UTC(2020, 0),
    metadataModified: Date.UTC(2023, 0),
    popularity: 30,
  }),
  aDocument("3-drinking", {
    title: { fr: "Qualité de l'eau potable", en: "Drinking water quality" },
    facets: {
      organization: ["sonede"],
      theme: ["heal"],
      format: ["PDF"],
      licence: ["unknown"],
      keyword: ["Eau", "santé"],
      year: ["2020"],
    },
    labels: { organization },
    issued: Date.UTC(2018, 0),
    popularity: 20,
  }),
  aDocument("4-draft", {
    title: { fr: "Eau : dossier réservé" },
    facets: { organization: ["sonede"], theme: ["env"], format: ["CSV"], licence: ["odbl"], keyword: ["eau"] },
    labels: { organization },
    visibleTo: ["org-sonede"],
  }),
]

export function searchConformance(
  name: string,
  factory: (documents: readonly SearchDocument[]) => Promise<SearchIndex>,
): void {
  describe(`search, ${name}`, () => {
    let index: SearchIndex

    before(async () => {
      index = await factory(documents)
    })
    after(() => index.close())

    const ask = (request: Partial<SearchRequest>) =>
      index.search({ limit: 10, offset: 0, facets: [], facetLimit: 10, ...request })
    const idsFor = async (request: Partial<SearchRequest>) => (await ask(request)).hits.map(({ card }) => card.id)
    const counts = (values: readonly FacetValue[] | undefined) =>
      Object.fromEntries((values ?? []).map(({ value, count }) => [value, count]))

    it("finds a word in any of its spellings, in Arabic and French", async () => {
      for (const text of ["مياه", "المياه", "بالمِياه"]) assert.deepEqual(await idsFor({ text }), ["2-bathing"], text)
      for (const text of ["regional", "régionaux", "RÉGIONALE"])
        assert.deepEqual(await idsFor({ text }), ["2-bathing"], text)
      assert.deepEqual((await idsFor({ text: "l’eau" })).sort(), ["2-bathing", "3-drinking"])
    })

    it("puts the word as written before its stem, and the title before the description", async () => {
      assert.deepEqual(await idsFor({ text: "eau" }), ["3-drinking", "2-bathing"])
      assert.deepEqual(await idsFor({ text: "eaux" }), ["2-bathing", "3-drinking"])
    })

    it("wants every word, and nothing that is negated", async () => {
      assert.deepEqual(await idsFor({ text: "qualité potable" }), ["3-drinking"])
      assert.deepEqual(await idsFor({ text: "qualité -potable" }), ["2-bathing"])
      assert.deepEqual((await idsFor({ text: "-qualité" })).sort(), ["1-oil"])
      assert.deepEqual(await idsFor({ text: "qualité zzz" }), [])
    })

    it("finds a phrase only where its words follow each other", async () => {
      assert.deepEqual(await idsFor({ text: '"huile d’olive"' }), ["1-oil"])
      assert.deepEqual(await idsFor({ text: '"olive huile"' }), [])
      assert.deepEqual(await idsFor({ text: '"مياه السباحة"' }), ["2-bathing"])
      assert.deepEqual(await idsFor({ text: 'qualité -"eau potable"' }), ["2-bathing"])
    })

    it("looks in one field when asked, and at beginnings with a star", async () => {
      assert.deepEqual(await idsFor({ text: "titre:mer" }), [])
      assert.deepEqual(await idsFor({ text: "description:mer" }), ["2-bathing"])
      assert.deepEqual(await idsFor({ text: "potab*" }), ["3-drinking"])
    })

    it("says why each was found", async () => {
      const why = async (text: string) => (await ask({ text })).hits[0]!.why
      assert.deepEqual(await why("potable"), [{ field: "title", word: "potable", kind: "exact" }])
      assert.deepEqual(await why("gouvernorats"), [{ field: "columns", word: "gouvernorats", kind: "stem" }])
      assert.deepEqual(await why("potab*"), [{ field: "title", word: "potable", kind: "prefix" }])
    })

    it("says what it searched for a word that is nowhere", async () => {
      const { hits, alsoSearched } = await ask({ text: "baignad" })
      assert.equal(hits.length, 1)
      assert.deepEqual(alsoSearched, [{ word: "baignad", instead: ["baignade"] }])
      assert.deepEqual((await ask({ text: "baignade" })).alsoSearched, [])
    })

    it("counts every value of a facet exactly, most frequent first", async () => {
      const { facets, total } = await ask({ facets: ["format", "theme", "keyword"], facetLimit: 2 })
      assert.equal(total, 3)
      assert.deepEqual(facets.format, [
        { value: "CSV", count: 2, selected: false },
        { value: "PDF", count: 1, selected: false },
      ])
      assert.deepEqual(facets.theme?.[0], { value: "heal", count: 2, selected: false })
      assert.equal(facets.keyword?.[0]?.count, 2, "keywords that differ in case or accents are one")
    })

    it("widens within a facet and narrows between facets", async () => {
      assert.deepEqual((await idsFor({ filters: { format: ["PDF", "XLSX"] } })).sort(), ["2-bathing", "3-drinking"])
      assert.deepEqual(await idsFor({ filters: { format: ["PDF", "XLSX"], theme: ["env"] } }), ["2-bathing"])
      assert.deepEqual((await idsFor({ filters: { keyword: ["EAU"] } })).sort(), ["2-bathing", "3-drinking"])
    })

    it("counts in a chosen facet what each other value would give", async () => {
      const { facets } = await ask({
        text: "qualité",
        filters: { format: ["PDF"], organization: ["sonede"] },
        facets: ["format", "organization", "theme"],
      })
      assert.deepEqual(counts(facets.format), { CSV: 1, PDF: 1, XLSX: 1 })
      assert.deepEqual(counts(facets.theme), { heal: 1 })
      assert.deepEqual(facets.organization, [{ value: "sonede", count: 1, selected: true }])
    })

    it("keeps a chosen value among the counts even when it has none", async () => {
      const { facets } = await ask({ text: "huile", filters: { format: ["PDF"] }, facets: ["format"], facetLimit: 1 })
      assert.deepEqual(facets.format, [
        { value: "CSV", count: 1, selected: false },
        { value: "PDF", count: 0, selected: true },
      ])
    })

    it("shows restricted documents to their readers alone, in hits, totals, counts and suggestions", async () => {
      const request = { text: "eau", facets: ["format"] } as const
      const forAll = await ask(request)
      assert.equal(forAll.total, 2)
      assert.deepEqual(counts(forAll.facets.format), { CSV: 1, PDF: 1, XLSX: 1 })

      const forReader = await ask({ ...request, mayRead: ["org-sonede"] })
      assert.equal(forReader.total, 3)
      assert.deepEqual(counts(forReader.facets.format), { CSV: 2, PDF: 1, XLSX: 1 })
      assert.equal((await ask({ ...request, mayRead: ["org-other"] })).total, 2)
      assert.deepEqual(await index.suggest("dossier", 5), [])
    })

    it("sorts by date with unknown dates last, by popularity, title and id", async () => {
      assert.deepEqual(await idsFor({ sort: "-modified" }), ["2-bathing", "1-oil", "3-drinking"])
      assert.deepEqual(await idsFor({ sort: "modified" }), ["1-oil", "2-bathing", "3-drinking"])
      assert.deepEqual(await idsFor({ sort: "-issued" }), ["2-bathing", "1-oil", "3-drinking"])
      assert.deepEqual(await idsFor({ sort: "popularity", text: "-huile" }), ["2-bathing", "3-drinking"])
      assert.deepEqual(await idsFor({ sort: "id", filters: { licence: ["odbl"] } }), ["1-oil", "2-bathing"])
    })

    it("keeps to a date of change and to a box", async () => {
      assert.deepEqual((await idsFor({ modifiedSince: Date.UTC(2022, 0) })).sort(), ["1-oil", "2-bathing"])
      assert.deepEqual(await idsFor({ bbox: [10, 36, 12, 38] }), ["1-oil"])
      assert.deepEqual(await idsFor({ bbox: [20, 36, 22, 38] }), [])
    })

    it("pages without gap or repetition, and is empty beyond the end", async () => {
      const pages = await Promise.all([0, 1, 2, 3].map((offset) => idsFor({ sort: "id", limit: 1, offset })))
      assert.deepEqual(pages, [["1-oil"], ["2-bathing"], ["3-drinking"], []])
      assert.equal((await ask({ offset: 1000 })).total, 3)
    })

    it("suggests organisations, keywords and titles from a few letters, without accents, in either script", async () => {
      const kinds = async (text: string) => (await index.suggest(text, 6)).map(({ kind, value }) => `${kind} ${value}`)
      assert.deepEqual(await kinds("observ"), ["organization onagri"])
      assert.deepEqual(await kinds("فلاح"), ["organization onagri"])
      assert.deepEqual(await kinds("الفلاح"), ["organization onagri"])
      assert.deepEqual(await kinds("sant"), ["keyword santé"])
      assert.deepEqual(await kinds("qualite de l'eau pot"), ["dataset slug-3-drinking"])
      assert.deepEqual(await kinds(""), [])
    })

    it("answers anything typed", async () => {
      for (const text of ['"', "-", "*", "title:", "«»", "a".repeat(5000), "\u0000\ud800", '-"the of"'])
        await ask({ text })
    })
  })
}
