import assert from "node:assert/strict"
import { describe, it } from "node:test"
import fc from "fast-check"
import { iri, RdfSyntaxError, readRdf } from "./index.ts"

const title = iri("dct", "title")
const about = "http://a.example/x"
const rdfXml = (body: string) =>
  `<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dct="http://purl.org/dc/terms/">${body}</rdf:RDF>`
const refusedWith = (code: string) => (error: unknown) => error instanceof RdfSyntaxError && error.code === code

describe("a document in any RDF syntax", () => {
  const documents: readonly (readonly [syntax: string, text: string])[] = [
    ["Turtle", `@prefix dct: <http://purl.org/dc/terms/> . <${about}> dct:title "Eau"@FR .`],
    ["N-Triples", `<${about}> <${title}> "Eau"@fr .`],
    ["N-Quads", `<${about}> <${title}> "Eau"@fr <http://a.example/graph> .`],
    [
      "RDF/XML",
      rdfXml(`<rdf:Description rdf:about="${about}"><dct:title xml:lang="fr">Eau</dct:title></rdf:Description>`),
    ],
    ["JSON-LD", JSON.stringify({ "@id": about, [title]: { "@value": "Eau", "@language": "fr" } })],
  ]
  for (const [syntax, text] of documents) {
    it(`is read whatever media type it is labelled with: ${syntax}`, async () => {
      for (const contentType of ["text/plain", "application/octet-stream", ""]) {
        const url = syntax === "N-Quads" ? "http://a.example/c.nq" : ""
        const graph = await readRdf(text, { contentType, url })
        assert.deepEqual(graph.values(about, title), [{ kind: "literal", value: "Eau", language: "fr" }])
      }
    })
  }

  it("is decoded by its XML declaration when it is not UTF-8", async () => {
    const text = rdfXml(`<rdf:Description rdf:about="${about}"><dct:title>Qualité</dct:title></rdf:Description>`)
    const declared = text.replace('"1.0"', '"1.0" encoding="ISO-8859-1"')
    const graph = await readRdf(Uint8Array.from(declared, (character) => character.charCodeAt(0)))
    assert.equal(graph.text(about, title), "Qualité")
  })

  it("keeps escapes, quotes and line ends of its texts", async () => {
    const graph = await readRdf(String.raw`<http://a.example/x> <http://a.example/p> "a\n\"b\" \\ \u00e9" .`)
    assert.equal(graph.text(about, "http://a.example/p"), 'a\n"b" \\ é')
  })

  it("gives values in one order, however they are written", async () => {
    const turtle = (values: readonly string[]) => `<${about}> <${title}> ${values.join(", ")} .`
    const values = ['"b"', '"a"@fr', "<http://a.example/z>", '"a"@en']
    const graphs = await Promise.all([values, values.toReversed()].map((each) => readRdf(turtle(each))))
    assert.deepEqual(graphs[0]!.values(about, title), graphs[1]!.values(about, title))
  })
})

describe("a document that is not RDF is refused by name, with its place", () => {
  const cases: readonly (readonly [what: string, code: string, text: string])[] = [
    ["an empty document", "truncated", ""],
    ["a web page", "html-instead", "<!DOCTYPE html><html><body>Bonjour</body></html>"],
    ["plain words", "not-rdf", "Service temporairement indisponible"],
    ["RDF/XML cut between two elements", "truncated", rdfXml(`<rdf:Description rdf:about="${about}">`).slice(0, -10)],
    ["Turtle cut in a statement", "truncated", `<${about}> <${title}> "Eau`],
    ["JSON cut in a string", "truncated", '{"@id": "http://a.ex'],
    ["an undeclared prefix", "rdf-syntax", rdfXml("<x:y/>")],
    ["tags that do not match", "rdf-syntax", rdfXml("<dct:a></dct:b>")],
    ["a JSON-LD context of somewhere else", "unknown-context", '{"@context": "http://evil.example/c", "a": 1}'],
    [
      "entities that would expand without end",
      "entities-refused",
      `<!DOCTYPE r [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>${rdfXml("<dct:x>&b;</dct:x>")}`,
    ],
    ["elements nested without end", "rdf-syntax", rdfXml("<dct:a><dct:b>".repeat(5_000))],
  ]
  for (const [what, code, text] of cases) it(what, () => assert.rejects(readRdf(text), refusedWith(code)))

  it("names line, column and text", async () => {
    await assert.rejects(readRdf(`<${about}> <${title}> "a" .\n<${about}> nope:x "b" .`), {
      line: 2,
      code: "rdf-syntax",
    })
  })

  it("is refused beyond its limits", async () => {
    await assert.rejects(readRdf(`<${about}> <${title}> "a" .`, { maxBytes: 10 }), refusedWith("too-large"))
    await assert.rejects(readRdf(`<${about}> <${title}> "a", "b" .`, { maxStatements: 1 }), refusedWith("too-large"))
  })
})

describe("RDF/XML that portals write wrongly is repaired", () => {
  const label = iri("rdfs", "label")

  it("a text beside rdf:resource becomes the resource's label", async () => {
    const body = `<rdf:Description rdf:about="${about}"><dct:subject rdf:resource="http://a.example/t?a=1&amp;b=2">Eau & sel</dct:subject></rdf:Description>`
    const graph = await readRdf(rdfXml(body))
    assert.deepEqual(graph.texts(about, iri("dct", "subject")), ["http://a.example/t?a=1&b=2"])
    assert.equal(graph.text("http://a.example/t?a=1&b=2", label), "Eau & sel")
    assert.deepEqual(
      graph.problems.map(({ code }) => code),
      ["bare-ampersand", "text-beside-resource"],
    )
  })

  it("text between elements is dropped", async () => {
    const body = `<rdf:Description rdf:about="${about}">oops<dct:title>Eau</dct:title></rdf:Description>`
    const graph = await readRdf(rdfXml(body))
    assert.equal(graph.text(about, title), "Eau")
    assert.deepEqual(
      graph.problems.map(({ code, subject, value }) => [code, subject, value]),
      [["stray-text", about, "oops"]],
    )
  })

  it("characters that no IRI may hold are escaped", async () => {
    const graph = await readRdf(
      rdfXml('<rdf:Description rdf:about="http://a.example/a b"><dct:title>Eau</dct:title></rdf:Description>'),
    )
    assert.equal(graph.text("http://a.example/a%20b", title), "Eau")
    assert.deepEqual(
      graph.problems.map(({ code }) => code),
      ["invalid-iri"],
    )
  })
})

describe("whatever comes", () => {
  const readOrRefused = async (content: Uint8Array | string) => {
    try {
      await readRdf(content)
    } catch (error) {
      if (!(error instanceof RdfSyntaxError)) throw error
    }
  }
  const pieces = fc.constantFrom(
    ...'<|>|<rdf:RDF|</rdf:RDF>|xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"|<!--|]]>|&|@prefix|"|\'|{|}|[|]|@context|:|_:|<http://a>|.|;|\n|\\u0000|é|^^|<<'.split(
      "|",
    ),
  )

  it("bytes are read or refused by name", async () => {
    await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), readOrRefused), { numRuns: 300 })
  })

  it("pieces of RDF in disorder are read or refused by name", async () => {
    const text = fc.array(pieces, { maxLength: 40 }).map((parts) => parts.join(" "))
    await fc.assert(fc.asyncProperty(text, readOrRefused), { numRuns: 500 })
  })

  it("JSON is read or refused by name", async () => {
    const key = fc.constantFrom(
      "@id",
      "@type",
      "@graph",
      "@context",
      "@value",
      "@list",
      "@reverse",
      "@language",
      "dataset",
      "title",
      "__proto__",
    )
    const json = fc.letrec((tie) => ({
      any: fc.oneof(
        { depthSize: "small" },
        fc.jsonValue({ maxDepth: 1 }),
        fc.array(tie("any"), { maxLength: 3 }),
        fc.dictionary(key, tie("any"), { maxKeys: 4 }),
      ),
    })).any
    await fc.assert(
      fc.asyncProperty(json, (value) => readOrRefused(JSON.stringify(value))),
      { numRuns: 500 },
    )
  })
})

describe("a document that is made to be costly", () => {
  it("with many values of one property is read in time that grows with it, and no repetition counts", async () => {
    const values = Array.from({ length: 60_000 }, (_, at) => `"v${at % 30_000}"`).join(", ")
    const began = performance.now()
    const graph = await readRdf(`<http://x.example/a> <http://x.example/p> ${values} .`, { contentType: "text/turtle" })
    assert.equal(graph.texts("http://x.example/a", "http://x.example/p").length, 30_000)
    assert.ok(performance.now() - began < 10_000)
  })

  it("with contexts that copy each other, or nested thousands deep, is refused", async () => {
    const refusal = async (document: unknown) => {
      const failure = await readRdf(JSON.stringify(document), { contentType: "application/ld+json" }).catch((e) => e)
      return failure instanceof RdfSyntaxError ? failure.code : "read"
    }
    const contexts = (count: number) => Array.from({ length: count }, (_, at) => ({ [`k${at}`]: "http://x.example/" }))
    assert.equal(await refusal({ "@context": contexts(5_000), "@id": "http://x.example/a" }), "too-large")
    assert.equal(await refusal({ "@context": contexts(50), "@id": "http://x.example/a", k1: "v" }), "read")
    let deep: unknown = "v"
    for (let depth = 0; depth < 2_000; depth += 1) deep = { "http://x.example/p": deep }
    assert.equal(await refusal(deep), "rdf-syntax")
  })
})
