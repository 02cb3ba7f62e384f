import { sql } from "kysely"
import { accountsByIds, createToken, invite, requestMembership } from "../../src/accounts/index.ts"
import {
  addComment,
  beginDataset,
  type NewDataset,
  patchDataset,
  publishDataset,
  submitDataset,
  type WriteContext,
} from "../../src/catalogue/index.ts"
import { addSource } from "../../src/harvest/index.ts"
import { type Actor, scopes as allScopes, anonymousActor, type Scope, systemActor } from "../../src/platform/actor.ts"
import { newId } from "../../src/platform/ids.ts"
import { migrateJobs } from "../../src/platform/jobs/index.ts"
import { aColleague, bodyId, type Colleague } from "../support/office-people.ts"
import { tunisianVocabularies } from "../support/vocabularies.ts"
import { type SamplePortal, samplePortal } from "../web/sample-portal.ts"

/** Stands in everything that outsiders must never be shown. */
export const secret = "kzhiddenz"
/** Stands beside it, to search for: what was asked is repeated in answers and tells nothing. */
export const sought = "zsoughtz"

/** A body with work that is nobody else's business, and people who look for it. */
export interface SecretOffice {
  readonly portal: SamplePortal
  readonly owner: Colleague
  readonly contributor: Colleague
  /** Coordinates another body. */
  readonly stranger: Colleague
  readonly citizen: Colleague
  readonly administrator: Colleague
  /** All that names something of the body: identifiers, slugs, a position of its history. */
  readonly ids: Readonly<Record<string, string>>
  /** The same rights in the domain. */
  readonly ownerActor: Actor
}

const facts = {
  title: { fr: `Titre ${sought} ${secret}`, ar: `عنوان ${sought} ${secret}`, en: `Title ${sought} ${secret}` },
  description: { fr: `Texte ${sought} ${secret}` },
  keywords: { fr: [sought, secret] },
  contactPoints: [{ name: secret, email: `${secret}@exemple.tn` }],
  identifier: secret,
  licence: { code: "lndpo-tn" },
  themes: ["agriculture"],
}
const open = { title: { fr: "Ouvert" }, description: { fr: "Ouvert" }, licence: { code: "lndpo-tn" } }

export async function secretOffice(options: Parameters<typeof samplePortal>[0] = {}): Promise<SecretOffice> {
  const portal = await samplePortal({ demo: true, ...options })
  await migrateJobs(portal.databaseUrl)
  await portal.app.ready()
  const owner = await aColleague(portal, { role: "coordinator", at: "agriculture", name: "Leïla" })
  const contributor = await aColleague(portal, { role: "contributor", at: "agriculture" })
  const stranger = await aColleague(portal, { role: "coordinator", at: "transport" })
  const citizen = await aColleague(portal)
  const administrator = await aColleague(portal, { administrator: true })
  const body = await bodyId(portal.db, "agriculture")
  const ownerActor = {
    ...anonymousActor,
    id: owner.id,
    organizationIds: [body],
    grants: { [body]: "coordinator" },
  } as const
  const datasets = await secretDatasets(portal, ownerActor, await uploaded(portal, owner))
  const around = await secretsAround(portal, ownerActor, citizen)
  return {
    ...{ portal, owner, contributor, stranger, citizen, administrator, ownerActor },
    ids: { ...datasets, ...around, body, bodySlug: "agriculture", ownerId: owner.id },
  }
}

/** A file that has arrived, by way of a browser. */
export async function uploaded(
  { app }: SamplePortal,
  who: Colleague,
  { name = `${secret}.csv`, bytes = `a;b\n1;${secret}\n` }: { name?: string; bytes?: string | Buffer } = {},
): Promise<string> {
  const mark = /name="csrf" value="([^"]+)"/.exec((await who.get("/fr/account")).body)?.[1] ?? ""
  const payload = Buffer.from(bytes)
  const answer = await app.inject({
    method: "POST",
    url: "/api/v1/uploads",
    payload,
    headers: {
      cookie: `fihrist_session=${who.cookies.get("fihrist_session")}`,
      "x-csrf-token": mark,
      "sec-fetch-site": "same-origin",
      "tus-resumable": "1.0.0",
      "upload-length": String(payload.length),
      "upload-metadata": `filename ${Buffer.from(name).toString("base64")}`,
      "content-type": "application/offset+octet-stream",
    },
  })
  if (answer.statusCode !== 201) throw new Error(`upload: ${answer.statusCode} ${answer.body}`)
  return String(answer.headers.location).split("/").at(-1) ?? ""
}

async function secretDatasets({ db, clock }: SamplePortal, actor: Actor, file: string) {
  const body = actor.organizationIds[0] ?? ""
  const by: WriteContext = { by: actor, at: clock.now(), newId, vocabularies: await tunisianVocabularies() }
  const ownFile = () => ({ title: { fr: secret }, file: { id: file, name: `${secret}.csv` } })
  const begin = (given: Partial<NewDataset>) => beginDataset(db, { organizationId: body, facts, ...given }, by)

  const draft = await begin({ distributions: [ownFile()] })
  await addComment(db, { id: draft.id, text: `Remarque ${secret}` }, by)
  await submitDataset(db, { id: draft.id, comment: `Relire ${secret}` }, by)
  const hidden = { visibility: "private", privateReason: { fr: `Motif ${secret}` } } as const
  const { id: keptId } = await begin({ ...hidden, distributions: [ownFile()] })
  const kept = await publishDataset(db, { id: keptId, slug: "garde" }, by)
  const { id: shownId } = await begin({ facts: open })
  const shown = await publishDataset(db, { id: shownId }, by)
  // Somebody who may not publish corrects it: what is shown stays.
  const contributing = { ...actor, grants: { [body]: "contributor" } } as const
  await patchDataset(db, { id: shownId, patch: { facts } }, { ...by, by: contributing })
  const { rows } = await sql<{ position: string }>`
    select position from change where entity_id = ${keptId} and kind = 'published'
  `.execute(db)
  return {
    ...{ draft: draft.id, draftFile: draft.document.distributions[0]?.id ?? "", file },
    ...{ kept: kept.id, keptSlug: kept.slug, keptFile: kept.document.distributions[0]?.id ?? "" },
    ...{ shown: shown.id, shownSlug: shown.slug, position: String(rows[0]?.position ?? "") },
  }
}

async function secretsAround({ db, accounts, clock }: SamplePortal, actor: Actor, asker: Colleague) {
  const body = actor.organizationIds[0] ?? ""
  const email = `${secret}@exemple.tn`
  const invitation = await invite(accounts, { by: actor, email, organizationId: body, role: "reader", language: "fr" })
  const asking = {
    by: { ...anonymousActor, id: asker.id },
    organizationId: body,
    role: "reader",
    reason: secret,
  } as const
  const request = await requestMembership(accounts, asking)
  const given = { kind: "ckan", url: `https://${secret}.exemple.tn`, organization: body, name: "Source" }
  const source = await addSource(db, given, { by: systemActor, clock, newId })
  const run = newId()
  await sql`
    insert into harvest_run (id, source_id, status, started_at, finished_at, heartbeat_at)
    values (${run}, ${source}, 'needs-confirmation', ${clock.now()}, ${clock.now()}, ${clock.now()})
  `.execute(db)
  return { invitation, request, source, run }
}

/** An API token of somebody's. */
export async function tokenOf(
  { accounts }: SamplePortal,
  { id }: Colleague,
  scopes: readonly Scope[] = allScopes,
): Promise<string> {
  const account = (await accountsByIds(accounts.db, [id])).get(id)
  if (!account) throw new Error(`no account ${id}`)
  const made = await createToken(accounts, { account, by: id, name: "essai", scopes, needsSecondFactor: false })
  return made.token
}

/** What is stored, table by table; without those that count attempts, sign-ins and uses. */
export async function fingerprint({ db }: SamplePortal, except: readonly string[] = []): Promise<string[]> {
  const left = ["session", "throttle", "audit", "idempotency_key", ...except]
  const { rows: tables } = await sql<{ name: string }>`
    select table_name as name from information_schema.tables
    where table_schema = 'public' and table_type = 'BASE TABLE' and table_name <> all(${left})
    order by table_name
  `.execute(db)
  const sums: string[] = []
  for (const { name } of tables) {
    const { rows } = await sql<{ sum: string }>`
      select md5(coalesce(string_agg(row::text, ',' order by row::text), '')) as sum from ${sql.table(name)} as row
    `.execute(db)
    sums.push(`${name} ${rows[0]?.sum}`)
  }
  return sums
}
