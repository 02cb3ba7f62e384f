import assert from "node:assert/strict"
import { it } from "node:test"
import { tellOf } from "./tell.ts"

it("a join is told to the coordinators of both bodies, each about her own dataset", () => {
  for (const kind of ["joined", "joined-away"])
    assert.deepEqual(tellOf({ entity: "dataset", kind, actor: "somebody" }), { kind, to: "coordinators" })
})

it("a new version of a table with less in it is told to those who may mend it, though the portal itself found it", () => {
  const tell = tellOf({ entity: "dataset", kind: "table-reduced", actor: "system" })
  assert.deepEqual(tell, { kind: "table-reduced", to: "editors" })
  assert.equal(tellOf({ entity: "dataset", kind: "table-versioned", actor: "system" }), undefined)
})
