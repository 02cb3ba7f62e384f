import type { VNode } from "preact"
import { renderToString } from "preact-render-to-string"
import type { DatasetDocument } from "../../../../catalogue/index.ts"
import { datasetFormMessages, reviewMessages } from "../../../../texts/index.ts"
import type { OfficeAnswer } from "../../office-route.ts"
import { AsideParts } from "./aside-view.tsx"
import { FileItem, FileState } from "./files-view.tsx"
import type { FormModel } from "./form-model.ts"
import { ActBar, Missing } from "./form-view.tsx"
import { PersonalWarnings } from "./personal-view.tsx"
import { Suggestions } from "./text-sections.tsx"

interface Saved {
  /** What the form showed when it was saved: the base of its next save. */
  readonly base?: DatasetDocument
  /** Files whose lines are new to the page. */
  readonly fresh?: readonly string[]
  readonly others?: boolean
}

const suggested = ["title", "keywords", "theme", "place", "period", "frequency"] as const

/** What the script of the form is told after a save: facts for itself, and the parts of the page to show anew. */
export function formAnswer(model: FormModel, { base, fresh = [], others = false }: Saved): OfficeAnswer {
  const { office, page, names } = model
  const words = datasetFormMessages[page.language]
  const who = names.get(office?.draft?.updatedBy ?? "") ?? reviewMessages[page.language].somebody
  return {
    kind: "json",
    body: {
      kind: "saved",
      id: model.id,
      action: model.action,
      version: office?.version,
      ...(base ? { base } : {}),
      problems: model.missing,
      quality: { points: model.quality.points, max: model.quality.max },
      hints: Object.fromEntries(model.hints),
      parts: {
        aside: html(<AsideParts model={model} />),
        warnings: inner(<PersonalWarnings model={model} />),
        missing: inner(<Missing model={model} />),
        acts: inner(<ActBar model={model} />),
        ...Object.fromEntries(suggested.map((of) => [`suggest-${of}`, inner(<Suggestions model={model} of={of} />)])),
      },
      states: Object.fromEntries(model.files.map((file) => [file.id, html(<FileState model={model} file={file} />)])),
      items: Object.fromEntries(
        model.files.flatMap((file, at) =>
          fresh.includes(file.id) ? [[file.id, html(<FileItem model={model} file={file} at={at} />)] as const] : [],
        ),
      ),
      ...(others ? { others: words.othersChanged(who) } : {}),
    },
  }
}

function html(view: VNode): string {
  return renderToString(view)
}

/** Without its outermost element, which stays in the page. */
function inner(view: VNode): string {
  return html(view)
    .replace(/^<div[^>]*>/, "")
    .replace(/<\/div>$/, "")
}
