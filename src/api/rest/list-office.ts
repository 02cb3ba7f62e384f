/** What somebody works on: drafts, what waits for review, what is published, withdrawn or in the trash. */
import {
  listOfficeDatasets,
  type OfficeCursor,
  type OfficeQuery,
  type OfficeRow,
  officeNeeds,
  officeSorts,
  workflowStates,
} from "../../catalogue/index.ts"
import { InvalidCursor } from "../errors.ts"
import { endpoint } from "./endpoint.ts"
import { officeList } from "./office-schemas.ts"
import {
  choiceParameter,
  integerParameter,
  repeatableChoiceParameter,
  textParameter,
  type ValuesOf,
} from "./parameters.ts"

const maxLimit = 200

export const officeFilters = {
  q: textParameter({ ar: "كلمات من العنوان", fr: "Mots du titre", en: "Words of the title" }),
  state: repeatableChoiceParameter(workflowStates, { ar: "الوضع", fr: "État", en: "State" }),
  organization: textParameter({ ar: "معرّف الهيكل", fr: "Identifiant de l’organisme", en: "Identifier of the body" }),
  needs: choiceParameter(officeNeeds, { ar: "ما ينقصها", fr: "Ce qui manque", en: "What it lacks" }),
  trashed: choiceParameter(["true"], {
    ar: "سلّة المحذوفات بدل غيرها",
    fr: "La corbeille au lieu du reste",
    en: "The trash instead of the rest",
  }),
  sort: choiceParameter(officeSorts, { ar: "الترتيب", fr: "Ordre", en: "Order" }),
}

/** The same filters as the catalogue takes them. */
export function officeFilterFrom(query: ValuesOf<typeof officeFilters>): Omit<OfficeQuery, "limit" | "cursor"> {
  const { q, state, organization, needs, trashed, sort } = query
  return {
    ...(q ? { q } : {}),
    ...(state ? { states: state } : {}),
    ...(organization ? { organizationId: organization } : {}),
    ...(needs ? { needs } : {}),
    ...(trashed ? { trashed: true } : {}),
    ...(sort ? { sort } : {}),
  }
}

export const listOffice = endpoint({
  id: "listOfficeDatasets",
  signedIn: true,
  group: "workflow",
  path: "/office/datasets",
  summary: {
    ar: "مجموعات البيانات التي تعمل عليها، مع المسوّدات",
    fr: "Les jeux de données sur lesquels vous travaillez, brouillons compris",
    en: "The datasets you work on, drafts included",
  },
  pathParameters: {},
  query: {
    ...officeFilters,
    limit: integerParameter(
      { min: 1, max: maxLimit, otherwise: 50 },
      { ar: "عدد النتائج", fr: "Nombre de résultats", en: "Number of results" },
    ),
    cursor: textParameter({ ar: "مؤشّر الصفحة الموالية", fr: "Curseur de la suite", en: "Cursor of the next page" }),
  },
  answer: officeList,
  refusals: ["invalid-cursor"],
  examples: [],
  async handle({ query, caller }, { db, clock }) {
    const { limit, cursor } = query
    const list = await listOfficeDatasets(db, caller, {
      ...officeFilterFrom(query),
      limit,
      now: clock.now(),
      ...(cursor ? { cursor: cursorFrom(cursor) } : {}),
    })
    const next = list.next ? cursorTo(list.next) : null
    const body = { items: list.items.map(rowToJson), counts: { ...list.counts }, next, limit, maxLimit }
    return { kind: "found", body, ...(next ? { nextCursor: next } : {}) }
  },
})

function rowToJson({ id, slug, title, state, organization, touchedAt }: OfficeRow) {
  const { id: organizationId, slug: organizationSlug, name } = organization
  return {
    id,
    slug,
    title,
    state,
    organization: { id: organizationId, slug: organizationSlug, name },
    touchedAt: touchedAt.toISOString(),
  }
}

function cursorTo({ key, id }: OfficeCursor): string {
  return Buffer.from(JSON.stringify([key, id])).toString("base64url")
}

function cursorFrom(cursor: string): OfficeCursor {
  try {
    const read: unknown = JSON.parse(Buffer.from(cursor, "base64url").toString())
    if (Array.isArray(read) && typeof read[0] === "string" && typeof read[1] === "string") {
      return { key: read[0], id: read[1] }
    }
  } catch {
    // Not of ours: refused below.
  }
  throw new InvalidCursor()
}
