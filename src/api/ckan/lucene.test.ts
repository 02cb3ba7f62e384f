import assert from "node:assert/strict"
import { describe, it } from "node:test"
import fc from "fast-check"
import { momentFromSolr } from "./date-math.ts"
import { type LuceneQuery, parseLucene } from "./lucene.ts"

/** Writes a query back with every bracket, so that tests read what binds what. */
function shown(text: string): string {
  const result = parseLucene(text)
  return result.kind === "mistake" ? `mistake: ${result.message}` : bracketed(result.query)
}

function bracketed(query: LuceneQuery): string {
  const inField = (field?: string) => (field === undefined ? "" : `${field}:`)
  switch (query.kind) {
    case "all":
      return "*:*"
    case "and":
    case "or":
      return `(${query.parts.map(bracketed).join(query.kind === "and" ? " & " : " | ")})`
    case "not":
      return `!${bracketed(query.part)}`
    case "term":
      return inField(query.field) + query.text
    case "phrase":
      return `${inField(query.field)}"${query.text}"`
    case "range": {
      const { field, from = "*", to = "*", withFrom, withTo } = query
      return `${inField(field)}${withFrom ? "[" : "{"}${from},${to}${withTo ? "]" : "}"}`
    }
  }
}

describe("a filter query", () => {
  it("binds OR tighter than juxtaposition, so that other clauses still hold", () => {
    assert.equal(shown("organization:a OR organization:b"), "(organization:a | organization:b)")
    assert.equal(
      shown("metadata_modified:[2026-01-01T00:00:00.000000Z TO *] organization:a OR organization:b"),
      "(metadata_modified:[2026-01-01T00:00:00.000000Z,*] & (organization:a | organization:b))",
    )
  })

  it("reads what clients write", () => {
    const examples: Record<string, string> = {
      "": "*:*",
      "*:*": "*:*",
      "*": "*:*",
      "-organization:x -organization:y": "(!organization:x & !organization:y)",
      "+state:active +type:dataset": "(state:active & type:dataset)",
      "(groups:a OR groups:b) AND NOT tags:c": "((groups:a | groups:b) & !tags:c)",
      'tags:(eau OR "eau potable" sol)': '((tags:eau | tags:"eau potable") & tags:sol)',
      "res_format:CSV+license_id:lndpo-tn": "(res_format:CSV & license_id:lndpo-tn)",
      "title:prix*": "title:prix*",
      "res_url:http\\://a.tn/b": "res_url:http://a.tn/b",
      "res_url:http://a.tn/b": "res_url:http://a.tn/b",
      'title:"prix de l\\"huile"~2^3': 'title:"prix de l"huile"',
      "name:a\\*b": "name:a\\*b",
      "metadata_modified:{NOW-6MONTHS TO NOW/DAY]": "metadata_modified:{NOW-6MONTHS,NOW/DAY]",
      "a && b || !c": "((a & b) | !c)",
      "عنوان:زيتون": "عنوان:زيتون",
      ORGANIC: "ORGANIC",
    }
    for (const [text, expected] of Object.entries(examples)) assert.equal(shown(text), expected, text)
  })

  it("that cannot be read is a mistake with a reason", () => {
    for (const text of ["(a", "a)", "a OR", "title:", "()", "[a TO b", '"open', "a AND AND b", "^2"]) {
      assert.match(shown(text), /^mistake: ./, text)
    }
    assert.match(shown(`${"(".repeat(200)}a${")".repeat(200)}`), /nested/)
    assert.match(shown("a ".repeat(2000)), /more than/)
  })

  it("never throws, whatever is written", () => {
    const piece = fc.oneof(
      fc.constantFrom(
        "(",
        ")",
        "AND",
        "OR",
        "NOT",
        "+",
        "-",
        "title:",
        '"',
        "[",
        "TO",
        "]",
        "*",
        "\\",
        "~",
        "^",
        "!",
        "{!",
        ":",
      ),
      fc.string({ unit: "binary", maxLength: 5 }),
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), fc.boolean(), (pieces, spaced) => {
        const { kind } = parseLucene(pieces.join(spaced ? " " : ""))
        assert.ok(kind === "query" || kind === "mistake")
      }),
      { numRuns: 2000 },
    )
  })
})

describe("a date of a filter query", () => {
  const now = new Date("2026-03-15T10:20:30.400Z")

  it("follows Solr's date math", () => {
    const examples: Record<string, string | undefined> = {
      NOW: "2026-03-15T10:20:30.400Z",
      "NOW/DAY": "2026-03-15T00:00:00.000Z",
      "NOW-6MONTHS": "2025-09-15T10:20:30.400Z",
      "NOW/YEAR+1DAY": "2026-01-02T00:00:00.000Z",
      "NOW-1DAY/MONTH": "2026-03-01T00:00:00.000Z",
      "2026-01-31T00:00:00Z+1DAY": "2026-02-01T00:00:00.000Z",
      "2026-01-31T00:00:00.123456Z": "2026-01-31T00:00:00.123456Z",
      "2026-01-31": "2026-01-31",
      "NOW-1FORTNIGHT": undefined,
      "2026-99-31T00:00:00Z": undefined,
      "2026-02-31T00:00:00Z": undefined,
      "2026-02-31T00:00:00Z+1DAY": undefined,
      "0000-01-01T00:00:00Z": undefined,
      "NOW+999999YEARS": undefined,
      yesterday: undefined,
    }
    for (const [text, expected] of Object.entries(examples)) assert.equal(momentFromSolr(text, now), expected, text)
  })

  it("never throws and never leaves the years that PostgreSQL has", () => {
    const piece = fc.constantFrom(
      "NOW",
      "/",
      "+",
      "-",
      "DAY",
      "MONTHS",
      "YEAR",
      "9",
      "2026-01-01T00:00:00Z",
      "0000-01-01",
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const moment = momentFromSolr(pieces.join(""), now)
        assert.ok(moment === undefined || !Number.isNaN(Date.parse(moment)))
      }),
    )
  })
})
