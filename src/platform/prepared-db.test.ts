import assert from "node:assert/strict"
import { after, describe, test } from "node:test"
import { sql } from "kysely"
import { emptyDatabase, migrationsFolder, type TestDatabase, testDatabase } from "../../tests/support/database.ts"
import { checkServer } from "./check-server.ts"
import { openDb } from "./db.ts"
import { raiseGeneration, readGeneration } from "./generations.ts"
import { instanceKind, openPreparedDb, prepareDb, WrongDatabase } from "./prepared-db.ts"

describe("a database that is prepared", () => {
  const opened: TestDatabase[] = []
  after(() => Promise.all(opened.map((database) => database.drop())))

  async function migrated(): Promise<TestDatabase> {
    const database = await testDatabase()
    opened.push(database)
    return database
  }

  async function empty(locale?: string, encoding?: string): Promise<TestDatabase> {
    const database = await emptyDatabase(locale, encoding)
    opened.push(database)
    return database
  }

  test("from nothing, gets its schema and its mark, twice the same", async () => {
    const { db, url } = await empty()

    await prepareDb(db, migrationsFolder, "demo")
    await prepareDb(db, migrationsFolder, "demo")

    assert.equal(await instanceKind(db), "demo")
    await (await openPreparedDb(url, migrationsFolder)).destroy()
  })

  test("as a demo, refuses to become a real portal, and keeps its mark", async () => {
    const { db } = await migrated()
    await prepareDb(db, migrationsFolder, "demo")

    await assert.rejects(prepareDb(db, migrationsFolder, "real"), refusal("is-demo"))
    assert.equal(await instanceKind(db), "demo")
  })

  test("as a real portal, refuses to become a demo, even an empty one", async () => {
    const { db } = await migrated()
    await prepareDb(db, migrationsFolder, "real")

    await assert.rejects(prepareDb(db, migrationsFolder, "demo"), refusal("is-real"))
  })

  test("without a mark but with changes, is taken for real", async () => {
    const { db } = await migrated()
    await sql`update change_head set position = 1`.execute(db)

    await assert.rejects(prepareDb(db, migrationsFolder, "demo"), refusal("is-real"))
    await prepareDb(db, migrationsFolder, "real")
  })

  test("with the tables of something else, is refused and left alone", async () => {
    const { db } = await empty()
    await sql`create table invoice (id int)`.execute(db)

    await assert.rejects(prepareDb(db, migrationsFolder, "real"), refusal("foreign-tables"))
    await assert.rejects(prepareDb(db, migrationsFolder, "demo"), refusal("foreign-tables"))
    const { rows } = await sql`select from pg_tables where schemaname = 'public'`.execute(db)
    assert.equal(rows.length, 1)
  })

  test("of a newer version, is refused by all", async () => {
    const { db, url } = await migrated()
    await sql`insert into schema_migration (name) values ('9999_future.sql')`.execute(db)

    await assert.rejects(prepareDb(db, migrationsFolder, "real"), refusal("schema-ahead"))
    await assert.rejects(openPreparedDb(url, migrationsFolder), refusal("schema-ahead"))
  })

  test("of an older version, is refused by commands that do not migrate, which say who does", async () => {
    const { db, url } = await migrated()
    await sql`delete from schema_migration where name = (select max(name) from schema_migration)`.execute(db)

    await assert.rejects(openPreparedDb(url, migrationsFolder), (error: Error) => {
      assert.ok(error instanceof WrongDatabase && error.code === "schema-behind")
      assert.match(error.message, /\.\/fihrist start/)
      return true
    })
  })

  test("that is empty, is refused by commands that do not migrate", async () => {
    const { url } = await empty()

    await assert.rejects(openPreparedDb(url, migrationsFolder), refusal("not-prepared"))
  })

  test("with the locale C, is refused, because Arabic would be lost", async () => {
    const { db } = await empty("C")

    await assert.rejects(checkServer(db), /does not know Arabic.*create database/)
  })

  test("in another encoding than UTF-8, is refused", async () => {
    const { db } = await empty("C", "LATIN1")

    await assert.rejects(checkServer(db), /has the encoding LATIN1.*create database/)
  })

  test("that cannot be reached, is told without its password", async () => {
    const db = openDb({ url: "postgres://fihrist:hunter2@127.0.0.1:1/fihrist" })

    await assert.rejects(checkServer(db), (error: Error) => {
      assert.match(error.message, /^The database cannot be used: .*ECONNREFUSED.*Check DATABASE_URL/)
      assert.doesNotMatch(error.message, /hunter2/)
      return true
    })
    await db.destroy()
  })

  test("counts the generations of what is derived from it, each apart", async () => {
    const { db } = await migrated()
    assert.equal(await readGeneration(db, "search"), 0)

    assert.equal(await raiseGeneration(db, "search"), 1)
    assert.equal(await raiseGeneration(db, "search"), 2)

    assert.equal(await readGeneration(db, "search"), 2)
    assert.equal(await readGeneration(db, "cards"), 0)
  })
})

function refusal(code: WrongDatabase["code"]) {
  return (error: Error) => error instanceof WrongDatabase && error.code === code
}
