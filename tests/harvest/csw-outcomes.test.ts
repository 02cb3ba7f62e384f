import assert from "node:assert/strict"
import { existsSync, readFileSync } from "node:fs"
import { before, describe, it } from "node:test"
import { fileURLToPath } from "node:url"
import type { FoundRecord } from "../../src/harvest/connector.ts"
import { cswConnector } from "../../src/harvest/connectors/csw/index.ts"
import { assertSound } from "../../src/harvest/connectors/sound-record.ts"
import type { FetchGuarded } from "../../src/platform/fetch/index.ts"
import type { Vocabularies } from "../../src/vocabulary/index.ts"
import { fetchAnswering, readRecords } from "../support/read-records.ts"
import { tunisianVocabularies } from "../support/vocabularies.ts"
import { type CswOutcome, cswOutcomes } from "./outcomes-csw.ts"

const folder = fileURLToPath(new URL("../../../shared/fixtures/catalogs/csw/", import.meta.url))
const skip = existsSync(folder) ? false : "../shared is absent"
let vocabularies: Vocabularies

before(async () => {
  vocabularies = await tunisianVocabularies()
})

describe("recorded CSW answers meet their expected outcome", { skip }, () => {
  for (const outcome of cswOutcomes)
    it(`${Object.values(outcome.files).join(", ")}: ${outcome.seen}`, async () => {
      const found = await harvest(outcome)
      const kept = found.flatMap((record) => (record.kind === "dataset" ? [record] : []))
      assert.equal(kept.length, found.length)
      assert.equal(kept.length, outcome.datasets)
      assert.equal(
        kept.reduce((sum, { facts }) => sum + facts.distributions.length, 0),
        outcome.distributions,
      )
      assert.deepEqual(problemsOf(found), outcome.problems)
      for (const record of kept) assertSound(record)
      for (const [remoteId, path, value] of outcome.values) {
        const record = kept.find((one) => one.remoteId === remoteId)
        assert.ok(record, `no record ${remoteId}`)
        assert.deepEqual(valueAt(record.facts, path), value, `${remoteId} ${path}`)
      }
    })
})

/** Answers with the file that begins at the position asked for. */
function harvest({ files, options = {} }: CswOutcome): Promise<FoundRecord[]> {
  const fetch: FetchGuarded = (url) => {
    const file = files[Number(new URL(url).searchParams.get("startPosition"))]
    assert.ok(file, `nothing is recorded for ${url}`)
    return fetchAnswering(readFileSync(`${folder}${file}`), { type: "application/xml" })(url)
  }
  const url = "http://portal.example/geonetwork/srv/fre/csw"
  const partial = Object.keys(files).length === 1 && "ignoreTotal" in options
  return readRecords(cswConnector, { fetch: partial ? firstPageOnly(fetch) : fetch, vocabularies, url, options })
}

/** Of this catalogue one page was recorded: those after it are empty. */
function firstPageOnly(fetch: FetchGuarded): FetchGuarded {
  const none = `<csw:GetRecordsResponse xmlns:csw="http://www.opengis.net/cat/csw/2.0.2"><csw:SearchResults numberOfRecordsMatched="6"/></csw:GetRecordsResponse>`
  return (url, options) =>
    new URL(url).searchParams.get("startPosition") === "1" ? fetch(url, options) : fetchAnswering(none)(url)
}

function problemsOf(found: readonly FoundRecord[]): Readonly<Record<string, number>> {
  const problems: Record<string, number> = {}
  for (const record of found)
    if (record.kind !== "skipped") for (const { code } of record.problems) problems[code] = (problems[code] ?? 0) + 1
  return problems
}

/** `distributions[0].title.fr` inside a value. */
function valueAt(value: unknown, path: string): unknown {
  return path
    .split(/[.[\]]+/)
    .filter(Boolean)
    .reduce<unknown>((inside, key) => (inside as Record<string, unknown> | undefined)?.[key], value)
}
