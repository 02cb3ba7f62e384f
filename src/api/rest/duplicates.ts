/** Datasets that may be the same: the questions, and the two answers to them. */
import { z } from "zod"
import {
  assertAsked,
  type Dataset,
  type DuplicatePair,
  datasetsByIds,
  duplicateSigns,
  inSpeakingOrder,
  joinDatasets,
  keepApart,
  openPairs,
  pairBetween,
} from "../../catalogue/index.ts"
import type { Actor } from "../../platform/actor.ts"
import type { Db } from "../../platform/db.ts"
import { InvalidInput, WrongState } from "../../platform/refusal.ts"
import { DuplicateNotFound, InvalidCursor } from "../errors.ts"
import { readCursor, writeCursor } from "./cursor.ts"
import { type Endpoint, endpoint } from "./endpoint.ts"
import { officePage, officePaging } from "./office-paging.ts"
import { doing, knownId } from "./office-support.ts"
import { pathParameter } from "./parameters.ts"
import { localisedText } from "./schemas.ts"

const side = z
  .object({
    id: z.string(),
    slug: z.string(),
    title: localisedText,
    organization: z.object({ id: z.string(), slug: z.string() }),
    identifier: z.string().nullable(),
    landingPage: z.string().nullable(),
    sources: z
      .array(z.object({ id: z.string(), name: z.string(), harvestedAt: z.string() }))
      .describe("The first to speak first; empty for what was entered here"),
  })
  .meta({ id: "DuplicateSide" })

const pair = z
  .object({
    one: side,
    other: side,
    signs: z.array(z.enum(duplicateSigns)).describe("What they share"),
    speaks: z.string().describe("Of the two the one that speaks: it should stay"),
    foundAt: z.string(),
  })
  .meta({ id: "DuplicatePair" })

const cursorShape = z.strictObject({ t: z.iso.datetime(), one: z.uuid(), other: z.uuid() })

const listDuplicates = endpoint({
  id: "listDuplicates",
  signedIn: true,
  group: "sources",
  path: "/duplicates",
  summary: {
    ar: "أزواج قد تكون مجموعة واحدة، ولم يُجب عنها أحد بعد",
    fr: "Les paires de jeux qui n’en font peut-être qu’un, en attente d’une réponse",
    en: "Pairs of datasets that may be the same and wait for an answer",
  },
  pathParameters: {},
  query: officePaging,
  answer: z
    .object({ items: z.array(pair), next: z.string().nullable(), limit: z.number(), maxLimit: z.number() })
    .meta({ id: "DuplicatePairList" }),
  refusals: ["invalid-cursor"],
  examples: [],
  async handle({ query: { limit, cursor }, caller }, { db }) {
    const organizationIds = assertAsked(caller)
    const after = cursor === undefined ? undefined : placeIn(cursor)
    const { pairs, next } = await openPairs(db, { organizationIds, limit, after })
    const place = next && writeCursor({ t: next.foundAt.toISOString(), one: next.one, other: next.other })
    return officePage(await pairsToJson(db, pairs), { limit, next: place })
  },
})

function placeIn(cursor: string) {
  const { t, one, other } = readCursor(cursor, cursorShape)
  const foundAt = new Date(t)
  if (Number.isNaN(foundAt.getTime())) throw new InvalidCursor()
  return { foundAt, one, other }
}

async function pairsToJson(db: Db, pairs: readonly DuplicatePair[]): Promise<z.infer<typeof pair>[]> {
  const ids = [...new Set(pairs.flatMap(({ one, other }) => [one, other]))]
  const datasets = new Map((await datasetsByIds(db, ids)).map((dataset) => [dataset.id, dataset]))
  const order = await inSpeakingOrder(db, ids)
  return pairs.flatMap(({ signs, foundAt, ...both }) => {
    const [one, other] = [datasets.get(both.one), datasets.get(both.other)]
    if (!one || !other) return []
    const speaks = order.find((id) => id === one.id || id === other.id) ?? one.id
    const found = { signs: [...signs], speaks, foundAt: foundAt.toISOString() }
    return [{ one: sideToJson(one), other: sideToJson(other), ...found }]
  })
}

function sideToJson({ id, slug, title, organization, identifier, landingPage, sources }: Dataset) {
  return {
    ...{ id, slug, title },
    organization: { id: organization.id, slug: organization.slug },
    identifier: identifier ?? null,
    landingPage: landingPage ?? null,
    sources: sources.map(({ sourceId, name, harvestedAt }) => ({ id: sourceId, name, harvestedAt })),
  }
}

const pathParameters = {
  one: pathParameter({
    ar: "المعرّف الدائم لإحداهما",
    fr: "Identifiant permanent de l’un",
    en: "Permanent identifier of one",
  }),
  other: pathParameter({
    ar: "المعرّف الدائم للأخرى",
    fr: "Identifiant permanent de l’autre",
    en: "Permanent identifier of the other",
  }),
}

/** Of the two in the address, where the caller is asked about them and nobody answered yet. */
async function askedAbout(db: Db, path: { one: string; other: string }, { action, caller }: AnswerBy) {
  const organizationIds = assertAsked(caller)
  const [one, other] = [path.one, path.other].map((id) => knownId(id, (unknown) => new DuplicateNotFound(unknown)))
  const ids = { one: one!, other: other! }
  const found = await pairBetween(db, { ...ids, organizationIds })
  if (found.kind === "none") throw new DuplicateNotFound(ids.other)
  if (found.kind === "decided") throw new WrongState(action, "decided")
  return ids
}

interface AnswerBy {
  readonly action: "join" | "keep-apart"
  readonly caller: Actor
}

const joinPair = endpoint({
  id: "joinDuplicates",
  method: "POST",
  group: "sources",
  path: "/duplicates/{one}/{other}/join",
  summary: {
    ar: "توحيدهما: تبقى keep بمصادر الاثنتين، وتقود عناوين الأخرى إليها",
    fr: "Les réunir : keep reste avec les deux provenances, les adresses de l’autre y mènent",
    en: "Join them: keep stays with both provenances, and addresses of the other lead to it",
  },
  pathParameters,
  query: {},
  body: z.strictObject({ keep: z.uuid().describe("The one of the two that stays") }).meta({ id: "DuplicateJoin" }),
  answer: z.object({ id: z.string(), slug: z.string() }).meta({ id: "DuplicateJoined" }),
  refusals: ["duplicate-not-found", "dataset-not-found", "wrong-state"],
  examples: [
    {
      title: { ar: "تبقى الأولى", fr: "Le premier reste", en: "The first stays" },
      path: { one: "01930000-0000-7000-8000-000000000001", other: "01930000-0000-7000-8000-000000000003" },
      query: "",
      body: { keep: "01930000-0000-7000-8000-000000000001" },
    },
  ],
  async handle({ path, body, caller }, deps) {
    const ids = Object.values(await askedAbout(deps.db, path, { action: "join", caller }))
    const keep = body.keep.toLowerCase()
    const other = ids.find((id) => id !== keep)
    if (!ids.includes(keep) || !other) throw new InvalidInput([{ path: "keep", rule: "not-found" }])
    await joinDatasets(deps.db, { keep, other }, doing({ caller }, deps))
    const [dataset] = await datasetsByIds(deps.db, [keep])
    return { kind: "found", body: { id: keep, slug: dataset?.slug ?? keep } }
  },
})

const keepPairApart = endpoint({
  id: "keepDuplicatesApart",
  method: "POST",
  group: "sources",
  path: "/duplicates/{one}/{other}/keep-apart",
  summary: {
    ar: "هما مختلفتان: لا يُسأل عنهما من جديد",
    fr: "Ils sont différents : la question n’est plus posée",
    en: "They are different: the question is not asked again",
  },
  pathParameters,
  query: {},
  status: 204,
  answer: z.null(),
  refusals: ["duplicate-not-found", "dataset-not-found", "wrong-state"],
  examples: [],
  async handle({ path, caller }, deps) {
    const { one, other } = await askedAbout(deps.db, path, { action: "keep-apart", caller })
    await keepApart(deps.db, { keep: one, other }, doing({ caller }, deps))
    return { kind: "done" }
  },
})

export const duplicateQuestions: readonly Endpoint[] = [listDuplicates, joinPair, keepPairApart]
