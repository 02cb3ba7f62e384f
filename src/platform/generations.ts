import { sql } from "kysely"
import { changeChannel } from "./changes/index.ts"
import type { Db } from "./db.ts"

/**
 * A generation is the number of times that something derived (the search index) was asked to be made anew. Nodes compare
 * it with that of what they have, at each ring of the change bell, and rebuild while the old one serves.
 */
export async function raiseGeneration(db: Db, of: string): Promise<number> {
  const { rows } = await sql<{ generation: number }>`
    with raised as (
      insert into instance_fact (name, value) values (${factName(of)}, to_jsonb(1))
      on conflict (name) do update
        set value = to_jsonb((instance_fact.value)::int + 1), updated_at = now()
      returning value::int as generation
    )
    select generation, pg_notify(${changeChannel}, 'generation') from raised
  `.execute(db)
  return rows[0]!.generation
}

/** 0 where it was never raised. */
export async function readGeneration(db: Db, of: string): Promise<number> {
  const { rows } = await sql<{ generation: number }>`
    select value::int as generation from instance_fact where name = ${factName(of)}
  `.execute(db)
  return rows[0]?.generation ?? 0
}

function factName(of: string): string {
  return `generation of ${of}`
}
