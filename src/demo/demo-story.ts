/** What people did in the demo before its reader came: corrections of harvested datasets, a duplicate that was settled. */
import { sql } from "kysely"
import { joinDatasets, patchDataset, type WriteContext } from "../catalogue/index.ts"
import type { HarvestDeps } from "../harvest/index.ts"
import { type Actor, systemActor } from "../platform/actor.ts"
import type { Db } from "../platform/db.ts"
import { idOf } from "./name-based-id.ts"

const corrections = [
  {
    record: "agriculture/barrages-tunisie",
    facts: {
      title: {
        fr: "Barrages de Tunisie : inventaire national",
        ar: "السدود التونسية: الجرد الوطني",
        en: "Dams of Tunisia: national inventory",
      },
      frequency: { code: "IRREG" },
    },
  },
  {
    record: "agriculture/infrastructures-agricoles-tunisie",
    facts: { contactPoints: [{ name: "Observatoire National de l’Agriculture", email: "donnees@onagri.example" }] },
  },
] as const

/** The geoportal shows two lists that the local authorities keep: one was found to be the same, the other is still asked about. */
const settled = { keep: "municipalities/communes-tunis", other: "geoportal/communes-tunis" }

/** Once in the life of a demo: who undoes some of it finds it as it was left. */
export async function tellDemoStory({ db, clock, newId }: HarvestDeps): Promise<void> {
  const { rows } = await sql`select from instance_fact where name = 'demo-story'`.execute(db)
  if (rows.length > 0) return
  const ctx: WriteContext = { by: await demoAdministrator(db), at: clock.now(), newId }
  for (const { record, facts } of corrections) await correct(db, { id: await entityOf(db, record), facts }, ctx)
  const [keep, other] = [await entityOf(db, settled.keep), await entityOf(db, settled.other)]
  if (keep && other && keep !== other) await joinDatasets(db, { keep, other }, ctx)
  await sql`insert into instance_fact (name, value) values ('demo-story', 'true') on conflict (name) do nothing`.execute(
    db,
  )
}

async function correct(
  db: Db,
  { id, facts }: { id: string | undefined; facts: (typeof corrections)[number]["facts"] },
  ctx: WriteContext,
): Promise<void> {
  if (id) await patchDataset(db, { id, patch: { facts } }, ctx)
}

/** Who looks after the portal in the demo; the system itself where that account was closed. */
async function demoAdministrator(db: Db): Promise<Actor> {
  const { rows } = await sql<{ id: string }>`select id from account where email = 'admin@demo.example'`.execute(db)
  return rows[0] ? { ...systemActor, id: rows[0].id, roles: ["administrator"] } : systemActor
}

/** The dataset that this portal's record is here, while it is published. */
async function entityOf(db: Db, name: string): Promise<string | undefined> {
  const [portal = ""] = name.split("/")
  const { rows } = await sql<{ id: string }>`
    select dataset.id
    from source_record
    join harvest_source on harvest_source.id = source_id and position(${`/portals/${portal}/`} in url) > 0
    join dataset on dataset.id = entity_id and dataset.state = 'published'
    where remote_id = ${idOf(name)} and gone_at is null
    order by dataset.id
    limit 1
  `.execute(db)
  return rows[0]?.id
}
