import assert from "node:assert/strict"
import { after, before, it } from "node:test"
import { sql } from "kysely"
import { openOffice, type TestOffice } from "../../tests/support/office.ts"
import { newId } from "../platform/ids.ts"
import { archiveFindings } from "./archive-findings.ts"

let office: TestOffice
before(async () => {
  office = await openOffice()
})
after(() => office.database.drop())

const limits = { archiveMaxBytes: 100_000_000, archiveTotalBytes: 1_000_000_000 }

it("the doctor says how much of their room copies fill, and when it is full", async () => {
  const { db } = office
  assert.deepEqual(await archiveFindings(db, limits), [])
  const { id } = await office.published({ distributions: [{ downloadUrl: "https://onagri.tn/a.csv" }] })
  const fileId = newId()
  await sql`
    insert into stored_file (id, sha256, byte_size, name, owner, media_type)
    values (${fileId}, ${"0".repeat(64)}, 850000000, 'a.csv', 'system', 'text/csv')
  `.execute(db)
  await sql`
    insert into archive_copy (distribution_id, file_id, seen, taken_at)
    select id, ${fileId}, '{}', now() from distribution where dataset_id = ${id}
  `.execute(db)
  const text = "850 MB of 1000 MB, in 1 copy of a file of a source"
  assert.deepEqual(await archiveFindings(db, limits), [{ level: "ok", subject: "copies", text }])
  const [finding] = await archiveFindings(db, { ...limits, archiveTotalBytes: 900_000_000 })
  assert.equal(finding?.level, "note")
  assert.match(finding?.text ?? "", /^850 MB of 900 MB, .*FIHRIST_ARCHIVE_TOTAL_BYTES/)
})
