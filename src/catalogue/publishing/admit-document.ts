/**
 * A document that may be kept: it names only bodies, series, files that exist and that its writer may use. Nobody takes a
 * file of another dataset by guessing its identifier, nor adds a dataset to a body that is not theirs.
 */

import { mayEverything } from "../../platform/actor.ts"
import type { Tx } from "../../platform/db.ts"
import { given } from "../../platform/given.ts"
import { type InputProblem, InvalidInput } from "../../platform/refusal.ts"
import { formatFrom } from "../../vocabulary/index.ts"
import { assertMayOnOrganization } from "../dataset-policy.ts"
import type { DatasetDocument, DistributionEntry } from "../document.ts"
import {
  foreignDistributions,
  type StoredFileFacts,
  seriesExists,
  storedFileFacts,
  takesDatasets,
} from "./admission-store.ts"
import type { WriteContext } from "./office-dataset.ts"

export interface Admission {
  readonly id: string
  /** What was admitted before: of it nothing is asked again. */
  readonly known: readonly DatasetDocument[]
  readonly document: DatasetDocument
}

/** Answers the document, with size and checksum of its own files as they really are. */
export async function admitDocument(tx: Tx, admission: Admission, ctx: WriteContext): Promise<DatasetDocument> {
  const { document, known } = admission
  const problems: InputProblem[] = []
  const { organizationId, seriesId } = document
  if (!known.some((one) => one.organizationId === organizationId)) {
    assertMayOnOrganization(ctx.by, "add-dataset", organizationId)
    if (!(await takesDatasets(tx, organizationId))) problems.push({ path: "organizationId", rule: "unknown" })
  }
  if (seriesId && !known.some((one) => one.seriesId === seriesId) && !(await seriesExists(tx, seriesId))) {
    problems.push({ path: "seriesId", rule: "unknown" })
  }
  const files = await storedFileFacts(
    tx,
    document.distributions.flatMap(({ file }) => file?.id ?? []),
  )
  problems.push(...(await takenIdentifiers(tx, admission)), ...unknownFiles(admission, files, ctx))
  if (problems.length > 0) throw new InvalidInput(problems)
  return {
    ...document,
    distributions: document.distributions.map((one) => withFileFacts(one, one.file && files.get(one.file.id))),
  }
}

async function takenIdentifiers(tx: Tx, { id, known, document }: Admission): Promise<InputProblem[]> {
  const before = new Set(known.flatMap(({ distributions }) => distributions.map((one) => one.id)))
  const fresh = document.distributions.map((one) => one.id).filter((one) => !before.has(one))
  const foreign = await foreignDistributions(tx, { id, distributionIds: fresh })
  return document.distributions.flatMap((one, at) =>
    foreign.has(one.id) ? [{ path: `distributions.${at}.id`, rule: "taken" }] : [],
  )
}

function unknownFiles(
  { known, document }: Admission,
  files: ReadonlyMap<string, StoredFileFacts>,
  { by }: WriteContext,
): InputProblem[] {
  const before = new Set(known.flatMap(({ distributions }) => distributions.flatMap(({ file }) => file?.id ?? [])))
  const mayUse = ({ id, owner }: StoredFileFacts) => before.has(id) || owner === by.id || mayEverything(by)
  return document.distributions.flatMap(({ file }, at) => {
    const stored = file && files.get(file.id)
    return !file || (stored && mayUse(stored)) ? [] : [{ path: `distributions.${at}.file`, rule: "unknown" }]
  })
}

/** What the stored file shows of itself: size and checksum, and the format where none was said. */
export function withFileFacts(
  entry: DistributionEntry,
  stored: Pick<StoredFileFacts, "byteSize" | "sha256" | "mediaType"> | undefined,
): DistributionEntry {
  if (!stored) return entry
  return {
    ...entry,
    byteSize: stored.byteSize,
    checksum: { algorithm: "sha256", value: stored.sha256 },
    ...(entry.mediaType || !stored.mediaType ? {} : { mediaType: stored.mediaType }),
    ...given("format", entry.format ?? formatFrom(undefined, stored.mediaType ?? undefined, entry.file?.name)),
  }
}
