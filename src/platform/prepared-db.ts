import { sql } from "kysely"
import { checkServer } from "./check-server.ts"
import { type Db, openDb } from "./db.ts"
import { migrate, schemaState } from "./migrate.ts"
import { OperatorError } from "./operator-error.ts"

export type InstanceKind = "demo" | "real"

/** The database does not fit what the command is about to do. */
export class WrongDatabase extends OperatorError {
  override readonly name = "WrongDatabase"
  readonly code: "schema-behind" | "schema-ahead" | "not-prepared" | "is-demo" | "is-real" | "foreign-tables"
  constructor(code: WrongDatabase["code"], message: string) {
    super(message)
    this.code = code
  }
}

/** Opens the database for a command that expects it ready: right server, right schema. */
export async function openPreparedDb(url: string, migrationsFolder: string): Promise<Db> {
  const db = openDb({ url })
  try {
    await checkServer(db)
    const state = await schemaState(db, migrationsFolder)
    if (state.kind === "empty")
      throw new WrongDatabase("not-prepared", "There is no portal here yet: ./fihrist start creates it.")
    if (state.kind === "behind") {
      throw new WrongDatabase(
        "schema-behind",
        "The database is of an older version: ./fihrist start brings it up to date.",
      )
    }
    refuseNewer(state)
    return db
  } catch (error) {
    await db.destroy()
    throw error
  }
}

/** For `start`, `demo` and `restore`: makes the schema or brings it up to date, and settles what the instance is. */
export async function prepareDb(db: Db, migrationsFolder: string, kind: InstanceKind): Promise<void> {
  await checkServer(db)
  const state = await schemaState(db, migrationsFolder)
  refuseNewer(state)
  if (state.kind === "empty") await refuseForeignTables(db)
  else await refuseOtherKind(db, kind)
  await migrate(db, migrationsFolder)
  await switchOffCompiling(db)
  await settleKind(db, kind)
}

export async function instanceKind(db: Db): Promise<InstanceKind | undefined> {
  const { rows } = await sql<{ kind: InstanceKind }>`
    select value #>> '{}' as kind from instance_fact where name = 'kind'
  `.execute(db)
  return rows[0]?.kind
}

// Compiling costs our short questions far more than running them (419 of 488 ms in one facet query). On a server of others
// the account may not be allowed to say so; then it stays as it is.
async function switchOffCompiling(db: Db): Promise<void> {
  const { rows } = await sql<{ name: string }>`select current_database() as name`.execute(db)
  await sql`alter database ${sql.id(rows[0]!.name)} set jit = off`.execute(db).catch(() => {})
}

async function settleKind(db: Db, kind: InstanceKind): Promise<void> {
  await sql`
    insert into instance_fact (name, value) values ('kind', to_jsonb(${kind}::text)) on conflict (name) do nothing
  `.execute(db)
}

function refuseNewer(state: Awaited<ReturnType<typeof schemaState>>): void {
  if (state.kind !== "ahead") return
  throw new WrongDatabase(
    "schema-ahead",
    `The database is of a newer version of Fihrist (it has ${state.unknown.join(", ")}): run that version.`,
  )
}

async function refuseOtherKind(db: Db, wanted: InstanceKind): Promise<void> {
  const found = await instanceKind(db)
  if (found === wanted) return
  if (found === "demo") {
    throw new WrongDatabase(
      "is-demo",
      "This is a demo. A real portal needs a folder or database of its own: ./fihrist start --data DIR.",
    )
  }
  // Without the mark, only an untouched database may become a demo.
  const isReal = found === "real" || (wanted === "demo" && (await hasChanges(db)))
  if (isReal) {
    throw new WrongDatabase(
      "is-real",
      "This is a real portal. The demo needs a folder or database of its own: ./fihrist demo --data DIR.",
    )
  }
}

async function hasChanges(db: Db): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`select position > 0 as found from change_head`.execute(db)
  return rows[0]?.found ?? false
}

async function refuseForeignTables(db: Db): Promise<void> {
  const { rows } = await sql<{ name: string }>`
    select tablename as name from pg_tables where schemaname = current_schema() order by tablename limit 3
  `.execute(db)
  if (rows.length === 0) return
  const names = rows.map(({ name }) => name).join(", ")
  throw new WrongDatabase(
    "foreign-tables",
    `The database holds tables of something else (${names}…): give Fihrist one of its own.`,
  )
}
