import assert from "node:assert/strict"
import { describe, it } from "node:test"
import fc from "fast-check"
import { InvalidInput } from "../../platform/refusal.ts"
import type { DatasetDocument } from "../document.ts"
import { readDocument, tidyDocument } from "./document-schema.ts"
import { applyChanges, diffDocuments, documentFromFields, fieldsOf, undoChanges } from "./field-paths.ts"
import { mergeDocuments } from "./merge-documents.ts"

const ids = Array.from({ length: 5 }, (_, at) => `0197b4a0-0000-7000-8000-00000000000${at}`)
const organizationId = "0197b4a0-0000-7000-8000-0000000000aa"

const word = fc.constantFrom("a", "b", "c", "الجباية", "été")
const localised = fc.dictionary(fc.constantFrom("ar", "fr", "en"), word, { maxKeys: 3 })
const facts = fc.record(
  {
    title: localised,
    description: localised,
    keywords: fc.dictionary(fc.constantFrom("ar", "fr"), fc.uniqueArray(word, { minLength: 1, maxLength: 3 })),
    licence: fc.record({ code: word }),
    themes: fc.uniqueArray(word, { minLength: 1 }),
    modified: word,
  },
  { requiredKeys: ["title"] },
)
const file = fc.record({ title: localised, downloadUrl: word, format: word }, { requiredKeys: [] })
const files = fc.uniqueArray(fc.tuple(fc.constantFrom(...ids), file), { selector: ([id]) => id, maxLength: 4 })
const document = fc
  .record({
    facts,
    files,
    visibility: fc.constantFrom("public" as const, "private" as const),
    privateReason: fc.option(localised, { nil: undefined }),
  })
  .map(({ files, ...rest }) =>
    tidyDocument({
      organizationId,
      ...rest,
      distributions: files.map(([id, one]) => ({ id, ...one })),
    } as DatasetDocument),
  )

/** A second document of which each field is, by chance, that of the first. */
const edited = (base: DatasetDocument) =>
  fc.tuple(document, fc.infiniteStream(fc.boolean())).map(([other, coins]) => {
    const fields = new Map(fieldsOf(base))
    for (const [path, value] of fieldsOf(other)) if (coins.next().value) fields.set(path, value)
    return tidyDocument(documentFromFields(fields))
  })
const three = document.chain((base) => fc.record({ base: fc.constant(base), theirs: edited(base), mine: edited(base) }))

describe("documents as fields", () => {
  it("property: a document and its fields are the same", () => {
    fc.assert(fc.property(document, (one) => assert.deepEqual(documentFromFields(fieldsOf(one)), one)))
  })

  it("property: differences lead from one document to the other, and undone they lead back", () => {
    fc.assert(
      fc.property(document, document, (before, after) => {
        const changes = diffDocuments(before, after)
        assert.deepEqual(applyChanges(before, changes), after)
        assert.deepEqual(undoChanges(after, changes), before)
      }),
    )
  })

  it("names each language of a text and each file by its identifier", () => {
    const before = {
      organizationId,
      visibility: "public",
      facts: { title: { fr: "Prix" } },
      distributions: [],
    } as const
    const after: DatasetDocument = {
      ...before,
      facts: { title: { fr: "Prix", ar: "الأسعار" } },
      distributions: [{ id: ids[0]!, title: { fr: "2024" } }],
    }
    assert.deepEqual(diffDocuments(before, after), [
      { path: "distributions", before: [], after: [ids[0]] },
      { path: `distributions.${ids[0]}.title.fr`, after: "2024" },
      { path: "title.ar", after: "الأسعار" },
    ])
  })
})

describe("merging", () => {
  it("property: merging nothing changes nothing", () => {
    fc.assert(
      fc.property(document, (one) =>
        assert.deepEqual(mergeDocuments({ base: one, theirs: one, mine: one }), { document: one, conflicts: [] }),
      ),
    )
  })

  it("property: what one side alone changed is taken as it is", () => {
    fc.assert(
      fc.property(document, document, (base, changed) => {
        const expected = { document: changed, conflicts: [] }
        assert.deepEqual(mergeDocuments({ base, theirs: changed, mine: base }), expected)
        assert.deepEqual(mergeDocuments({ base, theirs: base, mine: changed }), expected)
        assert.deepEqual(mergeDocuments({ base, theirs: changed, mine: changed }), expected)
      }),
    )
  })

  it("property: edits without conflict commute", () => {
    fc.assert(
      fc.property(three, ({ base, theirs, mine }) => {
        const one = mergeDocuments({ base, theirs, mine })
        const other = mergeDocuments({ base, theirs: mine, mine: theirs })
        assert.deepEqual(
          one.conflicts.map(({ path }) => path),
          other.conflicts.map(({ path }) => path),
        )
        if (one.conflicts.length === 0) assert.deepEqual(one.document, other.document)
      }),
    )
  })

  it("property: outside of files, conflicts are exactly where both changed one field to different values", () => {
    fc.assert(
      fc.property(three, ({ base, theirs, mine }) => {
        const [before, their, my] = [fieldsOf(base), fieldsOf(theirs), fieldsOf(mine)].map(asText)
        const paths = new Set([...before!.keys(), ...their!.keys(), ...my!.keys()])
        const expected = [...paths].filter((path) => {
          const [b, t, m] = [before!.get(path), their!.get(path), my!.get(path)]
          return !path.startsWith("distributions") && b !== t && b !== m && t !== m
        })
        const found = mergeDocuments({ base, theirs, mine }).conflicts.map(({ path }) => path)
        assert.deepEqual(
          found.filter((path) => !path.startsWith("distributions")),
          expected.sort(),
        )
      }),
    )
  })

  it("property: no value that somebody wrote is lost: it is in the merged document or in a conflict", () => {
    fc.assert(
      fc.property(three, ({ base, theirs, mine }) => {
        const { document: merged, conflicts } = mergeDocuments({ base, theirs, mine })
        const kept = asText(fieldsOf(merged))
        const before = asText(fieldsOf(base))
        for (const side of [theirs, mine]) {
          for (const [path, value] of asText(fieldsOf(side))) {
            if (path === "distributions" || value === before.get(path) || kept.get(path) === value) continue
            assert.ok(
              conflicts.some((one) => one.path === path || path.startsWith(`${one.path}.`)),
              `${path} is lost`,
            )
          }
        }
      }),
      { numRuns: 1000 },
    )
  })

  it("keeps a file whole that one took away while the other changed it, and asks", () => {
    const base = aDocument([{ id: ids[0]!, title: { fr: "2023" }, downloadUrl: "https://a.tn/1" }])
    const theirs = aDocument([])
    const mine = aDocument([{ id: ids[0]!, title: { fr: "2024" }, downloadUrl: "https://a.tn/1" }])
    const { document: merged, conflicts } = mergeDocuments({ base, theirs, mine })
    assert.deepEqual(merged.distributions, mine.distributions)
    assert.deepEqual(
      conflicts.map(({ path }) => path),
      [`distributions.${ids[0]}`],
    )
  })

  it("takes the files both added, the older first", () => {
    const [a, b, c] = ids.map((id) => ({ id, downloadUrl: `https://a.tn/${id}` }))
    const merged = mergeDocuments({ base: aDocument([a!]), theirs: aDocument([a!, c!]), mine: aDocument([b!, a!]) })
    assert.deepEqual(merged.conflicts, [])
    assert.deepEqual(
      merged.document.distributions.map(({ id }) => id),
      [a!.id, b!.id, c!.id],
    )
  })
})

describe("reading a document", () => {
  const good = { organizationId, visibility: "public", facts: { title: {} }, distributions: [] }
  const problems = (given: unknown) => {
    try {
      readDocument(given)
      return []
    } catch (error) {
      assert.ok(error instanceof InvalidInput)
      return error.problems.map(({ path, rule }) => `${path} ${rule}`)
    }
  }

  it("takes one without a title, and drops what is empty", () => {
    assert.deepEqual(readDocument({ ...good, facts: { title: { fr: " " }, description: {}, issued: undefined } }), good)
    assert.deepEqual(readDocument({ ...good, facts: { title: { fr: " Prix " } } }).facts.title, { fr: "Prix" })
  })

  it("refuses fields that it does not know, wherever they are", () => {
    assert.deepEqual(problems({ ...good, createdBy: "me" }), ["createdBy unknown-field"])
    assert.deepEqual(problems({ ...good, facts: { title: {}, state: "published" } }), ["state unknown-field"])
    const file = { id: ids[0], manual: true }
    assert.deepEqual(problems({ ...good, distributions: [file] }), ["distributions.0.manual unknown-field"])
    assert.deepEqual(problems(JSON.parse(`{"__proto__": {"x": 1}, "facts": {"title": {}}}`)).length > 0, true)
  })

  it("refuses what cannot be stored or is endless, each at its place", () => {
    const withTitle = (fr: string) => problems({ ...good, facts: { title: { fr } } })
    assert.deepEqual(withTitle("a\0b"), ["title.fr unreadable-characters"])
    assert.deepEqual(withTitle("a\ud800b"), ["title.fr unreadable-characters"])
    assert.deepEqual(withTitle("a".repeat(2001)), ["title.fr too-long"])
    assert.deepEqual(problems({ ...good, facts: { title: { "<b>": "x" } } }), ["title.<b> not-a-language"])
    const two = [{ id: ids[0] }, { id: ids[0] }]
    assert.deepEqual(problems({ ...good, distributions: two }), ["distributions repeated"])
    assert.deepEqual(problems("title"), [" wrong-shape"])
  })
})

function asText(fields: ReadonlyMap<string, unknown>): Map<string, string> {
  return new Map([...fields].map(([path, value]) => [path, JSON.stringify(value)]))
}

function aDocument(distributions: DatasetDocument["distributions"]): DatasetDocument {
  return { organizationId, visibility: "public", facts: { title: { fr: "Prix" } }, distributions }
}
