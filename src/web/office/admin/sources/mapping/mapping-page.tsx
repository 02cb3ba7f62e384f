/** What the words of a source mean here, what goes without saying, what of it is left out, and who its publishers are. */
import { mayOnOrganization } from "../../../../../catalogue/index.ts"
import {
  editMapping,
  lastRuns,
  publishersOfSource,
  type SourcePublisher,
  type StoredSource,
  setPublisher,
  sourceFor,
  unmappedValues,
} from "../../../../../harvest/index.ts"
import { isUuid } from "../../../../../platform/ids.ts"
import type { Refusal } from "../../../../../platform/refusal.ts"
import { fold } from "../../../../../vocabulary/index.ts"
import { attempt } from "../../../../forms/attempt.ts"
import { routes } from "../../../../routes.ts"
import type { OfficeContext, OfficeHandler, Visit } from "../../../office-route.ts"
import { type MappingAct, mappingActs, NotInOurLists } from "./mapping-acts.ts"
import type { PublisherSearch } from "./mapping-model.ts"
import { mappingRefusal } from "./mapping-refusal.ts"
import { MappingView } from "./mapping-view.tsx"

export const mappingPage: OfficeHandler = (context, visit) => answerMapping(context, visit)

export const saveMapping: OfficeHandler = async (context, visit) => {
  const { db } = context
  const { params, viewer, form, now, language, vocabularies } = visit
  const id = params.id ?? ""
  if (!isUuid(id)) return { kind: "none" }
  const name = form.get("act") ?? ""
  const doing = { by: viewer.actor, at: now }
  const act = Object.hasOwn(mappingActs, name) ? mappingActs[name as MappingAct] : undefined
  if (!act && name !== "publisher") return { kind: "none" }
  await sourceFor(db, id, viewer.actor)
  const tried = await attempt(async () => {
    if (act) await editMapping(db, id, (before) => act(before, form, vocabularies), doing)
    else await setPublisher(db, publisherIn(form, id), doing)
  })
  if (tried.kind === "refused") return answerMapping(context, visit, tried.refusal)
  // Its head says what that means for the next run.
  return { kind: "see", to: routes.office(language, `/sources/${id}/mapping`), done: "saved" }
}

const longestKey = 500

function publisherIn(form: URLSearchParams, sourceId: string) {
  const [key, organization] = [form.get("publisher") ?? "", form.get("organization")?.trim() ?? ""]
  if (key === "" || key.length > longestKey || organization === "") throw new NotInOurLists("organization")
  return { sourceId, key, organization }
}

async function answerMapping(context: OfficeContext, visit: Visit, refused?: Refusal) {
  const { db } = context
  const { page, params, viewer, language, vocabularies, form } = visit
  const id = params.id ?? ""
  if (!isUuid(id)) return { kind: "none" as const }
  const source = await sourceFor(db, id, viewer.actor)
  const [unmapped, publishers, runs] = await Promise.all([
    unmappedValues(db, id),
    source.organizations === "remote" ? publishersOfSource(db, id) : [],
    lastRuns(db, [id]),
  ])
  const refusal = refused && mappingRefusal(refused, { language, act: form.get("act") ?? "" })
  const view = (
    <MappingView
      page={page}
      model={{
        source,
        unmapped,
        vocabularies,
        isRead: runs.size > 0,
        form: refused ? form : undefined,
        refusal,
        publishers: await withRights(publishers, visit),
        search: await searchOf(context, visit, source),
      }}
    />
  )
  return { kind: "page" as const, view, ...(refusal ? { status: refusal.status } : {}) }
}

/** Nobody gives datasets to a body whose sources she may not manage: it is not suggested to her. */
async function withRights(publishers: readonly SourcePublisher[], { viewer }: Visit): Promise<SourcePublisher[]> {
  const may = ({ id }: { id: string }) => mayOnOrganization(viewer.actor, "manage-sources", id)
  return publishers.map((one) => ({ ...one, suggestions: one.suggestions.filter(may) }))
}

const mostHits = 10

/** Bodies by what was typed beside a publisher: part of a name in any language, acronym or slug. */
async function searchOf(
  { directory }: OfficeContext,
  { query, viewer }: Visit,
  { organizations }: StoredSource,
): Promise<PublisherSearch | undefined> {
  const [key, text] = [query.get("publisher"), (query.get("q") ?? "").trim().slice(0, 100)]
  if (organizations !== "remote" || key === null || text === "") return undefined
  const wanted = fold(text)
  const { all } = await directory.organizations()
  const hits = all.filter(
    ({ id, name, acronym, slug, closedAt }) =>
      !closedAt &&
      mayOnOrganization(viewer.actor, "manage-sources", id) &&
      [...Object.values(name), acronym ?? "", slug].some((one) => fold(one).includes(wanted)),
  )
  return { key, text, hits: hits.slice(0, mostHits) }
}
