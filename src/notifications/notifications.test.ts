import assert from "node:assert/strict"
import { after, before, test } from "node:test"
import { sql } from "kysely"
import { type TestDatabase, testDatabase } from "../../tests/support/database.ts"
import { type Actor, systemActor } from "../platform/actor.ts"
import { appendChanges } from "../platform/changes/index.ts"
import { fixedClock } from "../platform/clock.ts"
import { newId } from "../platform/ids.ts"
import { migrateJobs } from "../platform/jobs/index.ts"
import { silentLog } from "../platform/log.ts"
import type { Language } from "../texts/index.ts"
import {
  type Addressee,
  consumeChanges,
  forgetAccount,
  markRead,
  type NoticeDirectory,
  noticeJobs,
  noticesOf,
  preferencesOf,
  readUnsubscribeToken,
  savePreferences,
  startNotifier,
  UnsubscribeLinkInvalid,
  unreadCount,
  unsubscribe,
} from "./index.ts"
import { mailNotices, sendDigests } from "./jobs.ts"
import { beginAtHead, signingKey } from "./place-store.ts"
import { type PersonalSummary, sendSummaries } from "./summaries.ts"
import { unsubscribeToken } from "./unsubscribe.ts"

let database: TestDatabase
before(async () => {
  database = await testDatabase()
  await migrateJobs(database.url)
  await beginAtHead(database.db)
})
after(() => database.drop())

const at = new Date("2026-11-23T08:00:00Z")
const [author, coordinator, stranger, administrator, former] = [newId(), newId(), newId(), newId(), newId()]
const organizationId = newId()
const as = (id: string): Actor => ({ ...systemActor, id, roles: [] })
const title = { fr: "Prix agricoles", ar: "الأسعار الفلاحية" }

const participants = new Map<string, string[]>()
const directory: NoticeDirectory = {
  async subject(_db, entity) {
    if (entity === "dataset") return { facts: { title }, organizationId, publishers: "coordinator" }
    if (entity === "harvest-run") return { facts: { title: { fr: "agridata.tn" }, count: 312 }, organizationId }
    return { facts: { title: { fr: "ONAGRI" } }, organizationId, accountId: author }
  },
  withRole: async (_db, { least }) => (least === "coordinator" ? [coordinator] : [coordinator, author]),
  administrators: async () => [administrator],
  collaborators: async () => [],
  participants: async (_db, datasetId) => participants.get(datasetId) ?? [],
}
const deps = { directory, newId }

async function happens(kind: string, by: string, { entity = "dataset", entityId = newId() } = {}): Promise<void> {
  await database.db.transaction().execute((tx) => appendChanges(tx, [{ entity, entityId, kind }], as(by), at))
}

async function told(accountId: string) {
  const { notices } = await noticesOf(database.db, accountId, { limit: 100 })
  return notices.map(({ kind, entityId }) => `${kind} ${entityId}`)
}

const addressees = new Map<string, Addressee>(
  [author, coordinator, administrator].map((id, at) => [
    id,
    { id, name: "فلانة <b>", email: `p${at}@example.tn`, language: at === 1 ? "ar" : "fr" },
  ]),
)
const clock = fixedClock("2026-11-23T09:00:00Z")
const mailing = {
  clock,
  timeZone: "Africa/Tunis",
  links: {
    notice: (language: string, { entityId }: { entityId: string }) => `https://data.example.tn/${language}/${entityId}`,
    preferences: (language: string) => `https://data.example.tn/${language}/notices/preferences`,
    unsubscribe: (language: string, token: string) => `https://data.example.tn/${language}/unsubscribe/${token}`,
  },
  addressee: async (_db: unknown, id: string) => addressees.get(id),
  wordsWith: async (_db: unknown, { kind }: { kind: string }) =>
    kind === "changes-requested" ? "Dites <b>qui</b> a compté.\nEt quand." : undefined,
}

const explaining = {
  ...mailing,
  explain: async (_db: unknown, { kind }: { kind: string }, language: Language) =>
    kind === "harvest-down" ? [`${language}: no answer`] : [],
  summarise: async () => [administrator, coordinator, author, former].map((accountId) => aSummary(accountId)),
}

const aSummary = (accountId: string): PersonalSummary => ({
  accountId,
  inLanguage: (language) => ({
    subject: `A week (${language})`,
    first: "Begin here.",
    lines: [{ sentence: "A & B", details: ["New: 3", "2 records: <b>"], href: "https://data.example.tn/sources/1" }],
    more: (count) => `${count} more`,
  }),
})

async function jobs(task: string): Promise<Record<string, string>[]> {
  const { rows } = await sql<{ payload: Record<string, string> }>`
    select payload from graphile_worker._private_jobs as job
    join graphile_worker._private_tasks as task on task.id = job.task_id
    where task.identifier = ${task} order by job.id
  `.execute(database.db)
  return rows.map(({ payload }) => payload)
}

test("a submitted dataset is told to those who may publish it, never to the one who submitted it", async () => {
  const [one, two] = [newId(), newId()]
  await happens("submitted", author, { entityId: one })
  await happens("submitted", coordinator, { entityId: two })
  await consumeChanges(database.db, deps)
  assert.deepEqual(await told(coordinator), [`review-asked ${one}`])
  assert.deepEqual(await told(author), [])
})

test("what happens to a dataset is told to those who took part and may still read it", async () => {
  const entityId = newId()
  participants.set(entityId, [author, coordinator, former])
  await happens("changes-requested", coordinator, { entityId })
  await happens("published", coordinator, { entityId })
  await happens("updated", coordinator, { entityId })
  await consumeChanges(database.db, deps)
  assert.deepEqual(await told(author), [`published ${entityId}`, `changes-requested ${entityId}`])
  assert.deepEqual(await told(former), [])
})

test("a scheduled publication that the portal sent back says that it could not be", async () => {
  const entityId = newId()
  participants.set(entityId, [author])
  await happens("changes-requested", "system", { entityId })
  await consumeChanges(database.db, deps)
  assert.equal((await told(author))[0], `publication-failed ${entityId}`)
})

test("a harvest that waits is told to coordinators of the body and to administrators", async () => {
  const entityId = newId()
  await happens("waits", "system", { entity: "harvest-run", entityId })
  await consumeChanges(database.db, deps)
  assert.equal((await told(coordinator))[0], `harvest-waits ${entityId}`)
  assert.equal((await told(administrator))[0], `harvest-waits ${entityId}`)
})

test("a reader who is killed in the middle tells nobody twice and forgets nobody", async () => {
  const entityId = newId()
  await happens("submitted", author, { entityId })
  const dying: NoticeDirectory = {
    ...directory,
    async withRole() {
      throw new Error("killed")
    },
  }
  await assert.rejects(consumeChanges(database.db, { directory: dying, newId }), /killed/)
  await Promise.all([consumeChanges(database.db, deps), consumeChanges(database.db, deps)])
  assert.equal((await told(coordinator)).filter((one) => one === `review-asked ${entityId}`).length, 1)
})

test("notices are read one by one or all at once, each person only her own", async () => {
  const before = await unreadCount(database.db, coordinator)
  const [notice] = (await noticesOf(database.db, coordinator, { limit: 1 })).notices
  assert.equal(await markRead(database.db, stranger, { ids: [notice!.id], at }), 0)
  assert.equal(await markRead(database.db, coordinator, { ids: [notice!.id], at }), 1)
  assert.equal(await unreadCount(database.db, coordinator), before - 1)
  await markRead(database.db, coordinator, { at })
  assert.equal(await unreadCount(database.db, coordinator), 0)
})

test("lists of notices are cut and go on where they ended", async () => {
  for (let count = 0; count < 3; count++) await happens("submitted", author)
  await consumeChanges(database.db, deps)
  const all = await told(coordinator)
  const first = await noticesOf(database.db, coordinator, { limit: 2 })
  const rest = await noticesOf(database.db, coordinator, { limit: 100, before: first.next })
  assert.deepEqual(
    [...first.notices, ...rest.notices].map(({ kind, entityId }) => `${kind} ${entityId}`),
    all,
  )
})

test("what needs a person is mailed at once, in one mail in her language, and once only", async () => {
  await sql`delete from graphile_worker._private_jobs`.execute(database.db)
  await markRead(database.db, coordinator, { at })
  const entityId = newId()
  await happens("submitted", author, { entityId })
  await consumeChanges(database.db, deps)
  assert.deepEqual(await jobs("mail-notices"), [{ accountId: coordinator }])

  const run = () => mailNotices(coordinator, { digest: false }, { ...explaining, db: database.db })
  await Promise.all([run(), run()])
  const mails = await jobs("send-mail")
  assert.equal(mails.length, 1)
  const [mail] = mails
  assert.equal(mail?.to, "p1@example.tn")
  assert.match(mail?.subject ?? "", /تنتظر مراجعتك.*الأسعار الفلاحية/)
  assert.match(mail?.text ?? "", new RegExp(`https://data.example.tn/ar/${entityId}`))
  assert.match(mail?.html ?? "", /<html lang="ar" dir="rtl">[\s\S]*فلانة &lt;b&gt;/)
})

test("what was said with a decision stands in its mail", async () => {
  await sql`delete from graphile_worker._private_jobs`.execute(database.db)
  await sql`update notice set mail = null`.execute(database.db)
  const entityId = newId()
  participants.set(entityId, [author])
  await happens("changes-requested", coordinator, { entityId })
  await consumeChanges(database.db, deps)
  await mailNotices(author, { digest: false }, { ...explaining, db: database.db })
  const [mail] = await jobs("send-mail")
  assert.match(mail?.text ?? "", /\n {2}> Dites <b>qui<\/b> a compté\.\n {2}> Et quand\.\n {2}https:/)
  assert.match(mail?.html ?? "", /<blockquote dir="auto"[^>]*>Dites &lt;b&gt;qui&lt;\/b&gt; a compté/)
})

test("what was read in the portal meanwhile is not mailed", async () => {
  await sql`delete from graphile_worker._private_jobs`.execute(database.db)
  await happens("submitted", author)
  await consumeChanges(database.db, deps)
  await markRead(database.db, coordinator, { at })
  await mailNotices(coordinator, { digest: false }, { ...explaining, db: database.db })
  assert.deepEqual(await jobs("send-mail"), [])
})

test("the digest goes out once a day from seven in the morning of the portal", async () => {
  await sql`delete from graphile_worker._private_jobs`.execute(database.db)
  await sql`update notice set mail = null`.execute(database.db)
  const entityId = newId()
  participants.set(entityId, [author])
  await happens("commented", coordinator, { entityId })
  await consumeChanges(database.db, deps)
  assert.deepEqual(await jobs("mail-notices"), [])

  const send = () => sendDigests({ ...explaining, db: database.db })
  clock.set("2026-11-24T05:59:00Z")
  await send()
  assert.deepEqual(await jobs("mail-notices"), [])
  clock.set("2026-11-24T06:00:00Z")
  await send()
  await send()
  assert.deepEqual(await jobs("mail-notices"), [{ accountId: author, digest: true }])
  await mailNotices(author, { digest: true }, { ...explaining, db: database.db })
  assert.equal((await jobs("send-mail"))[0]?.to, "p0@example.tn")
})

test("a source that is down is told at once, with the reason in the reader's language", async () => {
  await sql`delete from graphile_worker._private_jobs`.execute(database.db)
  await sql`update notice set mail = null`.execute(database.db)
  await happens("failed", "system", { entity: "harvest-run" })
  await happens("down", "system", { entity: "harvest-run" })
  await consumeChanges(database.db, deps)
  assert.deepEqual((await jobs("mail-notices")).length, 2)
  await mailNotices(coordinator, { digest: false }, { ...explaining, db: database.db })
  const [mail] = await jobs("send-mail")
  assert.match(mail?.subject ?? "", /متوقف منذ يوم أو أكثر/)
  assert.match(mail?.text ?? "", /\n {2}ar: no answer\n/)
})

test("a summary goes out once a week from Monday at seven, to those who want it, in their language", async () => {
  await sql`delete from graphile_worker._private_jobs`.execute(database.db)
  const send = async (moment: string) => {
    clock.set(moment)
    await Promise.all([1, 2].map(() => sendSummaries({ ...explaining, db: database.db })))
    return (await jobs("send-mail")).map(({ to, subject }) => `${to} ${subject}`)
  }
  // The first one only notes from when on there is something to tell.
  assert.deepEqual(await send("2026-11-25T09:00:00Z"), [])
  await savePreferences(database.db, author, { summaries: "off" })
  await savePreferences(database.db, coordinator, { summaries: "now" })
  assert.deepEqual(await send("2026-11-30T05:59:00Z"), [])
  const sent = ["p2@example.tn A week (fr)", "p1@example.tn A week (ar)"]
  assert.deepEqual(await send("2026-12-01T06:00:00Z"), sent)
  assert.deepEqual(await send("2026-12-06T22:59:00Z"), sent)
  const [mail] = await jobs("send-mail")
  assert.match(mail?.text ?? "", /Begin here\.\n\n- A & B\n {2}New: 3\n {2}2 records: <b>\n {2}https:/)
  assert.match(mail?.html ?? "", /A &amp; B<\/a><br>New: 3<br>2 records: &lt;b&gt;/)
  assert.equal(
    (await readUnsubscribeToken(database.db, /unsubscribe\/(\S+)/.exec(mail!.text!)![1]!)).topic,
    "summaries",
  )
  assert.equal((await send("2026-12-07T06:00:00Z")).length, 4)
})

test("a topic that was put off is told in the portal alone", async () => {
  await savePreferences(database.db, coordinator, { reviews: "off", nonsense: "now", comments: "often" })
  assert.equal((await preferencesOf(database.db, coordinator)).comments, "digest")
  await sql`delete from graphile_worker._private_jobs`.execute(database.db)
  const entityId = newId()
  await happens("submitted", author, { entityId })
  await consumeChanges(database.db, deps)
  assert.equal((await told(coordinator))[0], `review-asked ${entityId}`)
  assert.deepEqual(await jobs("mail-notices"), [])
})

test("the link of a mail stops the mails of its topic and of its reader alone, and no other text does", async () => {
  const key = await signingKey(database.db)
  const token = unsubscribeToken(key, { accountId: author, topic: "publications" })
  for (const wrong of [
    token.replace(author, coordinator),
    `${token}x`,
    token.replace("publications", "all"),
    "",
    "a.b.c",
  ])
    await assert.rejects(unsubscribe(database.db, wrong), UnsubscribeLinkInvalid)
  assert.deepEqual(await readUnsubscribeToken(database.db, token), { accountId: author, topic: "publications" })
  assert.equal((await preferencesOf(database.db, author)).publications, "digest")
  await unsubscribe(database.db, token)
  assert.equal((await preferencesOf(database.db, author)).publications, "off")
  assert.equal((await preferencesOf(database.db, author)).changes, "now")
  await unsubscribe(database.db, unsubscribeToken(key, { accountId: author, topic: "all" }))
  assert.deepEqual(new Set(Object.values(await preferencesOf(database.db, author))), new Set(["off"]))
})

test("read notices are forgotten after ninety days, and all of a closed account at once", async () => {
  const forget = noticeJobs({ ...explaining, db: database.db }).find(({ name }) => name === "forget-notices")
  await markRead(database.db, coordinator, { at })
  clock.set("2027-02-20T09:00:00Z")
  await forget?.run({}, new AbortController().signal)
  assert.ok((await told(coordinator)).length > 0)
  clock.set("2027-02-23T09:00:00Z")
  await forget?.run({}, new AbortController().signal)
  assert.deepEqual(await told(coordinator), [])
  await forgetAccount(database.db, author)
  assert.deepEqual(await told(author), [])
})

test("what was purged stands in no notice any more", async () => {
  const entityId = newId()
  await happens("submitted", author, { entityId })
  await consumeChanges(database.db, deps)
  assert.ok((await told(coordinator)).includes(`review-asked ${entityId}`))
  await happens("purged", administrator, { entityId })
  await consumeChanges(database.db, deps)
  assert.ok(!(await told(coordinator)).includes(`review-asked ${entityId}`))
})

test("a database that lives another life tells nothing of what happened before", async () => {
  await happens("submitted", author)
  await sql`update change_head set epoch = gen_random_uuid()`.execute(database.db)
  const told_ = await told(coordinator)
  await consumeChanges(database.db, deps)
  assert.deepEqual(await told(coordinator), told_)
  const entityId = newId()
  await happens("submitted", author, { entityId })
  await consumeChanges(database.db, deps)
  assert.equal((await told(coordinator))[0], `review-asked ${entityId}`)
})

test("the worker hears of a change by itself", async () => {
  const notifier = await startNotifier({ ...deps, db: database.db, databaseUrl: database.url, log: silentLog })
  const entityId = newId()
  await happens("submitted", author, { entityId })
  const deadline = Date.now() + 3000
  while ((await told(coordinator))[0] !== `review-asked ${entityId}` && Date.now() < deadline)
    await new Promise((resolve) => setTimeout(resolve, 20))
  assert.equal((await told(coordinator))[0], `review-asked ${entityId}`)
  await notifier.close()
})
