import assert from "node:assert/strict"
import { describe, test } from "node:test"
import { type Candidate, isWorthReading, type LastReading, maker, mayHoldTable } from "./wanted-files.ts"

const own: Candidate = {
  distributionId: "d",
  origin: { kind: "own", fileId: "f", sha256: "aa", name: "بيانات.csv" },
  format: "CSV",
}
const remote: Candidate = {
  distributionId: "d",
  origin: { kind: "remote", address: "https://onagri.tn/barrages.csv", isDownload: true },
  format: "CSV",
}
const read: LastReading = { state: "done", address: "https://onagri.tn/barrages.csv", fileSha256: "aa", maker }

describe("files that become tables", () => {
  test("are those of a format that holds tables", () => {
    assert.ok(mayHoldTable(own))
    assert.ok(!mayHoldTable({ ...own, format: "PDF" }))
  })

  test("are also those that turned out to be tables, and not those that turned out to be pages", () => {
    assert.ok(mayHoldTable({ ...remote, format: "PDF", realFormat: "XLSX" }))
    assert.ok(!mayHoldTable({ ...remote, realFormat: "HTML" }))
  })

  test("without a format go by the name of their address, and uploads are looked into", () => {
    const { format: _, ...unknown } = remote
    assert.ok(mayHoldTable(unknown))
    const page = { ...unknown, origin: { ...remote.origin, address: "https://onagri.tn/page" } as Candidate["origin"] }
    assert.ok(!mayHoldTable(page))
    const { format: __, ...upload } = own
    assert.ok(mayHoldTable(upload))
  })
})

describe("a file is read", () => {
  test("once, and again when its bytes are others", () => {
    assert.ok(isWorthReading(own, undefined))
    assert.ok(!isWorthReading(own, read))
    assert.ok(isWorthReading({ ...own, origin: { ...own.origin, sha256: "bb" } as Candidate["origin"] }, read))
  })

  test("again when the host says that it changed", () => {
    const last = { ...read, validators: { lastModified: "Mon, 02 Nov 2026 10:00:00 GMT", byteSize: 10 } }
    assert.ok(!isWorthReading({ ...remote, lastModified: "Mon, 02 Nov 2026 10:00:00 GMT" }, last))
    // As the link checker writes it.
    assert.ok(!isWorthReading({ ...remote, lastModified: "2026-11-02T10:00:00.000Z" }, last))
    assert.ok(isWorthReading({ ...remote, lastModified: "2026-11-03T10:00:00.000Z" }, last))
    assert.ok(isWorthReading({ ...remote, lastModified: "Tue, 03 Nov 2026 10:00:00 GMT" }, last))
    assert.ok(isWorthReading({ ...remote, byteSize: 11 }, last))
  })

  test("again when its address is another one", () => {
    assert.ok(isWorthReading(remote, { ...read, address: "https://onagri.tn/old.csv" }))
  })

  test("not while its link is broken, and again once it works", () => {
    const failed: LastReading = { ...read, state: "refused", reason: "unreachable" }
    assert.ok(!isWorthReading({ ...remote, verdict: "broken" }, undefined))
    assert.ok(!isWorthReading(remote, failed))
    assert.ok(isWorthReading({ ...remote, verdict: "ok" }, failed))
  })

  test("again when tables are made in a better manner", () => {
    assert.ok(isWorthReading(own, { ...read, maker: maker - 1 }))
  })

  test("again after a failure that was none of its own", () => {
    assert.ok(isWorthReading(own, { ...read, state: "failed", reason: "disk-full" }))
    assert.ok(isWorthReading(remote, { ...read, state: "failed", reason: "internal" }))
  })

  test("not twice at the same time", () => {
    assert.ok(!isWorthReading(own, { ...read, state: "running", fileSha256: "old" }))
  })
})
