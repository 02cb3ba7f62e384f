import assert from "node:assert/strict"
import { after, before, test } from "node:test"
import { sql } from "kysely"
import { aClient, accountWorld, signUpPerson, takeMails } from "../../tests/support/accounts.ts"
import { type TestDatabase, testDatabase } from "../../tests/support/database.ts"
import { systemActor } from "../platform/actor.ts"
import { beginReset, invite, signIn } from "./index.ts"
import { sweepAccounts } from "./sweep.ts"

let database: TestDatabase
before(async () => {
  database = await testDatabase()
})
after(() => database.drop())

async function counts(): Promise<Record<string, number>> {
  const tables = ["session", "mail_token", "throttle", "invitation", "audit", "account"]
  const entries = await Promise.all(
    tables.map(async (table) => {
      const { rows } = await sql<{ n: number }>`select count(*)::int as n from ${sql.table(table)}`.execute(database.db)
      return [table, rows[0]!.n] as const
    }),
  )
  return Object.fromEntries(entries)
}

test("what has run out is swept; what has not, and who got which role, stays", async () => {
  const { deps, clock, wait } = await accountWorld(database)
  await signUpPerson(deps, { email: "amel@exemple.tn" })
  await beginReset(deps, { email: "amel@exemple.tn", language: "fr", client: aClient })
  await assert.rejects(signIn(deps, { email: "amel@exemple.tn", password: "wrong wrong wrong", client: aClient }))
  await invite(deps, { by: systemActor, email: "x@exemple.tn", role: "administrator", language: "fr" })
  await takeMails(database.db)
  const start = await counts()

  await sweepAccounts(database.db, clock.now())
  assert.deepEqual(await counts(), start)

  wait(46 * 24 * 60)
  await sweepAccounts(database.db, clock.now())
  const later = await counts()
  assert.deepEqual([later.session, later.mail_token, later.throttle, later.invitation, later.account], [0, 0, 0, 0, 1])
  assert.equal(later.audit, start.audit)

  wait(366 * 24 * 60)
  await sweepAccounts(database.db, clock.now())
  const { rows } = await sql<{ act: string }>`select act from audit order by id`.execute(database.db)
  assert.deepEqual(
    rows.map(({ act }) => act),
    ["account-created", "invitation-sent"],
  )
})
