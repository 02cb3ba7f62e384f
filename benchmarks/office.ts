/**
 * The back office under its whole network: PEOPLE coordinators (200 by default), two to a municipality and to a dataset,
 * who open their list and their form and save it again and again, as the form's script does, for SECONDS (30); then each
 * pair publishes. Every save that was acknowledged must stand in what is published, or was said to be in conflict. Then one
 * body with RECORDS datasets (10,000): its list, a search in it, and a change of all of them.
 * Saves count from when all have arrived; those before stand beside them.
 * Yardstick of a save, in the same run and at the same pace: Fastify with one `update … returning` of the same form.
 * Usage: ./fihrist bench office
 */
import { type ChildProcess, fork } from "node:child_process"
import { Agent, request as httpRequest } from "node:http"
import { join } from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import { fileURLToPath } from "node:url"
import { sql } from "kysely"
import { applyBulkEdit, organizationByRef } from "../src/catalogue/index.ts"
import { runHarvest } from "../src/harvest/index.ts"
import { anonymousActor } from "../src/platform/actor.ts"
import { newId } from "../src/platform/ids.ts"
import { readForm } from "../tests/support/read-form.ts"
import { openBenchPortal, round } from "./support/filled-portal.ts"
import { type Coordinator, coordinatorOf, municipality } from "./support/office-people.ts"
import { timesOf } from "./support/times.ts"

const people = Number(process.env.PEOPLE ?? 200)
const seconds = Number(process.env.SECONDS ?? 30)
const records = Number(process.env.RECORDS ?? 10_000)
/** The form saves itself three seconds after the last stroke: between two and four, so that they never fall in step. */
const pauseMs = () => 2000 + Math.random() * 2000
/** Nobody opens the office in the same second as all others. */
const arrivingMs = Math.min(10_000, seconds * 300)
const arrivalMs = () => Math.random() * arrivingMs
const root = fileURLToPath(new URL("..", import.meta.url))
const agent = new Agent({ keepAlive: true, maxSockets: Number.POSITIVE_INFINITY })

const portal = await openBenchPortal(records)
const children: ChildProcess[] = []
try {
  await runHarvest(portal.sourceId, portal.harvester)
  const url = await start("web-process.ts", [portal.databaseUrl, portal.dataDir])
  const teams = await Promise.all(
    Array.from({ length: people / 2 }, (_, number) => municipality(portal.db, `commune-${number}`, 2)),
  )
  const together = await workTogether(url, teams)
  const bare = await saveBarely(await start("bare-save.ts", [portal.databaseUrl]), together.sample)
  const { sample: _form, ...measured } = together
  console.log(
    JSON.stringify({
      scenario: "office",
      people,
      seconds,
      ...measured,
      bare,
      ratio: round(measured.save.p95 / bare.p95),
    }),
  )
  console.log(JSON.stringify({ scenario: "office", records, ...(await inOneBody(url)) }))
} finally {
  for (const child of children) child.kill()
  agent.destroy()
  await portal.close()
}

async function start(script: string, args: readonly string[]): Promise<string> {
  const child = fork(join(root, "benchmarks/support", script), [...args], {
    execArgv: ["--import", "tsx"],
    env: { ...process.env, NODE_ENV: "production" },
  })
  children.push(child)
  return new Promise((done) => child.once("message", (message) => done(String(message))))
}

interface Answer {
  readonly status: number
  readonly location: string
  readonly body: string
  readonly ms: number
}

interface Asked {
  readonly cookie?: string
  readonly form?: URLSearchParams
  readonly json?: boolean
}

function ask(url: string, { cookie = "", form, json = false }: Asked): Promise<Answer> {
  const payload = form?.toString()
  const begun = performance.now()
  const headers = {
    ...(cookie ? { cookie } : {}),
    accept: json ? "application/json" : "text/html",
    "sec-fetch-site": "same-origin",
    ...(payload === undefined
      ? {}
      : { "content-type": "application/x-www-form-urlencoded", "content-length": Buffer.byteLength(payload) }),
  }
  return new Promise((done, failed) => {
    const request = httpRequest(url, { method: payload === undefined ? "GET" : "POST", headers, agent }, (answer) => {
      const parts: Buffer[] = []
      answer.on("data", (part: Buffer) => parts.push(part))
      answer.on("end", () => {
        const ms = performance.now() - begun
        const { statusCode: status = 0, headers: told } = answer
        done({ status, location: String(told.location ?? ""), body: Buffer.concat(parts).toString(), ms })
      })
    })
    request.on("error", failed)
    request.end(payload)
  })
}

function expect({ status, body }: Answer, ...wanted: readonly number[]): void {
  if (!wanted.includes(status)) throw new Error(`answered ${status}: ${body.slice(0, 300)}`)
}

/** What one coordinator did, and what the portal told her it kept. */
interface Diary {
  readonly lists: number[]
  readonly forms: number[]
  readonly saves: number[]
  /** Saves while others still arrive, each opening a list and a form, and the code is cold. */
  readonly early: number[]
  conflicts: number
  acknowledged: Record<string, string>
}

interface Desk {
  readonly url: string
  readonly path: string
  readonly who: Coordinator
  /** Hers alone; the English title is everybody's. */
  readonly field: string
  readonly until: number
}

async function workTogether(url: string, teams: readonly (readonly Coordinator[])[]) {
  const paths = await Promise.all(teams.map(([first]) => beginDataset(url, first!)))
  const until = performance.now() + seconds * 1000
  const diaries = await Promise.all(
    teams.map((team, at) =>
      Promise.all(
        team.map((who, seat) =>
          workAlone({ url, path: paths[at]!, who, until, field: seat === 0 ? "description.fr" : "description.ar" }),
        ),
      ),
    ),
  )
  const lost = await Promise.all(
    teams.map((team, at) => publishAndCount(url, { path: paths[at]!, who: team[0]! }, diaries[at]!)),
  )
  const all = diaries.flat()
  const form = await openForm(url, paths[0]!, teams[0]![0]!).catch(
    () => new URLSearchParams({ text: "x".repeat(2000) }),
  )
  return {
    save: timesOf(all.flatMap(({ saves }) => saves)),
    saveWhileArriving: timesOf(all.flatMap(({ early }) => early)),
    list: timesOf(all.flatMap(({ lists }) => lists)),
    form: timesOf(all.flatMap(({ forms }) => forms)),
    conflicts: all.reduce((sum, { conflicts }) => sum + conflicts, 0),
    published: lost.length,
    lost: lost.reduce((sum, count) => sum + count, 0),
    sample: form,
  }
}

async function beginDataset(url: string, { cookie }: Coordinator): Promise<string> {
  const page = await ask(`${url}/fr/office/datasets/new`, { cookie })
  expect(page, 200)
  const form = readForm(page.body, "dataset-form")
  form.set("title.fr", `Budget communal ${newId()}`)
  form.set("description.fr", "Dépenses et recettes, par chapitre et par année.")
  form.set("licence", /name="licence" value="([^"]+)"/.exec(page.body)?.[1] ?? "")
  form.set("act", "save")
  const begun = await ask(`${url}/fr/office/datasets/new`, { cookie, form })
  expect(begun, 303)
  return `/fr/office/datasets/${/datasets\/([\w-]{36})/.exec(begun.location)?.[1]}`
}

async function openForm(url: string, path: string, { cookie }: Coordinator, diary?: Diary): Promise<URLSearchParams> {
  const page = await ask(`${url}${path}/edit`, { cookie })
  expect(page, 200)
  diary?.forms.push(page.ms)
  return readForm(page.body, "dataset-form")
}

async function workAlone({ url, path, who, field, until }: Desk): Promise<Diary> {
  const diary: Diary = { lists: [], forms: [], saves: [], early: [], conflicts: 0, acknowledged: {} }
  const { cookie } = who
  await sleep(arrivalMs())
  const list = await ask(`${url}/fr/office/datasets`, { cookie })
  expect(list, 200)
  diary.lists.push(list.ms)
  let form = await openForm(url, path, who, diary)
  for (let number = 1; performance.now() < until; number++) {
    await sleep(pauseMs())
    const typed: Record<string, string> = {
      [field]: `Dépenses et recettes de la commune, enregistrement ${number} de ${field}`,
    }
    // Now and then both write into the same field.
    if (Math.random() < 0.1) typed["title.en"] = `Budget, as ${field} has it, ${number}`
    for (const [name, value] of Object.entries(typed)) form.set(name, value)
    form.set("act", "save")
    const saved = await ask(`${url}${path}/edit`, { cookie, form, json: true })
    expect(saved, 200, 409)
    const { early, saves } = diary
    const all = performance.now() < until - seconds * 1000 + arrivingMs + 2000 ? early : saves
    all.push(saved.ms)
    if (saved.status === 409) {
      diary.conflicts += 1
      form = await openForm(url, path, who, diary)
    } else {
      Object.assign(diary.acknowledged, typed)
      form.set("base", JSON.stringify(JSON.parse(saved.body).base))
    }
    if (number % 6 === 0) {
      const again = await ask(`${url}/fr/office/datasets`, { cookie })
      expect(again, 200)
      diary.lists.push(again.ms)
    }
  }
  return diary
}

/** Publishes, and compares what everybody may read now with what each was told to be kept. */
async function publishAndCount(
  url: string,
  { path, who }: { path: string; who: Coordinator },
  diaries: readonly Diary[],
) {
  const published = await ask(`${url}${path}/publish`, {
    cookie: who.cookie,
    form: new URLSearchParams({ csrf: (await openForm(url, path, who)).get("csrf") ?? "" }),
  })
  expect(published, 303)
  const shown = JSON.parse((await ask(`${url}/api/v1/datasets/${path.split("/").at(-1)}`, {})).body)
  const titles = new Set(diaries.flatMap(({ acknowledged }) => acknowledged["title.en"] ?? []))
  const ownLost = diaries.flatMap(({ acknowledged }) =>
    Object.entries(acknowledged).filter(
      ([field, value]) => field !== "title.en" && shown.description[field.split(".")[1]!] !== value,
    ),
  )
  return ownLost.length + (titles.size > 0 && !titles.has(shown.title.en) ? 1 : 0)
}

/** The same pace, the same form, hardly any work. */
async function saveBarely(url: string, form: URLSearchParams) {
  const until = performance.now() + (seconds * 1000) / 2
  const saves = await Promise.all(
    Array.from({ length: people }, async (_, number) => {
      const times: number[] = []
      await sleep(arrivalMs())
      while (performance.now() < until) {
        await sleep(pauseMs())
        times.push((await ask(`${url}/${number}`, { form })).ms)
      }
      return times.slice(1)
    }),
  )
  return timesOf(saves.flat())
}

async function inOneBody(url: string) {
  const found = await organizationByRef(portal.db, "bench")
  if (found.kind !== "found") throw new Error("no body bench")
  const { id } = found.organization
  await sql`update dataset set organization_id = ${id} where state = 'published' and created_by is null`.execute(
    portal.db,
  )
  await sql`analyze`.execute(portal.db)
  const { cookie, accountId } = await coordinatorOf(portal.db, id)
  const read = async (paths: readonly string[], rounds: number) => {
    const times: number[] = []
    for (let turn = 0; turn < rounds; turn++) {
      for (const path of paths) {
        const page = await ask(`${url}/fr/office/datasets${path}`, { cookie })
        expect(page, 200)
        times.push(page.ms)
      }
    }
    return timesOf(times)
  }
  const list = await read(["", "?sort=title", "?state=published"], 20)
  const search = await read(["?q=eau", "?q=prix", "?q=budget+2021", "?q=صحة"], 15)
  const page = await ask(`${url}/fr/office/datasets/bulk?all=yes`, { cookie })
  const change = { kind: "add-keyword", "keyword.add": "banc d’essai", "keywordLanguage.add": "fr", all: "yes" }
  const csrf = /name="csrf" value="([^"]+)"/.exec(page.body)?.[1] ?? ""
  const preview = await ask(`${url}/fr/office/datasets/bulk`, {
    cookie,
    form: new URLSearchParams({ csrf, ...change }),
  })
  expect(preview, 200)
  const token = /office\/datasets\/bulk\/([\w-]{36})/.exec(preview.body)?.[1] ?? ""
  // What the worker does, here: a process of its own would share the same two cores.
  const by = { ...anonymousActor, id: accountId, organizationIds: [id], grants: { [id]: "coordinator" } } as const
  const begun = performance.now()
  const { total, verdicts } = await applyBulkEdit(portal.db, { token }, { by, at: new Date(), newId })
  const took = (performance.now() - begun) / 1000
  return {
    list,
    search,
    bulk: { total, ...verdicts, previewSeconds: round(preview.ms / 1000), perSecond: round(total / took) },
  }
}
