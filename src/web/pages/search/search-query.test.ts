import assert from "node:assert/strict"
import { describe, it } from "node:test"
import fc from "fast-check"
import { routes } from "../../routes.ts"
import { lastPage, parseSearchQuery, queryOf, withoutFilter } from "./search-query.ts"

const parse = (query: string) => parseSearchQuery(new URLSearchParams(query))

describe("the address of a search", () => {
  it("says words, filters with several values, sort and page", () => {
    const query = parse("q=زيت&theme=agriculture&theme=transport&format=CSV&sort=title&page=3")

    assert.deepEqual(query, {
      text: "زيت",
      filters: { theme: ["agriculture", "transport"], format: ["CSV"] },
      sort: "title",
      page: 3,
    })
  })

  it("ranks by match where there are words, and shows the newest first where there are none", () => {
    assert.equal(parse("q=eau").sort, "relevance")
    assert.equal(parse("").sort, "-modified")
  })

  it("ignores what cannot be: unknown sorts, pages that are no numbers, values too long, control characters", () => {
    const query = parse(`q=a%00%0Ab&sort=drop&page=-1&theme=&theme=${"x".repeat(201)}&colour=red&more=everything`)
    assert.deepEqual(query, { text: "a b", filters: {}, sort: "relevance", page: 1 })
  })

  it("gives one address per question: defaults are left out and writing it back changes nothing", () => {
    assert.equal(routes.datasets("fr", queryOf(parse("page=1&sort=relevance&q=eau"))), "/fr/datasets?q=eau")
    fc.assert(
      fc.property(fc.webQueryParameters(), (text) => {
        const query = parse(text)
        const again = parse(routes.datasets("ar", queryOf(query)).split("?")[1] ?? "")
        assert.deepEqual(again, query)
        assert.ok(query.page >= 1)
      }),
    )
  })

  it("forgets one value of a filter and goes back to the first page", () => {
    const query = parse("q=eau&theme=a&theme=b&page=4")
    assert.equal(routes.datasets("en", withoutFilter(query, "theme", "a")), "/en/datasets?q=eau&theme=b")
    assert.ok(lastPage > 100)
  })
})
