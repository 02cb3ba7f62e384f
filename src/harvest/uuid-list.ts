import { sql } from "kysely"
import type { Db } from "../platform/db.ts"

const idBytes = 16
const rowsAtOnce = 10_000

/** The ids of a table, sixteen bytes each: there may be hundreds of thousands. */
export async function uuidsOf(db: Db, table: string): Promise<UuidList> {
  const parts: Buffer[] = []
  for (let last: string | undefined, isMore = true; isMore; ) {
    const { rows } = await sql<{ id: string }>`
      select id from ${sql.table(table)}
      ${last === undefined ? sql`` : sql`where id > ${last}`}
      order by id
      limit ${rowsAtOnce}
    `.execute(db)
    parts.push(Buffer.concat(rows.map(({ id }) => bytesOf(id))))
    last = rows.at(-1)?.id
    isMore = rows.length === rowsAtOnce
  }
  return new UuidList(Buffer.concat(parts))
}

/** In the order of their bytes, which is PostgreSQL's. */
export class UuidList {
  readonly #ids: Buffer

  constructor(sorted: Buffer) {
    this.#ids = sorted
  }

  has(uuid: string): boolean {
    const wanted = bytesOf(uuid)
    let low = 0
    let high = this.#ids.length / idBytes
    while (low < high) {
      const middle = (low + high) >> 1
      const order = wanted.compare(this.#ids, middle * idBytes, (middle + 1) * idBytes)
      if (order === 0) return true
      if (order < 0) high = middle
      else low = middle + 1
    }
    return false
  }
}

function bytesOf(uuid: string): Buffer {
  return Buffer.from(uuid.replaceAll("-", ""), "hex")
}
