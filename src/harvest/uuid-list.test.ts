import assert from "node:assert/strict"
import { test } from "node:test"
import fc from "fast-check"
import { UuidList } from "./uuid-list.ts"

test("a list of UUIDs has those that are in it and no others", () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.uuid()), fc.uuid(), (uuids, other) => {
      const sorted = uuids.toSorted().map((uuid) => Buffer.from(uuid.replaceAll("-", ""), "hex"))
      const list = new UuidList(Buffer.concat(sorted))

      for (const uuid of uuids) assert.equal(list.has(uuid), true)
      assert.equal(list.has(other), uuids.includes(other))
    }),
  )
})
