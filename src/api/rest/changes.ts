import type { z } from "zod"
import {
  dataServicesByIds,
  datasetsByIds,
  everPublic,
  officeKinds,
  organizationsById,
  seriesByIds,
} from "../../catalogue/index.ts"
import { type Change, type Head, readChanges, readHead } from "../../platform/changes/index.ts"
import type { Db } from "../../platform/db.ts"
import type { LocalisedText } from "../../texts/index.ts"
import { ChangesStartAgain, InvalidCursor } from "../errors.ts"
import { endpoint, restRoot } from "./endpoint.ts"
import { integerParameter, textParameter } from "./parameters.ts"
import { changeList, type change as changeSchema } from "./schemas.ts"

const maxLimit = 1000
type PublicEntity = z.infer<typeof changeSchema>["entity"]

export const listChanges = endpoint({
  id: "listChanges",
  group: "changes",
  path: "/changes",
  summary: {
    ar: "ما تغيّر منذ آخر زيارة، لإبقاء نسختك محيّنة",
    fr: "Ce qui a changé depuis la dernière visite, pour tenir une copie à jour",
    en: "What changed since the last visit, to keep a copy current",
  },
  pathParameters: {},
  query: {
    after: textParameter({
      ar: "قيمة next من الإجابة السابقة، أو now للبدء من الآن؛ من البداية إن لم تُذكر",
      fr: "Valeur de next de la réponse précédente, ou now pour partir de maintenant ; depuis le début si absente",
      en: "Value of next of the answer before, or now to begin with the present; from the beginning when absent",
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
    const after = positionAfter(query.after, head)
    const read = await readChanges(db, { after, limit: query.limit })
    const position = read.at(-1)?.position ?? after
    const publicChanges = await withoutSecrets(db, lastOfEach(read.filter(isPublic)))
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

/** Who copies the catalogue asks where `now` is, reads the lists, and then goes on from there: nothing slips between. */
function positionAfter(after: string | undefined, head: Head): number {
  if (after === undefined) return 0
  return after === "now" ? head.position : positionFromToken(after, head)
}

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

/** What the catalogue shows of a thing now. */
interface Present {
  readonly slug: string
  readonly title: LocalisedText
  readonly metadataModified: string | null
}

type Shown = Present & { readonly id: string; readonly state?: string; readonly visibleTo?: readonly string[] }

/** How each kind is read; `folder` is its place in the API. */
const kinds: Readonly<
  Record<PublicEntity, { readonly folder: string; readonly read: (db: Db, ids: readonly string[]) => Promise<Shown[]> }>
> = {
  dataset: { folder: "datasets", read: datasetsByIds },
  series: { folder: "series", read: seriesByIds },
  service: { folder: "services", read: dataServicesByIds },
  organization: {
    folder: "organizations",
    read: async (db, ids) =>
      (await organizationsById(db, ids)).map(({ id, slug, name }) => ({
        id,
        slug,
        title: name,
        metadataModified: null,
      })),
  },
}

function isPublic({ entity, kind }: Change): boolean {
  return Object.hasOwn(kinds, entity) && !officeKinds.has(kind)
}

/** Of a dataset that nobody outside could ever read, not even its end is told. */
async function withoutSecrets(db: Db, changes: readonly Change[]): Promise<Change[]> {
  const ids = changes.filter(({ entity }) => entity === "dataset").map(({ entityId }) => entityId)
  const known = await everPublic(db, ids)
  return changes.filter(({ entity, entityId }) => entity !== "dataset" || known.has(entityId))
}

async function presentState(db: Db, changes: readonly Change[]): Promise<ReadonlyMap<string, Present>> {
  const present = new Map<string, Present>()
  for (const [entity, { read }] of Object.entries(kinds)) {
    const ids = changes.filter((one) => one.entity === entity).map((one) => one.entityId)
    for (const one of await read(db, ids)) if (isShown(one)) present.set(one.id, one)
  }
  return present
}

function isShown({ state = "published", visibleTo }: Shown): boolean {
  return state === "published" && visibleTo === undefined
}

// Visibility is that of now, not of then: what is no longer public shows nothing but that it is gone.
function changeToJson(change: Change, present: ReadonlyMap<string, Present>): z.infer<typeof changeSchema> {
  const entity = change.entity as PublicEntity
  const common = { at: change.at.toISOString(), entity, id: change.entityId }
  const now = present.get(change.entityId)
  if (!now) return { ...common, kind: "gone", gone: true, slug: null, title: null, metadataModified: null, href: null }
  const { slug, title, metadataModified } = now
  const href = `${restRoot}/${kinds[entity].folder}/${change.entityId}`
  return { ...common, kind: change.kind, gone: false, slug, title, metadataModified, href }
}
