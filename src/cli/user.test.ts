import assert from "node:assert/strict"
import { spawnSync } from "node:child_process"
import { after, before, describe, test } from "node:test"
import { sql } from "kysely"
import { type TestDatabase, testDatabase } from "../../tests/support/database.ts"
import { typescript } from "../../tests/support/typescript.ts"
import { actorOfToken, membershipsOf } from "../accounts/index.ts"
import { root } from "../config.ts"
import { newId } from "../platform/ids.ts"

const password = "un chameau traverse la nuit"
const organizationId = newId()

describe("accounts from the command line", () => {
  let database: TestDatabase
  before(async () => {
    database = await testDatabase()
    await sql`
      insert into organization (id, slug, name) values (${organizationId}, 'sante', '{"fr": "Santé"}')
    `.execute(database.db)
  })
  after(() => database.drop())

  function run(line: string, input = `${password}\n`) {
    const { status, stdout, stderr } = spawnSync(process.execPath, [...typescript, "src/main.ts", ...line.split(" ")], {
      cwd: root,
      env: { PATH: process.env.PATH, HOME: process.env.HOME, DATABASE_URL: database.url },
      encoding: "utf8",
      input,
    })
    return { code: status, out: stdout, errors: stderr }
  }

  test("user create prints the id, token create the token, and the token acts with the role", async () => {
    const made = run("user create --email amel@exemple.tn --role coordinator --organization sante")
    assert.equal(made.code, 0, made.errors)
    assert.match(made.out, /^[0-9a-f-]{36}\n$/)
    assert.equal((await membershipsOf(database.db, made.out.trim()))[0]?.role, "coordinator")

    const { code, out, errors } = run("token create --email Amel@exemple.tn --name export")
    assert.equal(code, 0, errors)
    assert.match(out, /^fih_[\w-]{43}\n$/)
    const found = await actorOfToken(database.db, { token: out.trim(), now: new Date() })
    assert.equal(found?.actor.grants[organizationId], "coordinator")
  })

  test("an administrator and a citizen belong to no organization", async () => {
    assert.equal(run("user create --email root@exemple.tn --role administrator").code, 0)
    assert.equal(run("user create --email citizen@exemple.tn --role citizen").code, 0)
    const { rows } = await sql<{ administrator: boolean }>`
      select administrator from account where email in ('root@exemple.tn', 'citizen@exemple.tn') order by email
    `.execute(database.db)
    assert.deepEqual(
      rows.map(({ administrator }) => administrator),
      [false, true],
    )
  })

  const refused: readonly [string, string | undefined, number, RegExp][] = [
    ["user create --email a@exemple.tn --role reader", undefined, 2, /^--organization is missing/],
    ["user create --email a@exemple.tn --role citizen --organization sante", undefined, 2, /^--organization goes with/],
    ["user create --email a@exemple.tn --role king", undefined, 2, /expected one of administrator/],
    [
      "user create --email a@exemple.tn --role reader --organization nowhere",
      undefined,
      1,
      /^There is no organization "nowhere"/,
    ],
    ["user create --email nothing --role citizen", undefined, 1, /not a valid e-mail address/],
    ["user create --email a@exemple.tn --role citizen", "court\n", 1, /Too short: 12 characters at least/],
    ["user create --email a@exemple.tn --role citizen", "motdepasse2024\n", 1, /Everybody tries this password first/],
    ["user create --email a@exemple.tn --role citizen", "", 1, /^No password came/],
    ["token create --email nobody@exemple.tn", undefined, 1, /^There is no account nobody@exemple\.tn/],
  ]
  for (const [line, input, code, message] of refused) {
    test(`"${line}"${input === undefined ? "" : ` with ${JSON.stringify(input)}`} ends with ${code} and says why`, () => {
      const answer = run(line, input)
      assert.equal(answer.code, code, answer.errors)
      assert.equal(answer.out, "")
      assert.match(answer.errors, message)
      assert.doesNotMatch(answer.errors, /\n {4}at |motdepasse2024|court\n/)
    })
  }

  test("an address is given once", () => {
    run("user create --email once@exemple.tn --role citizen")
    const { code, errors } = run("user create --email Once@exemple.tn --role citizen")
    assert.equal(code, 1)
    assert.match(errors, /^There is an account with the address once@exemple\.tn already/)
  })
})
