import assert from "node:assert/strict"
import { it } from "node:test"
import { tellOf } from "./tell.ts"

it("a join is told to the coordinators of both bodies, each about her own dataset", () => {
  for (const kind of ["joined", "joined-away"])
    assert.deepEqual(tellOf({ entity: "dataset", kind, actor: "somebody" }), { kind, to: "coordinators" })
})
