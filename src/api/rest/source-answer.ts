/** A source of harvests as the API says it. */
import { z } from "zod"
import { certificatesIn, HarvestSourceNotFound, type StoredSource, sourceFor } from "../../harvest/index.ts"
import type { Actor } from "../../platform/actor.ts"
import type { Db } from "../../platform/db.ts"
import { knownId } from "./office-support.ts"
import { localisedText } from "./schemas.ts"
import { mappingAnswer, mappingToJson } from "./source-mapping-shape.ts"

export const sourceFields = {
  url: z.string().max(2000),
  organization: z.string().describe("Identifier or slug of the body that answers for it"),
  organizations: z
    .enum(["given", "remote"])
    .describe("given: every dataset is of that body; remote: of the body that the source names (administrators)"),
  name: z.string().min(1).max(200),
  displayName: localisedText.nullable().describe("How people call it"),
  schedule: z.string().max(100).nullable().describe("Five-field cron expression; null: only when asked for"),
  options: z.record(z.string(), z.unknown()).describe("Of its kind"),
  rank: z
    .number()
    .int()
    .min(-1000)
    .max(1000)
    .describe("Of two sources with the same dataset the one of the higher rank speaks before the other"),
  fullEveryDays: z
    .number()
    .int()
    .min(0)
    .max(365)
    .describe(
      "A full reading at least so often; between them only changes are asked for where the source can tell. 0: always full",
    ),
  archive: z.boolean().describe("Whether the last good version of its files is kept"),
  extraCa: z
    .string()
    .nullable()
    .describe(
      "Certificates of authorities (PEM, five at most) to trust for this source alone, besides those known anyway; everything is verified as ever",
    ),
}

const certificate = z
  .object({ subject: z.string(), issuer: z.string(), validTo: z.string(), fingerprint: z.string() })
  .meta({ id: "SourceCertificate" })

export const source = z
  .object({
    id: z.string(),
    kind: z.string(),
    ...sourceFields,
    mapping: mappingAnswer,
    certificates: z.array(certificate).describe("Whose extraCa are, and until when"),
    organization: z.object({ id: z.string(), slug: z.string(), name: localisedText }),
    active: z.boolean(),
    datasets: z.number(),
    lastCompleteAt: z.string().nullable(),
    lastReadAt: z.string().nullable(),
    fullDue: z.boolean().describe("It was set up otherwise: the next run reads everything and compares it anew"),
  })
  .meta({ id: "HarvestSource" })

export function sourceToJson(one: StoredSource): z.infer<typeof source> {
  const { id, kind, url, organization, organizations, name, options, rank, active, datasets } = one
  const { fullEveryDays, archive } = one
  return {
    ...{ id, kind, url, organizations, name, rank, active, datasets, fullEveryDays, archive },
    organization: { id: organization.id, slug: organization.slug, name: organization.name },
    displayName: one.displayName ?? null,
    schedule: one.schedule ?? null,
    options: { ...options },
    mapping: mappingToJson(one.mapping),
    extraCa: one.extraCa ?? null,
    certificates: certificatesToJson(one.extraCa),
    lastCompleteAt: one.lastCompleteAt ?? null,
    lastReadAt: one.lastReadAt ?? null,
    fullDue: one.fullDueSince !== undefined,
  }
}

function certificatesToJson(extraCa = ""): z.infer<typeof certificate>[] {
  return certificatesIn(extraCa).map(({ validTo, ...one }) => ({ ...one, validTo: validTo.toISOString() }))
}

/** Refused before anything is said of it. */
export function knownSource(db: Db, id: string, caller: Actor): Promise<StoredSource> {
  return sourceFor(
    db,
    knownId(id, (unknown) => new HarvestSourceNotFound(unknown)),
    caller,
  )
}
