import assert from "node:assert/strict"
import { test } from "node:test"
import { PackedList } from "./packed-list.ts"
import type { FoundDigest, KnownRecord, PlannedRecord } from "./plan-harvest.ts"
import { problem } from "./reading/index.ts"
import { RecordIndex } from "./record-index.ts"
import { foundPacking, knownPacking, outcomePacking, plannedPacking, type RecordOutcome } from "./record-packings.ts"

const uuid = "0190f5a2-7c3e-7b4d-8f00-123456789abc"
const hash = "ab".repeat(32)

test("what is noted of records comes back as it was", () => {
  const index = new RecordIndex()
  const found: FoundDigest[] = [
    { remoteId: "a", kind: "dataset", hash, files: 0 },
    { remoteId: "a", kind: "dataset", hash, files: 70_000 },
    { remoteId: "b", kind: "series" },
    { remoteId: "c", kind: "refused", hash: "" },
    { remoteId: "d", kind: "skipped", hash: "" },
  ]
  assert.deepEqual([...new PackedList(foundPacking(index), found)], found)
  const planned: PlannedRecord[] = [
    { remoteId: "a", verdict: "create" },
    { remoteId: "b", verdict: "update", entityId: uuid, renumberedFrom: "z" },
    { remoteId: "c", verdict: "refuse" },
    { remoteId: "e", verdict: "withdraw", entityId: uuid },
  ]
  const list = new PackedList(plannedPacking(index), planned)
  assert.deepEqual([...list], planned)
  assert.equal(list.length, 4)
  const known: KnownRecord[] = [
    { entityId: uuid, hash, kind: "service", gone: true },
    { entityId: uuid, hash: "00", kind: "dataset", gone: false },
  ]
  assert.deepEqual([...new PackedList(knownPacking, known)], known)
  const outcomes: RecordOutcome[] = [
    { verdict: "created", datasetId: uuid },
    { verdict: "refused", note: problem("record-not-storable", undefined, "22001") },
    { verdict: "updated", datasetId: uuid, note: problem("joined-by-identifier", "identifier") },
  ]
  assert.deepEqual([...new PackedList(outcomePacking, outcomes)], outcomes)
})
