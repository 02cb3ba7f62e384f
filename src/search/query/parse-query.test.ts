import assert from "node:assert/strict"
import { describe, it } from "node:test"
import fc from "fast-check"
import { type Clause, searchFields } from "../search-index.ts"
import { longestQuery, mostClauses, parseQuery } from "./index.ts"

const parsed = (typed: string) => parseQuery(typed).clauses.map(described)

function described(clause: Clause): string {
  const words = clause.kind === "phrase" ? `"${clause.terms.join(" ")}"` : clause.alternatives[0]!.term
  const prefix = clause.kind === "word" && clause.alternatives.some((one) => one.prefix) ? "*" : ""
  return `${clause.negated ? "-" : ""}${clause.field ? `${clause.field}:` : ""}${words}${prefix}`
}

describe("what a person types", () => {
  it("is words that must all be there; small words ask for nothing", () => {
    assert.deepEqual(parsed("la qualité de l'eau"), ["qualite", "eau"])
    assert.deepEqual(parsed("  في المياه  "), ["مياه"])
    assert.deepEqual(parsed("de la"), [])
  })

  it("has phrases in any quotation marks, closed or not", () => {
    assert.deepEqual(parsed(`"huile d'olive"`), [`"huile olive"`])
    assert.deepEqual(parsed("«زيت الزيتون»"), [`"زيت زيتون"`])
    assert.deepEqual(parsed("“huile d’olive” bio"), [`"huile olive"`, "bio"])
    assert.deepEqual(parsed(`prix "huile d'olive`), ["prix", `"huile olive"`])
  })

  it("leaves out what follows a minus, but a hyphen inside a word joins its parts", () => {
    assert.deepEqual(parsed(`eau -potable -"eau de mer"`), ["eau", "-potable", `-"eau mer"`])
    assert.deepEqual(parsed("covid-19"), [`"covid 19"`])
    assert.deepEqual(parsed("prix - eau"), ["prix", "eau"])
  })

  it("names fields in the three languages; another word before a colon is a word", () => {
    assert.deepEqual(parsed("titre:eau title:eau العنوان:مياه mots-clés:eau"), [
      "title:eau",
      "title:مياه",
      "keywords:eau",
    ])
    assert.deepEqual(parsed(`-description:"eau de mer"`), [`-description:"eau mer"`])
    assert.deepEqual(parsed("heure:12"), [`"heure 12"`])
  })

  it("asks for beginnings with a star", () => {
    assert.deepEqual(parsed("agri* مدر*"), ["agri*", "مدر*"])
  })

  it("takes the last word as unfinished only where that is wanted", () => {
    const { clauses } = parseQuery("prix de l'hui", { lastWordUnfinished: true })
    assert.deepEqual(clauses.map(described), ["prix", "hui*"])
    assert.deepEqual(parseQuery("prix ", { lastWordUnfinished: true }).clauses.map(described), ["prix"])
  })

  it("gives each word its alternatives, best first, with the reason of each", () => {
    const [clause] = parseQuery("régionales").clauses
    assert.deepEqual(clause!.kind === "word" && clause!.alternatives, [
      { term: "regionales", weight: 1, why: "exact" },
      { term: "~regional", weight: 0.7, why: "stem" },
    ])
  })

  it("asks for nothing twice", () => {
    assert.deepEqual(parsed("eau Eau EAU"), ["eau"])
  })

  it("is never refused, and never makes more than a bounded number of clauses", () => {
    const typed = fc.oneof(
      fc.string({ unit: "binary", maxLength: 600 }),
      fc.string({ unit: fc.constantFrom(..."-\"«»“”:*' ()ab ماء\u202e٭title:"), maxLength: 600 }),
    )
    fc.assert(
      fc.property(typed, fc.boolean(), (text, lastWordUnfinished) => {
        const { clauses } = parseQuery(text, { lastWordUnfinished })
        assert.ok(clauses.length <= mostClauses)
        for (const clause of clauses) {
          assert.ok(clause.field === undefined || searchFields.includes(clause.field))
          assert.ok(
            clause.kind === "phrase" ? clause.terms.length > 1 : clause.alternatives.every(({ term }) => term !== ""),
          )
        }
      }),
      { numRuns: 1000 },
    )
  })

  it("is read in no time however long it is", () => {
    const startedAt = performance.now()
    parseQuery(`${'"«-a:'.repeat(200_000)}`)
    assert.ok(performance.now() - startedAt < 50)
    assert.equal(parseQuery("a".repeat(longestQuery * 3)).clauses.length, 1)
  })
})
