import assert from "node:assert/strict"
import { join } from "node:path"
import { after, before, describe, test } from "node:test"
import { silentLog } from "../../src/platform/log.ts"
import { createQueryEngine, type RunningEngine } from "../../src/tabular/engine/create-query-engine.ts"
import { QueryMistake } from "../../src/tabular/query/query-mistake.ts"
import type { QueryableTable } from "../../src/tabular/query/queryable-table.ts"
import { answerSql } from "../../src/tabular/query/sql/answer-sql.ts"
import { type ParquetBlobs, parquetBlobs } from "../support/parquet-blob.ts"

let store: ParquetBlobs
let engine: RunningEngine
let schools: QueryableTable
let regions: QueryableTable
const regionsId = "0b6f3c1e-0000-4000-8000-000000000001"

before(async () => {
  store = await parquetBlobs()
  engine = createQueryEngine({ blobs: store.blobs, folder: join(store.folder, "query"), log: silentLog })
  schools = {
    tableId: "schools",
    number: 1,
    parquet: {
      sha256: await store.add(`select i as id, 'TN-' || (11 + i % 3) as region, i * 1.5 as score, null as score__written
        from range(9) t(i)`),
      byteSize: 0,
    },
    rows: 9,
    columns: [
      { name: "id", header: "المعرّف", type: "integer" },
      { name: "region", header: "الجهة", type: "text" },
      { name: "score", header: "المعدل العام", type: "decimal" },
    ],
  }
  regions = {
    tableId: regionsId,
    number: 1,
    parquet: { sha256: await store.add("select 'TN-11' as code, 'تونس' as name"), byteSize: 0 },
    rows: 1,
    columns: [
      { name: "code", header: "code", type: "text" },
      { name: "name", header: "الاسم", type: "text" },
    ],
  }
})

after(async () => {
  await engine.close()
  await store.remove()
})

const ask = (sql: string) =>
  answerSql({ engine, sql, self: schools, find: async (name) => (name === regionsId ? regions : undefined) })
const values = async (sql: string) => (await ask(sql)).rows.map((row) => Object.values(row))

test("one SELECT is answered, with the types and headers of its columns", async () => {
  const answer = await ask("select region, count(*) as n, avg(score) from this group by region order by 1 limit 2;")

  assert.deepEqual(
    answer.columns.map(({ name, header, type }) => [name, header, type]),
    [
      ["region", "الجهة", "text"],
      ["n", "n", "integer"],
      ["avg(score)", "avg(score)", "decimal"],
    ],
  )
  assert.deepEqual(answer.rows[0], { region: "TN-11", n: 3, "avg(score)": 4.5 })
})

describe("SQL that is answered", () => {
  const cases: readonly [sql: string, values: readonly (readonly unknown[])[]][] = [
    ["select * from this where id = 1", [[1, "TN-12", 1.5]]],
    [
      `select t.id, r.name from this t join "${regionsId}" r on t.region = r.code order by 1`,
      [
        [0, "تونس"],
        [3, "تونس"],
        [6, "تونس"],
      ],
    ],
    ['select "المعدل العام" from this where "الجهة" = \'TN-12\' and المعرّف < 4', [[1.5]]],
    ['select t."الجهة", t . "المعدل العام" as "معدل" from this t order by "معدل" desc limit 1', [["TN-13", 12]]],
    ["with a as (select id from this where id > 6), b as (select max(id) m from a) select m from b", [[8]]],
    [
      "select id, row_number() over (order by id desc) from this qualify row_number() over (order by id desc) = 1",
      [[8, 1]],
    ],
    ["select x from unnest([1, 2]) t(x) union all select 3", [[1], [2], [3]]],
    ["select sum(i) from range(10) t(i)", [[45]]],
    [
      "select case when id > 5 then 'big' else 'small' end as size, count(*) from this group by all order by 1",
      [
        ["big", 3],
        ["small", 6],
      ],
    ],
    ["select list_transform([1, 2], lambda x: x + 1), {'a': 1}.a, try_cast('x' as integer)", [[[2, 3], 1, null]]],
    [
      "select id from this where region in (select code from (values ('TN-13')) v(code)) and exists (select 1) order by id limit 1",
      [[2]],
    ],
    [
      "select strftime(date '2024-05-06', '%d/%m/%Y'), extract(year from date '2024-05-06'), interval 1 day + date '2024-05-06'",
      [["06/05/2024", 2024, "2024-05-07T00:00:00"]],
    ],
    ["select 1 as a, 2 as a", [[1, 2]]],
    ["select 'a;b -- c' -- ; drop table this", [["a;b -- c"]]],
  ]
  for (const [sql, expected] of cases) test(sql, async () => assert.deepEqual(await values(sql), expected))
})

describe("SQL that is refused", () => {
  const refused: readonly [sql: string, code: string][] = [
    ["", "query-not-read-only"],
    ["select 1; select 2", "query-not-read-only"],
    ["insert into this values (1)", "query-not-read-only"],
    ["drop view this", "query-not-read-only"],
    ["copy this to 'x.csv'", "query-not-read-only"],
    ["attach 'x.db'", "query-not-read-only"],
    ["set threads = 4", "query-not-read-only"],
    ["pragma database_list", "query-not-read-only"],
    ["explain select 1", "query-not-read-only"],
    ["describe this", "query-not-read-only"],
    ["show tables", "query-not-read-only"],
    ["summarize this", "query-not-read-only"],
    ["call pragma_version()", "query-not-read-only"],
    ["select * from 'x.csv'", "unknown-table"],
    ['select * from "/etc/passwd"', "unknown-table"],
    ["select * from duckdb_settings", "unknown-table"],
    ["select levenshtein(school, school) from this", "unknown-query-function"],
    ["select * from duckdb_settings()", "unknown-query-function"],
    ["select * from information_schema.tables", "query-not-read-only"],
    ["select * from main.this", "query-not-read-only"],
    ["select * from read_parquet('x')", "unknown-query-function"],
    ["select * from read_text('/etc/passwd')", "unknown-query-function"],
    ["select * from glob('*')", "unknown-query-function"],
    ["select * from query('select 1')", "unknown-query-function"],
    ["select * from query_table('this')", "unknown-query-function"],
    ["select * from pragma_version()", "unknown-query-function"],
    ["select * from parquet_metadata('x')", "unknown-query-function"],
    ["select current_setting('temp_directory')", "unknown-query-function"],
    ["select getenv('HOME')", "unknown-query-function"],
    ["select getvariable('x')", "unknown-query-function"],
    ["select system.main.getenv('HOME')", "query-not-read-only"],
    ["select sleep_ms(10000)", "unknown-query-function"],
    ["select repeat('x', 1000000000)", "unknown-query-function"],
    ["select write_log('x')", "unknown-query-function"],
    ["select json_execute_serialized_sql('x')", "unknown-query-function"],
    ["select $1", "query-not-read-only"],
    ["select ?", "query-not-read-only"],
    ["with recursive r as (select 1 as a union all select a + 1 from r) select * from r", "query-not-read-only"],
    ["select * from (with duckdb_tables as (select 1) select 1) a, duckdb_tables", "unknown-table"],
    ["select * from (with x as (select 1) select * from x) a, x", "unknown-table"],
    ["with y as (select * from x), x as (select 1) select * from y", "unknown-table"],
    ["select range(1000000000)", "unknown-query-function"],
    ["select (select 1 from duckdb_views)", "unknown-table"],
    ["select id from this order by (select count(*) from sqlite_master)", "unknown-table"],
    ["select list_transform([1], lambda x: (select count(*) from pg_class))", "unknown-table"],
    ["select count(*) filter (where current_setting('x') = '1') from this", "unknown-query-function"],
    ["select sum(id) over (order by getenv('x')) from this", "unknown-query-function"],
    ["select * from this limit (select count(*) from duckdb_functions())", "unknown-query-function"],
    ["select columns(c -> current_setting(c) = '1') from this", "unknown-query-function"],
    ["select frm this", "unknown-column"],
    ["selct id from this", "query-syntax"],
    ["select id from this where", "query-syntax"],
    ["select scor from this", "unknown-column"],
    ["select foo(id) from this", "unknown-query-function"],
    ["select region::integer from this", "query-impossible"],
    ["select x.y.z.id from this", "query-impossible"],
    ["select id from this) union (select 1", "query-syntax"],
    ["select __row from this", "unknown-column"],
    ["select score__written from this", "unknown-column"],
    [`select * from "${regionsId}x"`, "unknown-table"],
  ]
  for (const [sql, code] of refused) {
    test(`${sql || "nothing"} is ${code}`, async () => {
      await assert.rejects(ask(sql), (error) => {
        assert.ok(error instanceof QueryMistake, String(error))
        assert.equal(error.code, code)
        return true
      })
    })
  }
})

test("mistakes in SQL say where they are and what was probably meant", async () => {
  const placeOf = async (sql: string) => {
    const error = await ask(sql).catch((it) => it)
    return [error.place?.parameter, error.place?.position, error.place?.nearest]
  }

  assert.deepEqual(await placeOf("select 'é', scor from this"), ["sql", 12, "score"])
  assert.deepEqual(await placeOf('select "الجه" from this'), ["sql", 7, "region"])
  assert.deepEqual(await placeOf("select 'é', mediann(id) from this"), ["sql", 12, "median"])
  assert.deepEqual(await placeOf("select 'é' form this x y"), ["sql", 16, undefined])
})

test("an answer that is too long says so", async () => {
  const limits = { maxRows: 3, maxBytes: 1_000_000, timeoutMs: 5000 }
  const answer = await answerSql({
    engine,
    sql: "select id from this",
    self: schools,
    find: async () => undefined,
    limits,
  })

  assert.deepEqual([answer.rows.length, answer.truncated], [3, true])
})
