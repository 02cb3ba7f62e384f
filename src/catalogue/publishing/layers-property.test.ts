import assert from "node:assert/strict"
import { after, before, it } from "node:test"
import fc from "fast-check"
import { sql } from "kysely"
import { openOffice, type TestOffice } from "../../../tests/support/office.ts"
import { systemActor } from "../../platform/actor.ts"
import { readHead } from "../../platform/changes/index.ts"
import type { Db } from "../../platform/db.ts"
import { newId } from "../../platform/ids.ts"
import {
  type DatasetDocument,
  type DatasetFacts,
  DraftConflicts,
  documentAt,
  officeDataset,
  patchDataset,
  publishDataset,
  saveHarvested,
} from "../index.ts"

let office: TestOffice
let db: Db
let sourceId: string
before(async () => {
  office = await openOffice()
  db = office.db
  sourceId = newId()
  await sql`
    insert into harvest_source (id, kind, name, url, organization_id)
    values (${sourceId}, 'ckan', 'Ministère', 'https://source.tn', ${office.ministry})
  `.execute(db)
})
after(() => office.database.drop())

const word = fc.constantFrom("un", "deux", "trois")
const text = fc.record({ fr: word, ar: word }, { requiredKeys: ["fr"] })
const harvested = fc.record(
  {
    title: text,
    description: text,
    version: word,
    keywords: fc.dictionary(fc.constantFrom("fr", "ar"), fc.array(word, { minLength: 1, maxLength: 2 }), {
      minKeys: 1,
    }),
    distributions: fc.uniqueArray(
      fc.record(
        {
          remoteId: fc.constantFrom("a", "b", "c"),
          title: text,
          downloadUrl: word.map((one) => `https://s.tn/${one}`),
        },
        { requiredKeys: ["remoteId", "downloadUrl"] },
      ),
      { selector: ({ remoteId }) => remoteId, maxLength: 3 },
    ),
  },
  { requiredKeys: ["title", "description", "distributions"] },
)
type Harvested = typeof harvested extends fc.Arbitrary<infer T> ? T : never

const step = fc.oneof(
  harvested.map((facts) => ({ kind: "harvest", facts }) as const),
  fc
    .record({
      facts: fc.record(
        {
          title: text,
          version: fc.option(word),
          keywords: fc.option(fc.record({ fr: fc.array(word, { minLength: 1 }) })),
        },
        { requiredKeys: [] },
      ),
      // What becomes of the files there are: places of those that stay, in their new order.
      keep: fc.uniqueArray(fc.nat(3), { maxLength: 4 }),
      rename: fc.option(word, { nil: undefined }),
      add: fc.option(word, { nil: undefined }),
    })
    .chain((given) => fc.constantFrom("correct", "draft").map((kind) => ({ kind, ...given }) as const)),
  fc.constant({ kind: "publish" } as const),
)

type Step = typeof step extends fc.Arbitrary<infer T> ? T : never
type Correction = Exclude<Step, { kind: "harvest" | "publish" }>

async function harvest(facts: Harvested, remoteId: string, datasetId?: string) {
  const record = {
    remoteId,
    hash: new Uint8Array([1]),
    facts: { licence: { raw: "libre" }, ...facts } as DatasetFacts,
    problems: [],
    organizationId: office.ministry,
    ...(datasetId ? { datasetId } : {}),
  }
  const { by, at } = office.by(systemActor)
  const { saved } = await db.transaction().execute((tx) => saveHarvested(tx, [record], { sourceId, at, by, newId }))
  return saved[0]!
}

async function correct(id: string, given: Correction): Promise<void> {
  const { document } = await officeDataset(db, id, office.coordinator)
  const kept = given.keep.flatMap((place) => document.distributions[place] ?? [])
  const [first, ...rest] = kept
  const renamed = first && given.rename ? [{ ...first, title: { fr: given.rename } }, ...rest] : kept
  const added = given.add ? [{ downloadUrl: `https://ours.tn/${given.add}` }] : []
  const patch = { facts: given.facts, distributions: [...renamed, ...added] }
  await patchDataset(db, { id, patch }, office.by(given.kind === "draft" ? office.contributor : office.coordinator))
}

/** What somebody drafted; overtaken by a harvest it is looked at once more. */
async function publish(id: string): Promise<void> {
  const { draft } = await officeDataset(db, id, office.coordinator)
  if (!draft) return
  const again = () => publishDataset(db, { id }, office.by(office.coordinator))
  await again().catch((error: unknown) => {
    if (!(error instanceof DraftConflicts)) throw error
    return again()
  })
}

const shownOf = async (id: string) => (await officeDataset(db, id, office.coordinator)).shown!

it("property: whatever sources and editors say in turn, the last word of an editor holds, and history leads back", async () => {
  let runs = 0
  await fc.assert(
    fc.asyncProperty(harvested, fc.array(step, { maxLength: 6 }), async (first, steps) => {
      const remoteId = `r${++runs}`
      const { datasetId: id } = await harvest(first, remoteId)
      let said = first
      const former: { position: number; document: DatasetDocument }[] = []
      for (const one of steps) {
        if (one.kind === "harvest") {
          said = one.facts
          await harvest(said, remoteId, id)
        } else {
          await (one.kind === "publish" ? publish(id) : correct(id, one))
        }
        const { shown: document, draft } = await officeDataset(db, id, office.coordinator)
        assert.ok(document)
        if (one.kind === "correct" && !draft && one.facts.version !== undefined) {
          assert.equal(document.facts.version, one.facts.version ?? undefined)
        }
        former.push({ position: (await readHead(db)).position, document })
        // A second look at the same source finds nothing new, and takes nothing back.
        assert.equal((await harvest(said, remoteId, id)).verdict, "unchanged")
        assert.deepEqual(await shownOf(id), document)
      }
      for (const { position, document } of former) assert.deepEqual(await documentAt(db, { id, position }), document)
    }),
    { numRuns: 25 },
  )
})
