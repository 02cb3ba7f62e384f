import assert from "node:assert/strict"
import { describe, it } from "node:test"
import fc from "fast-check"
import oxigraph from "oxigraph"
import {
  type Description,
  mediaTypeOfSyntax,
  type RdfGraph,
  readRdf,
  type WrittenSyntax,
  writeRdf,
  writtenSyntaxes,
} from "./index.ts"

const about = "https://a.example/x"
const title = "http://purl.org/dc/terms/title"
const page = "http://www.w3.org/ns/dcat#landingPage"

/** Strict parsing first: what we write must need nobody's leniency. */
async function readBack(syntax: WrittenSyntax, nodes: readonly Description[]): Promise<RdfGraph> {
  const text = writeRdf(syntax, nodes)
  const format = mediaTypeOfSyntax(syntax)
  for (const quad of oxigraph.parse(text, { format })) (quad as unknown as { free(): void }).free()
  return readRdf(text, { contentType: format, url: `https://a.example/c.${syntax}` })
}

const anyTag = fc.oneof(
  fc.stringMatching(/^[a-zA-Z]{1,9}(-[a-zA-Z0-9]{1,9}){0,3}$/),
  fc.constantFrom("x", "a-b", "en-a", "en-x", "de-DE-DE", "i-klingon", "en-u", "sl-rozaj-rozaj", 'fr" . <a:b> <a:b> "'),
)

// XML can write neither control characters nor U+FFFE and U+FFFF; a lone surrogate is no character.
const character = fc
  .integer({ min: 0x20, max: 0x10ffff })
  .filter((code) => !(code >= 0xd800 && code <= 0xdfff) && code !== 0xfffe && code !== 0xffff)
  .map((code) => String.fromCodePoint(code))
const anyText = fc.string({
  unit: fc.oneof(character, fc.constantFrom('"', "\\", "<", "&", "]]>", "\n", "\r", "\t", "'")),
})

for (const syntax of writtenSyntaxes) {
  describe(`a document written as .${syntax}`, () => {
    it("gives back every text as it was", async () => {
      await fc.assert(
        fc.asyncProperty(anyText, async (text) => {
          const graph = await readBack(syntax, [
            { about, types: [], properties: [["dct:title", { text, language: "fr" }]] },
          ])
          assert.deepEqual(graph.values(about, title), [{ kind: "literal", value: text, language: "fr" }])
        }),
        { numRuns: 60 },
      )
    })

    it("is valid whatever language a text claims to be in", async () => {
      await fc.assert(
        fc.asyncProperty(anyTag, async (language) => {
          const nodes = [{ about, types: [], properties: [["dct:title", { text: "a", language }] as const] }]
          assert.deepEqual((await readBack(syntax, nodes)).texts(about, title), ["a"])
        }),
        { numRuns: 100 },
      )
    })

    it("is valid with control characters in an address", async () => {
      const iri = "https://a.example/\u0085?q=\u0080#\u009f"
      const graph = await readBack(syntax, [{ about, types: [], properties: [["dcat:landingPage", { iri }]] }])
      assert.equal(graph.values(about, page).length, 1)
    })

    it("is valid whatever an address holds", async () => {
      await fc.assert(
        fc.asyncProperty(anyText, async (text) => {
          const iri = `https://a.example/${text}`
          const graph = await readBack(syntax, [{ about, types: [], properties: [["dcat:landingPage", { iri }]] }])
          assert.equal(graph.values(about, page).length, 1)
          assert.deepEqual(graph.problems, [])
        }),
        { numRuns: 60 },
      )
    })

    it("keeps datatypes, classes and blank nodes where they belong", async () => {
      const year = { text: "2020", datatype: "http://www.w3.org/2001/XMLSchema#gYear" }
      const period: Description = { types: ["dct:PeriodOfTime"], properties: [["dcat:startDate", year]] }
      const graph = await readBack(syntax, [
        { about, types: ["dcat:Dataset", "dcat:Resource"], properties: [["dct:temporal", period]] },
      ])
      assert.deepEqual(graph.subjectsOfType("http://www.w3.org/ns/dcat#Dataset"), [about])
      assert.deepEqual(graph.subjectsOfType("http://www.w3.org/ns/dcat#Resource"), [about])
      const [node = ""] = graph.nodes(about, "http://purl.org/dc/terms/temporal")
      assert.deepEqual(graph.values(node, "http://www.w3.org/ns/dcat#startDate"), [
        { kind: "literal", value: "2020", datatype: year.datatype },
      ])
    })

    it("says of each node what the first description of it says", async () => {
      const named = (text: string): Description => ({ about, types: [], properties: [["dct:title", { text }]] })
      const graph = await readBack(syntax, [named("un"), named("deux")])
      assert.deepEqual(graph.texts(about, title), ["un"])
    })
  })
}

describe("an address as an IRI", () => {
  it("changes only where strict readers would refuse it", async () => {
    const written = async (iri: string) => {
      const graph = await readBack("nt", [{ about, types: [], properties: [["dcat:landingPage", { iri }]] }])
      return graph.text(about, page)
    }
    for (const sound of [
      "https://é.example/ü?a=1&b=%20#x",
      "http://[::1]:80/a",
      "mailto:a@b.tn",
      "tel:+216-71",
      "urn:x:y",
    ]) {
      assert.equal(await written(sound), sound)
    }
    assert.equal(await written("https://a.example/100%?a[]=1#b#c"), "https://a.example/100%25?a%5B%5D=1#b%23c")
  })
})
