import { mayEverything } from "../../../../platform/actor.ts"
import { receiveMultipart, storedFiles } from "../../../../platform/uploads/index.ts"
import type { OfficeContext, Visit } from "../../office-route.ts"
import type { Arrived } from "./form-acts.ts"

/** What was posted, with the files that came along or arrived before by themselves. */
export interface Posted {
  readonly form: URLSearchParams
  readonly arrived: readonly Arrived[]
  /** Files that were too large. */
  readonly refused: readonly { readonly name: string; readonly maxBytes: number }[]
}

const mostFiles = 50

/** Without scripts files come inside the form; the uploading script names those that it sent (`arrived`, `arrived.ID`). */
export async function readPosted({ uploads, db }: OfficeContext, visit: Visit): Promise<Posted> {
  const { request, viewer } = visit
  if (!(request.headers["content-type"] ?? "").startsWith("multipart/")) {
    return { form: visit.form, arrived: await arrivedBefore(db, visit, visit.form), refused: [] }
  }
  const { fields, files } = await receiveMultipart(request.raw, {
    uploads,
    by: viewer.actor,
    maxFiles: mostFiles,
    beforeFiles: () => {},
  })
  return {
    form: fields,
    arrived: [
      ...(await arrivedBefore(db, visit, fields)),
      ...files.flatMap((one) =>
        one.kind === "stored" ? [{ storedId: one.file.id, name: one.file.name, ...replacedBy(one.field) }] : [],
      ),
    ],
    refused: files.flatMap((one) =>
      one.kind === "refused" ? [{ name: one.name, maxBytes: uploads.limits.fileBytes }] : [],
    ),
  }
}

function replacedBy(field: string): { replaces?: string } {
  return field.startsWith("replace.") ? { replaces: field.slice("replace.".length) } : {}
}

async function arrivedBefore(
  db: OfficeContext["db"],
  { viewer: { actor } }: Visit,
  form: URLSearchParams,
): Promise<Arrived[]> {
  const named = [...form].flatMap(([field, storedId]) => {
    if (field === "arrived") return [{ storedId }]
    return field.startsWith("arrived.") ? [{ storedId, replaces: field.slice("arrived.".length) }] : []
  })
  const stored = await storedFiles(
    db,
    named.map(({ storedId }) => storedId),
  )
  // Somebody else's file is refused when the draft is saved, and not even its name is told then.
  const isOwn = (owner: string) => owner === actor.id || mayEverything(actor)
  const names = new Map(stored.map(({ id, name, owner }) => [id, isOwn(owner) ? name : ""]))
  return named.flatMap((one) => {
    const name = names.get(one.storedId)
    return name === undefined ? [] : [{ ...one, name }]
  })
}
