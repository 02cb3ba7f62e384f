import assert from "node:assert/strict"
import { describe, test } from "node:test"
import {
  type Actor,
  anonymousActor,
  type CollaborationRole,
  type OrganizationRole,
  organizationRoles,
  type Scope,
  scopes,
  systemActor,
} from "../platform/actor.ts"
import { NotAllowed } from "../platform/refusal.ts"
import {
  assertMayOnDataset,
  assertMayOnOrganization,
  type DatasetAccess,
  type DatasetAction,
  datasetActions,
  mayOnDataset,
  mayOnOrganization,
  type OrganizationAction,
  organizationActions,
  publishingRules,
  scopeOf,
} from "./dataset-policy.ts"

// The dataset belongs to the agency: below the ministry, above the office; the other ministry has nothing to do with it.
const tree: Readonly<Record<string, readonly string[]>> = {
  ministry: ["ministry", "agency", "office"],
  agency: ["agency", "office"],
  office: ["office"],
  other: ["other"],
}
const id = "dataset"
const begunBy = "author"

function actorWith(role: OrganizationRole, place: string, actorId = "somebody"): Actor {
  const grants = Object.fromEntries(tree[place]!.map((organization) => [organization, role]))
  return { id: actorId, roles: [role], organizationIds: Object.keys(grants), grants, collaborations: {} }
}

function guest(role: CollaborationRole): Actor {
  return { ...anonymousActor, id: "guest", collaborations: { [id]: role } }
}

const citizen: Actor = { ...anonymousActor, id: "citizen" }
const administrator: Actor = { ...anonymousActor, id: "admin", roles: ["administrator"] }

const columns = {
  nobody: () => anonymousActor,
  citizen: () => citizen,
  "guest reader": () => guest("reader"),
  "guest editor": () => guest("editor"),
  reader: (place: string) => actorWith("reader", place),
  contributor: (place: string) => actorWith("contributor", place),
  author: (place: string) => actorWith("contributor", place, begunBy),
  coordinator: (place: string) => actorWith("coordinator", place),
  administrator: () => administrator,
  system: () => systemActor,
} satisfies Record<string, (place: string) => Actor>

type Column = keyof typeof columns
const names = Object.keys(columns) as Column[]
const ofPlace: readonly Column[] = ["reader", "contributor", "author", "coordinator"]

const states = {
  published: { isPublic: true, neverPublished: false },
  draft: { isPublic: false, neverPublished: true },
  private: { isPublic: false, neverPublished: false },
} as const
type State = keyof typeof states

function datasetIn(state: State, publishing: DatasetAccess["publishing"] = "coordinators"): DatasetAccess {
  return { id, organizationId: "agency", createdBy: begunBy, publishing, ...states[state] }
}

// ✓ may, · may not; for roles of the agency itself and of the ministry above it.
//                                  nobody | citizen | guest reader | guest editor | reader | contributor | author | coordinator | administrator | system
const matrix = `
  read published                       ✓        ✓          ✓              ✓           ✓          ✓           ✓          ✓             ✓            ✓
  read draft                           ·        ·          ✓              ✓           ✓          ✓           ✓          ✓             ✓            ✓
  read private                         ·        ·          ✓              ✓           ✓          ✓           ✓          ✓             ✓            ✓
  read-history published               ·        ·          ✓              ✓           ✓          ✓           ✓          ✓             ✓            ✓
  read-history draft                   ·        ·          ✓              ✓           ✓          ✓           ✓          ✓             ✓            ✓
  read-history private                 ·        ·          ✓              ✓           ✓          ✓           ✓          ✓             ✓            ✓
  comment published                    ·        ·          ·              ✓           ·          ✓           ✓          ✓             ✓            ✓
  comment draft                        ·        ·          ·              ✓           ·          ✓           ✓          ✓             ✓            ✓
  comment private                      ·        ·          ·              ✓           ·          ✓           ✓          ✓             ✓            ✓
  edit published                       ·        ·          ·              ✓           ·          ✓           ✓          ✓             ✓            ✓
  edit draft                           ·        ·          ·              ✓           ·          ✓           ✓          ✓             ✓            ✓
  edit private                         ·        ·          ·              ✓           ·          ✓           ✓          ✓             ✓            ✓
  submit published                     ·        ·          ·              ✓           ·          ✓           ✓          ✓             ✓            ✓
  submit draft                         ·        ·          ·              ✓           ·          ✓           ✓          ✓             ✓            ✓
  submit private                       ·        ·          ·              ✓           ·          ✓           ✓          ✓             ✓            ✓
  request-changes published            ·        ·          ·              ·           ·          ·           ·          ✓             ✓            ✓
  request-changes draft                ·        ·          ·              ·           ·          ·           ·          ✓             ✓            ✓
  request-changes private              ·        ·          ·              ·           ·          ·           ·          ✓             ✓            ✓
  publish published                    ·        ·          ·              ·           ·          ·           ·          ✓             ✓            ✓
  publish draft                        ·        ·          ·              ·           ·          ·           ·          ✓             ✓            ✓
  publish private                      ·        ·          ·              ·           ·          ·           ·          ✓             ✓            ✓
  withdraw published                   ·        ·          ·              ·           ·          ·           ·          ✓             ✓            ✓
  withdraw draft                       ·        ·          ·              ·           ·          ·           ·          ✓             ✓            ✓
  withdraw private                     ·        ·          ·              ·           ·          ·           ·          ✓             ✓            ✓
  trash published                      ·        ·          ·              ·           ·          ·           ·          ✓             ✓            ✓
  trash draft                          ·        ·          ·              ·           ·          ·           ✓          ✓             ✓            ✓
  trash private                        ·        ·          ·              ·           ·          ·           ·          ✓             ✓            ✓
  restore published                    ·        ·          ·              ·           ·          ·           ·          ✓             ✓            ✓
  restore draft                        ·        ·          ·              ·           ·          ·           ·          ✓             ✓            ✓
  restore private                      ·        ·          ·              ·           ·          ·           ·          ✓             ✓            ✓
  transfer published                   ·        ·          ·              ·           ·          ·           ·          ✓             ✓            ✓
  transfer draft                       ·        ·          ·              ·           ·          ·           ·          ✓             ✓            ✓
  transfer private                     ·        ·          ·              ·           ·          ·           ·          ✓             ✓            ✓
  manage-collaborators published       ·        ·          ·              ·           ·          ·           ·          ✓             ✓            ✓
  manage-collaborators draft           ·        ·          ·              ·           ·          ·           ·          ✓             ✓            ✓
  manage-collaborators private         ·        ·          ·              ·           ·          ·           ·          ✓             ✓            ✓
  purge published                      ·        ·          ·              ·           ·          ·           ·          ·             ✓            ✓
  purge draft                          ·        ·          ·              ·           ·          ·           ·          ·             ✓            ✓
  purge private                        ·        ·          ·              ·           ·          ·           ·          ·             ✓            ✓
`

interface Row {
  readonly action: DatasetAction
  readonly state: State
  readonly may: readonly boolean[]
}

const rows: readonly Row[] = matrix
  .trim()
  .split("\n")
  .map((line) => {
    const [action, state, ...marks] = line.trim().split(/\s+/)
    return { action: action as DatasetAction, state: state as State, may: marks.map((mark) => mark === "✓") }
  })

const sorted = (words: readonly string[]) => [...words].sort()

describe("who may do what with a dataset", () => {
  test("the table has a line for every action and state, and a mark for every kind of actor", () => {
    const all = datasetActions.flatMap((action) => Object.keys(states).map((state) => `${action} ${state}`))
    assert.deepEqual(sorted(rows.map(({ action, state }) => `${action} ${state}`)), sorted(all))
    for (const { action, state, may } of rows) assert.equal(may.length, names.length, `${action} ${state}`)
  })

  for (const { action, state, may } of rows) {
    test(`${action} of a ${state} dataset, with a role of its body or of one above`, () => {
      for (const place of ["agency", "ministry"]) {
        const found = names.filter((name) => mayOnDataset(columns[name](place), action, datasetIn(state)))
        assert.deepEqual(
          found,
          names.filter((_, index) => may[index]),
          place,
        )
      }
    })
  }

  test("a role of a body below, or of another one, is worth what a citizen's account is worth", () => {
    for (const place of ["office", "other"]) {
      for (const { action, state } of rows) {
        for (const name of ofPlace) {
          const dataset = datasetIn(state)
          const expected = mayOnDataset(citizen, action, dataset)
          assert.equal(mayOnDataset(columns[name](place), action, dataset), expected, `${name} of ${place}: ${action}`)
        }
      }
    }
  })

  test("who may publish is what the body decided; an administrator always may", () => {
    const publishers = publishingRules.map((rule) => [
      rule,
      names.filter((name) => mayOnDataset(columns[name]("agency"), "publish", datasetIn("draft", rule))),
    ])
    assert.deepEqual(publishers, [
      ["administrators", ["administrator", "system"]],
      ["coordinators", ["coordinator", "administrator", "system"]],
      ["contributors", ["contributor", "author", "coordinator", "administrator", "system"]],
    ])
  })

  test("an invitation to one dataset says nothing of another", () => {
    const another = { ...datasetIn("private"), id: "another" }
    for (const action of datasetActions) assert.equal(mayOnDataset(guest("editor"), action, another), false, action)
  })

  test("a token may what its owner may, within its scopes; what is public needs none", () => {
    for (const { action, state } of rows) {
      for (const name of names) {
        const owner = columns[name]("agency")
        const dataset = datasetIn(state)
        const isOpen = action === "read" && dataset.isPublic
        for (const given of subsets(scopes)) {
          const expected = mayOnDataset(owner, action, dataset) && (isOpen || given.includes(scopeOf[action]))
          const found = mayOnDataset({ ...owner, scopes: given }, action, dataset)
          assert.equal(found, expected, `${name} with [${given}]: ${action} ${state}`)
        }
      }
    }
  })

  test("what may not be is refused by its name", () => {
    assert.throws(() => assertMayOnDataset(citizen, "edit", datasetIn("published")), NotAllowed)
    assert.doesNotThrow(() => assertMayOnDataset(administrator, "purge", datasetIn("published")))
  })
})

// The least role that may; `administrator`: no role of the body is enough.
const ofBodies: Readonly<Record<OrganizationAction, { least: OrganizationRole | "administrator"; scope: Scope }>> = {
  "see-office": { least: "reader", scope: "read" },
  "add-dataset": { least: "contributor", scope: "write" },
  edit: { least: "coordinator", scope: "administer" },
  "manage-members": { least: "coordinator", scope: "administer" },
  "manage-sources": { least: "coordinator", scope: "administer" },
  "read-audit": { least: "coordinator", scope: "read" },
  "set-publishing": { least: "coordinator", scope: "administer" },
  "create-below": { least: "administrator", scope: "administer" },
  reorganise: { least: "administrator", scope: "administer" },
}

describe("who may do what with a body", () => {
  test("the table has every action", () => {
    assert.deepEqual(sorted(Object.keys(ofBodies)), sorted(organizationActions))
  })

  for (const action of organizationActions) {
    const { least, scope } = ofBodies[action]
    test(`${action}: ${least} of it or of one above, with the scope ${scope}`, () => {
      for (const role of organizationRoles) {
        const isEnough =
          least !== "administrator" && organizationRoles.indexOf(role) >= organizationRoles.indexOf(least)
        const may = (place: string) => mayOnOrganization(actorWith(role, place), action, "agency")
        assert.deepEqual([may("agency"), may("ministry")], [isEnough, isEnough], role)
        assert.deepEqual([may("office"), may("other")], [false, false], role)
      }
      for (const nobody of [anonymousActor, citizen, guest("editor")]) {
        assert.equal(mayOnOrganization(nobody, action, "agency"), false)
      }
      for (const given of subsets(scopes)) {
        assert.equal(mayOnOrganization({ ...administrator, scopes: given }, action, "agency"), given.includes(scope))
      }
      assert.equal(mayOnOrganization(systemActor, action, "agency"), true)
    })
  }

  test("what may not be is refused by its name", () => {
    assert.throws(() => assertMayOnOrganization(citizen, "edit", "agency"), NotAllowed)
  })
})

function subsets<Item>(items: readonly Item[]): Item[][] {
  const [first, ...rest] = items
  if (first === undefined) return [[]]
  return subsets(rest).flatMap((set) => [set, [first, ...set]])
}
