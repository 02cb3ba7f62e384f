/** What the engine, the database and the pages take for granted of a found record. */
import assert from "node:assert/strict"
import type { FoundRecord } from "../connector.ts"

const isoDate = /^\d{4}(-\d{2}(-\d{2}(T\d{2}:\d{2}:\d{2}Z)?)?)?$/
const links = new Set([
  "accessUrl",
  "downloadUrl",
  "landingPage",
  "homepage",
  "url",
  "endpointUrl",
  "endpointDescription",
])
const dates = new Set(["issued", "modified", "start", "end"])

export function assertSound(record: FoundRecord): void {
  assert.ok(record.remoteId.length > 0 && record.remoteId.length <= 500)
  assert.ok(!record.remoteId.includes("\u0000"))
  if (record.kind === "skipped") return
  for (const { code, value = "", message } of record.problems) {
    assert.notEqual(code, "record-unreadable", value)
    assert.ok(value.length <= 200 && message.length > 20)
  }
  if (record.kind === "refused") {
    assert.ok(record.problems.length > 0)
    return
  }
  assert.deepEqual(JSON.parse(JSON.stringify(record.facts)), record.facts)
  assertSoundValue(record.facts, "facts")
}

function assertSoundValue(value: unknown, path: string): void {
  if (typeof value === "string") assertSoundText(value, path)
  else if (typeof value === "number") assert.ok(Number.isFinite(value), path)
  else if (Array.isArray(value)) for (const [at, inner] of value.entries()) assertSoundValue(inner, `${path}[${at}]`)
  else if (typeof value === "object" && value !== null)
    for (const [key, inner] of Object.entries(value)) assertSoundValue(inner, `${path}.${key}`)
  else assert.equal(typeof value, "boolean", path)
}

function assertSoundText(text: string, path: string): void {
  const key = path.split(".").at(-1) ?? ""
  assert.notEqual(text.trim(), "", path)
  assert.ok(text.isWellFormed() && !text.includes("\u0000"), path)
  assert.notEqual(text, "[object Object]", path)
  if (links.has(key)) assert.match(text, /^https?:\/\/[^\s<>"]+$/, path)
  if (dates.has(key)) assert.match(text, isoDate, path)
}
