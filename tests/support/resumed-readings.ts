import assert from "node:assert/strict"
import type { Connector, FoundRecord, PageEnd } from "../../src/harvest/connector.ts"
import type { Reading } from "./read-records.ts"

/** Records and page ends of a source, in the order that its connector yields them. */
export async function readAll(connector: Connector, reading: Reading): Promise<(FoundRecord | PageEnd)[]> {
  const url = reading.url ?? "http://portal.example/"
  const source = { id: "s", kind: connector.kind, name: "Test portal", url, options: reading.options ?? {} }
  return Array.fromAsync(connector.records(source, reading))
}

/** Cuts a reading at each of its page ends and goes on from there: together it must give what an undisturbed one gives. */
export async function assertResumable(connector: Connector, reading: Reading, leastPageEnds = 1): Promise<void> {
  assert.equal(connector.canResume, true)
  const whole = await readAll(connector, reading)
  const ends = whole.flatMap((given, at) => (given.kind === "page-end" ? [{ at, next: given.next }] : []))
  assert.ok(ends.length >= leastPageEnds, `${ends.length} page ends`)
  assert.notEqual(whole.at(-1)?.kind, "page-end")
  for (const { at, next } of ends) {
    const before = whole.slice(0, at).filter((given) => given.kind !== "page-end")
    const met = new Set(before.map(({ remoteId }) => remoteId))
    const rest = await readAll(connector, { ...reading, resume: { next, met } })
    const together = [...before, ...rest.filter((given) => given.kind !== "page-end")]
    assert.deepEqual(
      together,
      whole.filter((given) => given.kind !== "page-end"),
      `resumed at ${next}`,
    )
  }
}
