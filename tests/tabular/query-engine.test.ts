import assert from "node:assert/strict"
import { readFileSync } from "node:fs"
import { readdir } from "node:fs/promises"
import { connect } from "node:net"
import { join } from "node:path"
import { text } from "node:stream/consumers"
import { after, before, test } from "node:test"
import { setTimeout as sleep } from "node:timers/promises"
import { silentLog } from "../../src/platform/log.ts"
import { createQueryEngine, type RunningEngine } from "../../src/tabular/engine/create-query-engine.ts"
import type { Answer, CompiledQuery } from "../../src/tabular/engine/query-engine.ts"
import { EngineBusy, QueryTookTooLong, QueryTooLarge } from "../../src/tabular/engine/refusals.ts"
import { intersects } from "../../src/tabular/query/geo-filters.ts"
import { QueryMistake } from "../../src/tabular/query/query-mistake.ts"
import { readShape } from "../../src/tabular/query/shape.ts"
import { type ParquetBlobs, parquetBlobs } from "../support/parquet-blob.ts"

const limits = { maxRows: 100, maxBytes: 1_000_000, timeoutMs: 5000 }
const endless = "select count(*) from range(1000000) a, range(1000000) b where a.range % 7 = b.range % 11"

let store: ParquetBlobs
let engine: RunningEngine
let people: string
let places: string

before(async () => {
  store = await parquetBlobs()
  people = await store.add(`select i as id, 'name ' || i as name, null::varchar as name__written,
    date '2024-01-01' + i::int as born from range(1000) t(i)`)
  places = await store.add("select 'TN-11' as code, 'تونس' as name")
  engine = createQueryEngine({ blobs: store.blobs, folder: join(store.folder, "query"), log: silentLog })
})

after(async () => {
  await engine.close()
  await store.remove()
})

const of = (sql: string, given: Partial<CompiledQuery> = {}): CompiledQuery => ({
  sql,
  params: [],
  tables: { this: people },
  ...given,
})
const ask = (sql: string, given: Partial<CompiledQuery> = {}): Promise<Answer> => engine.ask(of(sql, given), limits)
const mistake = (code: string) => (error: unknown) => error instanceof QueryMistake && error.code === code

test("a question names the table and its rows, and gets values that JSON can say", async () => {
  const answer = await ask("select __row, id, born, name__written from this where id >= ? order by id limit 2", {
    params: [998n],
  })

  assert.deepEqual(answer, {
    columns: [
      { name: "__row", sqlType: "BIGINT" },
      { name: "id", sqlType: "BIGINT" },
      { name: "born", sqlType: "DATE" },
      { name: "name__written", sqlType: "VARCHAR" },
    ],
    rows: [
      [998, 998, "2026-09-25", null],
      [999, 999, "2026-09-26", null],
    ],
    truncated: false,
  })
})

test("values of every type are said in JSON without loss", async () => {
  const { rows } = await ask(`select 9007199254740993, 12.50::decimal(10,2), 12345678901234567.25::decimal(20,2),
    'nan'::double, timestamp '2024-05-06 07:08:09.5', timestamptz '2024-05-06 07:08:09+01', time '10:00:00', true,
    [1, 2], {'a': 1, 'b': date '2024-01-01'}, '\\xAB'::blob, interval 2 day, map {'x': 1}, 170141183460469231731687303715884105727`)

  assert.deepEqual(rows[0], [
    "9007199254740993",
    12.5,
    "12345678901234567.25",
    null,
    "2024-05-06T07:08:09.5",
    "2024-05-06T06:08:09Z",
    "10:00:00",
    true,
    [1, 2],
    { a: 1, b: "2024-01-01" },
    "ab",
    "2 days",
    [{ key: "x", value: 1 }],
    "170141183460469231731687303715884105727",
  ])
})

test("a plain table has neither hidden columns nor numbers of rows", async () => {
  const { columns } = await ask("select * from this", { plain: true })

  assert.deepEqual(
    columns.map(({ name }) => name),
    ["id", "name", "born"],
  )
})

test("several tables are joined by their names", async () => {
  const { rows } = await ask('select p.name, t.id from this t cross join "a-b" p where t.id = 5', {
    tables: { this: people, "a-b": places },
  })

  assert.deepEqual(rows, [["تونس", 5]])
})

test("what the limits cut off is told", async () => {
  const byRows = await engine.ask(of("select id from this"), { ...limits, maxRows: 10 })
  const byBytes = await engine.ask(of("select id, name from this"), { ...limits, maxBytes: 200 })
  const whole = await engine.ask(of("select id from this limit 10"), { ...limits, maxRows: 10 })

  assert.deepEqual([byRows.rows.length, byRows.truncated], [10, true])
  assert.ok(byBytes.rows.length < 20 && byBytes.truncated)
  assert.deepEqual([whole.rows.length, whole.truncated], [10, false])
})

test("answers that were cut off, and exports that were left, leave no memory behind", async () => {
  for (let at = 0; at < 400; at++) {
    const { truncated } = await engine.ask(of("select * from this order by md5(name), born"), { ...limits, maxRows: 5 })
    assert.ok(truncated)
  }
  for (let at = 0; at < 10; at++) {
    const format = at % 2 === 0 ? "xlsx" : "csv"
    const query = of("select md5(range::varchar) from range(30000) order by 1", { tables: {} })
    const stream = await engine.export(query, { format, timeoutMs: 5000 })
    stream.once("error", () => {})
    stream.destroy()
  }
})

test("no file but those named can be read, and no setting changed", async () => {
  const other = await store.blobs.localPath(places)
  for (const sql of [
    `select * from read_parquet('${other}')`,
    `select * from '${other}'`,
    "select * from read_text('/etc/passwd')",
    "select * from glob('/etc/*')",
    `copy this to '${store.folder}/stolen.csv'`,
    `attach '${store.folder}/new.db'`,
    "install spatial",
    "load spatial",
  ]) {
    await assert.rejects(ask(sql), QueryMistake, sql)
  }
  await assert.rejects(ask("set threads = 4"), mistake("query-impossible"))
  await assert.rejects(ask("set enable_external_access = true"), mistake("query-impossible"))
  assert.ok(!(await readdir(store.folder)).some((name) => /stolen|new/.test(name)))
})

test("mistakes in SQL are told without the SQL around them", async () => {
  await assert.rejects(ask("select nme from this", { plain: true }), (error) => {
    assert.ok(error instanceof QueryMistake)
    assert.deepEqual(
      [error.code, error.values.column, error.place],
      ["unknown-column", "nme", { position: 7, nearest: "name" }],
    )
    return true
  })
  await assert.rejects(ask("select name::int from this"), (error) => {
    assert.ok(error instanceof QueryMistake)
    assert.match(String(error.values.detail), /^Could not convert string 'name 0' to INT32/)
    return error.place.position === undefined
  })
})

test("a question that lasts is stopped at its limit, and one whose asker left, too", async () => {
  await assert.rejects(engine.ask(of(endless), { ...limits, timeoutMs: 400 }), QueryTookTooLong)

  const leaving = AbortSignal.timeout(200)
  await assert.rejects(engine.ask(of(endless), { ...limits, signal: leaving }), { name: /Abort|Timeout/ })
  assert.deepEqual((await ask("select 1")).rows, [[1]])
})

test("a question that needs more memory than there is, is refused", async () => {
  const hungry = "select list(range) from range(200000000)"
  await assert.rejects(engine.ask(of(hungry), { ...limits, timeoutMs: 30_000 }), QueryTooLarge)
})

test("a question that cannot be interrupted is told that it took too long, and the next one is answered", async () => {
  const long = "(select string_agg('abcdefghij', '') from range(40000))"
  await assert.rejects(
    engine.ask(of(`select levenshtein(${long}, reverse(${long}))`), { ...limits, timeoutMs: 300 }),
    QueryTookTooLong,
  )
  assert.deepEqual((await ask("select count(*) from this")).rows, [[1000]])
})

test("a search for geometries in an area that asks too much is refused in time, and takes nobody with it", async () => {
  // Rings of a thousand corners around places that lie close together.
  const at = (name: string, wave: string) => `(i % 30) / 100.0 + ${name}(k * pi() / 500) * (1 + 0.2 * ${wave})`
  const shapes = await store.add(`select to_json({type: 'Polygon', coordinates: [list_transform(range(1001), lambda k:
      [${at("cos", "sin(k)")}, ${at("sin", "cos(k)")}])]})::varchar as shape,
    -2.0 as shape__xmin, -2.0 as shape__ymin, 2.0 as shape__xmax, 2.0 as shape__ymax from range(1500) t(i)`)
  const corners = Array.from({ length: 1000 }, (_, at) => `${Math.cos(at / 159)} ${at % 2 ? 1 : -1}`)
  const area = intersects(
    { kind: "geometry", column: { name: "shape", header: "shape", type: "geometry" } },
    readShape(`POLYGON((${corners.join(",")}))`),
  )
  const search = of(`select count(*) from this where ${area.text}`, { params: area.params, tables: { this: shapes } })
  await ask("select 1")
  const pid = engine.pid()

  const started = performance.now()
  // Whichever of time and memory is short first.
  const stopped = assert.rejects(
    engine.ask(search, { ...limits, timeoutMs: 700 }),
    (error) => error instanceof QueryTookTooLong || error instanceof QueryTooLarge,
  )
  assert.deepEqual((await ask("select count(*) from this")).rows, [[1000]])
  await stopped
  assert.ok(performance.now() - started < 3000)
  assert.deepEqual((await ask("select 1")).rows, [[1]])
  assert.equal(engine.pid(), pid)
})

test("who goes away in the middle of a question takes nobody with him", async () => {
  // A process that was ended before is gone by now.
  await sleep(300)
  await ask("select 1")
  const pid = engine.pid()!
  const { socket } = JSON.parse(readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0").at(-2)!)
  const asker = connect(socket)
  asker.write('POST /ask HTTP/1.1\r\nhost: x\r\ncontent-length: 1000\r\n\r\n{"query"')
  await sleep(50)
  asker.destroy()
  await sleep(100)

  await ask("select 1")
  assert.equal(engine.pid(), pid)
})

test("after the process was killed the next question, and those under way, are answered", async () => {
  await ask("select 1")
  const lasting = engine.ask(of("select count(*) from range(3000) a, range(20000) b where a.range <> b.range"), limits)
  await sleep(50)
  const killed = engine.pid()!
  process.kill(killed, "SIGKILL")

  assert.deepEqual((await lasting).rows, [[59_997_000]])
  assert.deepEqual((await ask("select 2")).rows, [[2]])
  assert.notEqual(engine.pid(), killed)
})

test("eight heavy questions do not hold up a small one", async () => {
  const leaving = new AbortController()
  const heavy = Array.from({ length: 8 }, () =>
    engine.ask(of(endless), { ...limits, timeoutMs: 20_000, signal: leaving.signal }).catch((error) => error),
  )
  await sleep(300)
  const started = performance.now()
  await ask("select name from this limit 10")
  const took = performance.now() - started
  leaving.abort()
  await Promise.all(heavy)

  assert.ok(took < 3000, `${took} ms`)
})

test("too many questions at once are refused, and told to come back", async () => {
  const small = createQueryEngine({
    blobs: store.blobs,
    folder: join(store.folder, "small"),
    log: silentLog,
    config: { quick: 1, heavy: 1, longestQueue: 2, patienceMs: 300 },
  })
  try {
    const asked = Array.from({ length: 8 }, () => small.ask(of(endless), { ...limits, timeoutMs: 1500 }))
    const reasons = (await Promise.allSettled(asked)).map((it) => it.status === "rejected" && it.reason)

    assert.ok(reasons.some((reason) => reason instanceof EngineBusy))
    assert.ok(reasons.every((reason) => reason instanceof EngineBusy || reason instanceof QueryTookTooLong))
  } finally {
    await small.close()
  }
})

test("a text of SQL is read as DuckDB reads it", async () => {
  const parsed = await engine.parse("select name from this")
  const wrong = await engine.parse("select 'é' frm this x y")

  assert.ok(parsed.kind === "parsed" && parsed.statements.length === 1)
  assert.deepEqual([wrong.kind, wrong.kind === "mistake" && wrong.position], ["mistake", 15])
})

test("an export that nobody reads any more ends, and one with a mistake never begins", async () => {
  const stream = await engine.export(of("select * from range(100000000)"), { format: "csv", timeoutMs: 20_000 })
  stream.once("error", () => {})
  stream.destroy()
  await assert.rejects(
    engine.export(of("select name::int from this"), { format: "csv", timeoutMs: 5000 }),
    mistake("query-impossible"),
  )
  const small = await engine.export(of("select id from this limit 2"), { format: "csv", timeoutMs: 5000 })
  assert.equal(await text(small), "id\r\n0\r\n1\r\n")
})
