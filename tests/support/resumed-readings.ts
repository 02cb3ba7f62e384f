import assert from "node:assert/strict"
import type { Connector } from "../../src/harvest/connector.ts"
import { type Reading, readAll, recordsAmong, resumeAfter } from "./read-records.ts"

/** Cuts a reading at each of its page ends and goes on from there: together it must give what an undisturbed one gives. */
export async function assertResumable(connector: Connector, reading: Reading, leastPageEnds = 1): Promise<void> {
  assert.equal(connector.canResume, true)
  const whole = await readAll(connector, reading)
  const ends = whole.flatMap(({ kind }, at) => (kind === "page-end" ? [at] : []))
  assert.ok(ends.length >= leastPageEnds, `${ends.length} page ends`)
  assert.notEqual(whole.at(-1)?.kind, "page-end")
  for (const end of ends) {
    const before = whole.slice(0, end + 1)
    const resume = resumeAfter(before)
    const rest = await readAll(connector, { ...reading, resume })
    assert.deepEqual(recordsAmong([...before, ...rest]), recordsAmong(whole), `resumed at ${resume?.next}`)
  }
}
