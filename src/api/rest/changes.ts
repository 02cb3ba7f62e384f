import type { z } from "zod"
import { type Dataset, datasetsByIds, type Organization, organizationsById } from "../../catalogue/index.ts"
import { type Change, type Head, readChanges, readHead } from "../../platform/changes/index.ts"
import { ChangesStartAgain, InvalidCursor } from "../errors.ts"
import { endpoint } from "./endpoint.ts"
import { integerParameter, textParameter } from "./parameters.ts"
import { type change, changeList } from "./schemas.ts"

const maxLimit = 1000
type PublicEntity = z.infer<typeof change>["entity"]

export const listChanges = endpoint({
  id: "listChanges",
  group: "changes",
  path: "/changes",
  summary: {
    ar: "ما تغيّر منذ آخر زيارة، لإبقاء نسخة محدّثة",
    fr: "Ce qui a changé depuis la dernière visite, pour tenir une copie à jour",
    en: "What changed since the last visit, to keep a copy current",
  },
  pathParameters: {},
  query: {
    after: textParameter({
      ar: "قيمة next من الإجابة السابقة؛ من البداية إن لم تُذكر",
      fr: "Valeur de next de la réponse précédente ; depuis le début si absente",
      en: "Value of next of the answer before; from the beginning when absent",
    }),
    limit: integerParameter(
      { min: 1, max: maxLimit, otherwise: 100 },
      { ar: "عدد التغييرات المقروءة", fr: "Changements lus au plus", en: "Changes read at most" },
    ),
  },
  answer: changeList,
  refusals: ["invalid-cursor", "changes-start-again"],
  examples: [
    { title: { ar: "من البداية", fr: "Depuis le début", en: "From the beginning" }, path: {}, query: "limit=100" },
  ],
  async handle({ query }, { db }) {
    const head = await readHead(db)
    const after = query.after === undefined ? 0 : positionFromToken(query.after, head)
    const read = await readChanges(db, { after, limit: query.limit })
    const position = read.at(-1)?.position ?? after
    const publicChanges = lastOfEach(read.filter(({ entity }) => entity === "dataset" || entity === "organization"))
    const present = await presentState(db, publicChanges)
    const body = {
      items: publicChanges.map((one) => changeToJson(one, present)),
      next: `${head.epoch}.${position}`,
      upToDate: position >= head.position,
      limit: query.limit,
      maxLimit,
    }
    return { kind: "found", body }
  },
})

const tokenPattern = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.(\d{1,15})$/

function positionFromToken(token: string, head: Head): number {
  const parts = tokenPattern.exec(token)
  if (!parts) throw new InvalidCursor("after")
  if (parts[1] !== head.epoch) throw new ChangesStartAgain()
  const position = Number(parts[2])
  if (position > head.position) throw new InvalidCursor("after")
  return position
}

/** One line per entity: the answer tells the present state, so earlier changes to the same thing add nothing. */
function lastOfEach(changes: readonly Change[]): Change[] {
  const last = new Map(changes.map((one) => [one.entityId, one]))
  return changes.filter((one) => last.get(one.entityId) === one)
}

interface Present {
  readonly datasets: ReadonlyMap<string, Dataset>
  readonly organizations: ReadonlyMap<string, Organization>
}

async function presentState(db: Parameters<typeof datasetsByIds>[0], changes: readonly Change[]): Promise<Present> {
  const idsOf = (entity: PublicEntity) => changes.filter((one) => one.entity === entity).map((one) => one.entityId)
  const datasets = await datasetsByIds(db, idsOf("dataset"))
  const organizations = await organizationsById(db, idsOf("organization"))
  return {
    datasets: new Map(datasets.filter(({ state }) => state === "published").map((one) => [one.id, one])),
    organizations: new Map(organizations.map((one) => [one.id, one])),
  }
}

// Visibility is that of now, not of then: what is no longer public shows nothing but that it is gone.
function changeToJson({ entity, entityId, at, kind }: Change, present: Present): z.infer<typeof change> {
  const common = { at: at.toISOString(), entity: entity as PublicEntity, id: entityId }
  const dataset = present.datasets.get(entityId)
  if (dataset) {
    const { slug, title, metadataModified } = dataset
    return { ...common, kind, gone: false, slug, title, metadataModified, href: `/api/v1/datasets/${entityId}` }
  }
  const organization = present.organizations.get(entityId)
  if (organization) {
    const { slug, name } = organization
    const href = `/api/v1/organizations/${entityId}`
    return { ...common, kind, gone: false, slug, title: name, metadataModified: null, href }
  }
  return { ...common, kind: "gone", gone: true, slug: null, title: null, metadataModified: null, href: null }
}
