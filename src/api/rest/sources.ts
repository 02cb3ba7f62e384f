/** Sources of harvests by program: what is read where and when, for whom it may answer. */
import { z } from "zod"
import { mayOnOrganization, organizationByRef } from "../../catalogue/index.ts"
import {
  addSource,
  connectorKinds,
  editSource,
  listSourcesOf,
  runSourceNow,
  setSourceActive,
  sourceFor,
  sourceStates,
} from "../../harvest/index.ts"
import { type Actor, hasScope, mayEverything } from "../../platform/actor.ts"
import type { Db } from "../../platform/db.ts"
import { NotAllowed } from "../../platform/refusal.ts"
import type { ErrorCode } from "../error-texts.ts"
import type { Texts } from "../reader-language.ts"
import { readCursor, writeCursor } from "./cursor.ts"
import { type Endpoint, endpoint, type RestDeps, restRoot } from "./endpoint.ts"
import { officePage, officePaging } from "./office-paging.ts"
import { doing, idParameter } from "./office-support.ts"
import { choiceParameter, textParameter } from "./parameters.ts"
import { knownSource, source, sourceToJson } from "./source-answer.ts"
import { editedSource, newSource, sourceCreate, sourceWrite } from "./source-writes.ts"

const sourceCursor = z.strictObject({ n: z.string().max(300), i: z.uuid() })

export const listOfficeSources = endpoint({
  id: "listSources",
  signedIn: true,
  group: "sources",
  path: "/sources",
  summary: {
    ar: "المصادر التي تديرها",
    fr: "Les sources que vous gérez",
    en: "The sources that you manage",
  },
  pathParameters: {},
  query: {
    q: textParameter({
      ar: "كلمة من أسماء المصدر أو من عنوانه",
      fr: "Un mot de ses noms ou de son adresse",
      en: "A word of its names or its address",
    }),
    kind: choiceParameter(connectorKinds, { ar: "نوع المصدر", fr: "Type de source", en: "Kind of source" }),
    organization: textParameter({
      ar: "معرّف الهيكل المسؤول عنه أو اسمه المختصر",
      fr: "Identifiant ou nom court de l’organisme qui en répond",
      en: "Identifier or slug of the body that answers for it",
    }),
    state: choiceParameter(sourceStates, {
      ar: "نتيجة آخر عملية جلب؛ never: لم يُجلب بعد، stopped: متوقف",
      fr: "Issue de la dernière moisson ; never : pas encore moissonnée, stopped : arrêtée",
      en: "How the last harvest ended; never: not harvested yet, stopped: switched off",
    }),
    ...officePaging,
  },
  answer: z
    .object({ items: z.array(source), next: z.string().nullable(), limit: z.number(), maxLimit: z.number() })
    .meta({ id: "HarvestSourceList" }),
  refusals: ["invalid-cursor"],
  examples: [],
  async handle({ query: { q, kind, organization, state, limit, cursor }, caller }, { db }) {
    const from = cursor === undefined ? undefined : readCursor(cursor, sourceCursor)
    const managed = managedBy(caller)
    const found = await listSourcesOf(db, {
      ...{ limit, kind, state, text: q?.trim() || undefined },
      organizationIds: organization === undefined ? managed : await asked(db, organization, managed),
      ...(from ? { after: { name: from.n, id: from.i } } : {}),
    })
    const next = found.next && writeCursor({ n: found.next.name, i: found.next.id })
    return officePage(found.sources.map(sourceToJson), { limit, next })
  },
})

/** None where it is none, or not the caller's. */
async function asked(db: Db, ref: string, managed: readonly string[] | undefined): Promise<readonly string[]> {
  const found = await organizationByRef(db, ref)
  if (found.kind === "none") return []
  const id = found.kind === "found" ? found.organization.id : found.id
  return managed === undefined || managed.includes(id) ? [id] : []
}

/** `undefined`: all. */
function managedBy(caller: Actor): readonly string[] | undefined {
  if (!hasScope(caller, "administer")) throw new NotAllowed("manage-sources")
  if (mayEverything(caller)) return undefined
  const managed = caller.organizationIds.filter((id) => mayOnOrganization(caller, "manage-sources", id))
  if (managed.length === 0) throw new NotAllowed("manage-sources")
  return managed
}

export const createSource = endpoint({
  id: "addSource",
  method: "POST",
  group: "sources",
  path: "/sources",
  summary: { ar: "مصدر جديد", fr: "Une nouvelle source", en: "A new source" },
  pathParameters: {},
  query: {},
  body: sourceCreate,
  answer: source,
  status: 201,
  refusals: ["harvest-source-invalid", "harvest-source-exists"],
  examples: [
    {
      title: { ar: "بوابة CKAN", fr: "Un portail CKAN", en: "A CKAN portal" },
      path: {},
      query: "",
      body: {
        kind: "ckan",
        url: "https://catalog.agridata.tn/",
        organization: "ministere-agriculture",
        schedule: "0 3 * * *",
      },
    },
  ],
  async handle({ body, ...input }, deps) {
    const given = await newSource(body, { caller: input.caller, deps })
    const { clock } = deps
    const id = await addSource(deps.db, given, { ...doing(input, deps), clock })
    const made = sourceToJson(await sourceFor(deps.db, id, input.caller))
    return { kind: "created", body: made, location: `${deps.baseUrl}${restRoot}/sources/${id}` }
  },
})

export const showSource = endpoint({
  id: "showSource",
  signedIn: true,
  group: "sources",
  path: "/sources/{id}",
  summary: { ar: "مصدر واحد", fr: "Une source", en: "One source" },
  pathParameters: { id: idParameter },
  query: {},
  answer: source,
  refusals: ["harvest-source-not-found"],
  examples: [],
  async handle({ path, caller }, { db }) {
    return { kind: "found", body: sourceToJson(await knownSource(db, path.id, caller)) }
  },
})

export const changeSource = endpoint({
  id: "changeSource",
  method: "PATCH",
  group: "sources",
  path: "/sources/{id}",
  summary: {
    ar: "تغيير ما ذُكر من المصدر؛ null يحذف",
    fr: "Changer ce qui est nommé de la source ; null retire",
    en: "Change what is named of the source; null removes",
  },
  pathParameters: { id: idParameter },
  query: {},
  body: sourceWrite,
  answer: source,
  refusals: ["harvest-source-not-found", "harvest-source-invalid", "harvest-source-exists"],
  examples: [
    {
      title: { ar: "كلّ ليلة", fr: "Chaque nuit", en: "Every night" },
      path: { id: "01930000-0000-7000-8000-000000000001" },
      query: "",
      body: { schedule: "0 2 * * *" },
    },
  ],
  async handle({ path, body, ...input }, deps) {
    const before = await knownSource(deps.db, path.id, input.caller)
    const edit = await editedSource(before, body, deps)
    await editSource(deps.db, before.id, edit, doing(input, deps))
    return { kind: "found", body: sourceToJson(await knownSource(deps.db, before.id, input.caller)) }
  },
})

function act(given: {
  readonly name: string
  readonly id: string
  readonly summary: Texts
  readonly status?: 202
  readonly refusals?: readonly ErrorCode[]
  readonly take: (deps: RestDeps, id: string, context: ReturnType<typeof doing>) => Promise<void>
}): Endpoint {
  const { name, id, summary, status, refusals = [], take } = given
  return endpoint({
    id,
    method: "POST",
    group: "sources",
    path: `/sources/{id}/${name}`,
    summary,
    pathParameters: { id: idParameter },
    query: {},
    answer: source,
    ...(status ? { status } : {}),
    refusals: ["harvest-source-not-found", ...refusals],
    examples: [],
    async handle({ path, ...input }, deps) {
      const known = await knownSource(deps.db, path.id, input.caller)
      await take(deps, known.id, doing(input, deps))
      return { kind: "found", body: sourceToJson(await knownSource(deps.db, known.id, input.caller)) }
    },
  })
}

export const sourceActs: readonly Endpoint[] = [
  act({
    name: "run",
    id: "runSource",
    summary: {
      ar: "طلب عملية جلب الآن؛ تقوم بها المهام الخلفية",
      fr: "Demander une moisson maintenant ; le service de fond s’en charge",
      en: "Ask for a harvest now; the worker does it",
    },
    status: 202,
    refusals: ["wrong-state"],
    take: ({ db }, id, context) => runSourceNow(db, id, context),
  }),
  act({
    name: "activate",
    id: "activateSource",
    summary: { ar: "تشغيل المصدر", fr: "Activer la source", en: "Switch the source on" },
    take: ({ db }, id, context) => setSourceActive(db, { id, active: true }, context),
  }),
  act({
    name: "deactivate",
    id: "deactivateSource",
    summary: {
      ar: "إيقاف المصدر؛ تبقى مجموعاته",
      fr: "Désactiver la source ; ses jeux restent",
      en: "Switch the source off; its datasets stay",
    },
    take: ({ db }, id, context) => setSourceActive(db, { id, active: false }, context),
  }),
]
