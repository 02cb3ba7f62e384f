/** What was found at the addresses of a dataset's files, check by check, and asking for another check. */
import { mayOnDataset, type OfficeDataset, officeDataset } from "../../../../catalogue/index.ts"
import { checkLinksAgain, linksOfDataset } from "../../../../links/index.ts"
import type { Refusal } from "../../../../platform/refusal.ts"
import { linkMessages } from "../../../../texts/index.ts"
import { attempt } from "../../../forms/attempt.ts"
import { formRefusal } from "../../../forms/problems.ts"
import { routes } from "../../../routes.ts"
import type { OfficeAnswer, OfficeContext, OfficeHandler, OfficeRoute, Visit } from "../../office-route.ts"
import { wholeNumber } from "../../whole-number.ts"
import { fileNames } from "../change-lines.ts"
import { LinksView } from "./links-view.tsx"

const atOnce = 50

const show: OfficeHandler = async (context, visit) => {
  const office = await officeDataset(context.db, visit.params.id ?? "", visit.viewer.actor)
  return answer(context, visit, office)
}

const again: OfficeHandler = async (context, visit) => {
  const { viewer, params, now, language } = visit
  const office = await officeDataset(context.db, params.id ?? "", viewer.actor)
  if (!mayOnDataset(viewer.actor, "edit", office.access)) return { kind: "none" }
  const asked = await attempt(() => checkLinksAgain(context.db, office.id, now))
  if (asked.kind === "refused") return answer(context, visit, office, asked.refusal)
  return { kind: "see", to: routes.office(language, `/datasets/${office.id}/links`), done: "started" }
}

async function answer(
  { db }: OfficeContext,
  { page, language, viewer, query }: Visit,
  office: OfficeDataset,
  refused?: Refusal,
): Promise<OfficeAnswer> {
  const after = wholeNumber(query.get("after"))
  const found = await linksOfDataset(db, {
    datasetId: office.id,
    limit: atOnce + 1,
    ...(after === undefined ? {} : { after }),
  })
  const links = found.slice(0, atOnce)
  const refusals = { "links-asked-lately": linkMessages[language].askedLately }
  const refusal = refused && formRefusal(refused, language, { refusals })
  const view = (
    <LinksView
      model={{
        page,
        office,
        links,
        next: found.length > atOnce ? links.at(-1)?.position : undefined,
        names: fileNames([office.shown, office.document], language),
        mayAsk: mayOnDataset(viewer.actor, "edit", office.access),
        refusal,
      }}
    />
  )
  return { kind: "page", view, ...(refusal ? { status: refusal.status } : {}) }
}

export const linkRoutes: readonly OfficeRoute[] = [{ path: "/datasets/:id/links", get: show, post: again }]
