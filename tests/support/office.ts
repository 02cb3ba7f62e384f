import { sql } from "kysely"
import {
  beginDataset,
  createOrganization,
  type NewDataset,
  type OfficeDataset,
  publishDataset,
  type WriteContext,
} from "../../src/catalogue/index.ts"
import { type Actor, anonymousActor, systemActor } from "../../src/platform/actor.ts"
import type { Db } from "../../src/platform/db.ts"
import { newId } from "../../src/platform/ids.ts"
import { createVocabularies, euFrequencies } from "../../src/vocabulary/index.ts"
import { type TestDatabase, testDatabase } from "./database.ts"

const licence = { code: "otl", title: { fr: "Licence" }, open: true, kind: "open", rawValues: [] }

/** Two bodies with their people, on a database of their own; each context is a minute later than the one before. */
export interface TestOffice {
  readonly database: TestDatabase
  readonly db: Db
  readonly ministry: string
  readonly agency: string
  readonly coordinator: Actor
  readonly contributor: Actor
  readonly reader: Actor
  /** Coordinator of the other body. */
  readonly stranger: Actor
  readonly administrator: Actor
  by(actor: Actor): WriteContext
  /** A draft of the ministry with all that publication asks for. */
  begin(given?: Partial<NewDataset>, actor?: Actor): Promise<OfficeDataset>
  published(given?: Partial<NewDataset>): Promise<OfficeDataset>
  storeFile(owner: Actor, warnings?: readonly unknown[]): Promise<string>
}

export async function openOffice(): Promise<TestOffice> {
  const database = await testDatabase()
  const { db } = database
  const creation = { newId, by: systemActor, at: new Date("2026-11-23T08:00:00Z") }
  const ministry = await createOrganization(db, { slug: "ministere", name: { fr: "Ministère" } }, creation)
  const agency = await createOrganization(db, { slug: "agence", name: { fr: "Agence" } }, creation)
  const coordinator = anActor({ [ministry]: "coordinator" })
  const vocabularies = createVocabularies({ themes: [], licences: [licence], places: [], frequencies: euFrequencies })
  let minute = 0
  const by = (actor: Actor): WriteContext => {
    minute += 1
    return { by: actor, at: new Date(Date.UTC(2026, 10, 23, 9, minute)), newId, vocabularies }
  }
  const begin = (given: Partial<NewDataset> = {}, actor = coordinator) =>
    beginDataset(db, { organizationId: ministry, ...complete, ...given }, by(actor))
  return {
    database,
    db,
    ministry,
    agency,
    coordinator,
    contributor: anActor({ [ministry]: "contributor" }),
    reader: anActor({ [ministry]: "reader" }),
    stranger: anActor({ [agency]: "coordinator" }),
    administrator: { ...anActor({}), roles: ["administrator"] },
    by,
    begin,
    async published(given) {
      const { id } = await begin(given)
      return publishDataset(db, { id }, by(coordinator))
    },
    async storeFile(owner, warnings = []) {
      const id = newId()
      await sql`
        insert into stored_file (id, owner, name, byte_size, sha256, media_type, warnings)
        values (${id}, ${owner.id}, 'a.csv', 12, ${"0".repeat(64)}, 'text/csv', ${JSON.stringify(warnings)})
      `.execute(db)
      return id
    },
  }
}

const complete = {
  facts: { title: { fr: "Prix des légumes" }, description: { fr: "Marché de gros" }, licence: { code: "otl" } },
}

export function anActor(grants: Actor["grants"]): Actor {
  return { ...anonymousActor, id: newId(), organizationIds: Object.keys(grants), grants }
}
