import assert from "node:assert/strict"
import { existsSync, readFileSync } from "node:fs"
import { before, describe, it } from "node:test"
import { fileURLToPath } from "node:url"
import { gunzipSync } from "node:zlib"
import { type FoundRecord, HarvestStopped } from "../../src/harvest/connector.ts"
import { ckanConnector } from "../../src/harvest/connectors/ckan/index.ts"
import { datajsonConnector } from "../../src/harvest/connectors/datajson/index.ts"
import type { Vocabularies } from "../../src/vocabulary/index.ts"
import { fetchAnswering, readRecords } from "../support/read-records.ts"
import { tunisianVocabularies } from "../support/vocabularies.ts"
import { notCatalogues, type Outcome, outcomes } from "./outcomes.ts"

const shared = fileURLToPath(new URL("../../../shared/", import.meta.url))
const skip = existsSync(shared) ? false : "../shared is absent"
const connectors = { ckan: ckanConnector, datajson: datajsonConnector }
let vocabularies: Vocabularies

before(async () => {
  vocabularies = await tunisianVocabularies()
})

describe("recorded CKAN and data.json catalogues meet their expected outcome", { skip }, () => {
  for (const outcome of outcomes)
    it(`${outcome.file.split("/").at(-1)}: ${outcome.seen}`, async () => {
      const found = await harvest(outcome)
      const { datasets, distributions, refused, skipped } = outcome
      assert.deepEqual(countsOf(found), { datasets, distributions, refused, skipped })
      assertProblems(problemsOf(found), outcome.problems)
      for (const [remoteId, path, value] of outcome.values)
        assert.deepEqual(valueAt(factsOf(found, remoteId), path), value, `${remoteId} ${path}`)
    })

  it("the four corpora hold 2,013 datasets with 4,718 distributions", () => {
    const corpora = outcomes.filter(({ file }) => file.startsWith("corpora/"))
    const sum = (key: "datasets" | "distributions") => corpora.reduce((total, outcome) => total + outcome[key], 0)
    assert.deepEqual([sum("datasets"), sum("distributions")], [2_013, 4_718])
  })

  for (const { file, why, code } of notCatalogues)
    it(`${file.split("/").at(-1)} is no catalogue (${why}): the run stops with ${code}`, async () => {
      const fetch = fetchAnswering(readFileSync(`${shared}${file}`))
      for (const connector of Object.values(connectors))
        await assert.rejects(
          readRecords(connector, { fetch, vocabularies }),
          (error) => error instanceof HarvestStopped && error.code === code,
        )
    })
})

async function harvest({ file, connector }: Outcome): Promise<FoundRecord[]> {
  const bytes = readFileSync(`${shared}${file}`)
  const fetch = fetchAnswering(file.endsWith(".gz") ? gunzipSync(bytes) : bytes)
  return readRecords(connectors[connector], { fetch, vocabularies })
}

function countsOf(found: readonly FoundRecord[]) {
  const kept = found.filter((record) => record.kind === "dataset")
  return {
    datasets: kept.length,
    distributions: kept.reduce((total, { facts }) => total + facts.distributions.length, 0),
    refused: found.filter(({ kind }) => kind === "refused").length,
    skipped: found.filter(({ kind }) => kind === "skipped").length,
  }
}

function problemsOf(found: readonly FoundRecord[]): Readonly<Record<string, number>> {
  const problems: Record<string, number> = {}
  for (const record of found)
    if (record.kind !== "skipped") for (const { code } of record.problems) problems[code] = (problems[code] ?? 0) + 1
  return problems
}

const ofOurLists = /^unknown-(licence|theme|format|frequency)$/

function assertProblems(met: Readonly<Record<string, number>>, expected: Readonly<Record<string, number>>) {
  const exact = (problems: object) =>
    Object.fromEntries(Object.entries(problems).filter(([code]) => !ofOurLists.test(code)))
  assert.deepEqual(exact(met), exact(expected))
  for (const [code, count] of Object.entries(met)) assert.ok(count <= (expected[code] ?? 0), `${count} ${code}`)
}

function factsOf(found: readonly FoundRecord[], remoteId: string): unknown {
  const record = found.find((candidate) => candidate.remoteId === remoteId)
  assert.ok(record && "facts" in record, `no record ${remoteId}`)
  return record.facts
}

/** `distributions[0].title.es` inside a value. */
function valueAt(value: unknown, path: string): unknown {
  return path
    .split(/[.[\]]+/)
    .filter(Boolean)
    .reduce<unknown>((inside, key) => (inside as Record<string, unknown> | undefined)?.[key], value)
}
