/** Sources of harvests as programs send them. */
import { z } from "zod"
import {
  assertMayManageSources,
  connectorKinds,
  type NewSource,
  type SourceEdit,
  type StoredSource,
} from "../../harvest/index.ts"
import type { Actor } from "../../platform/actor.ts"
import type { RestDeps } from "./endpoint.ts"
import { sourceFields as fields } from "./source-answer.ts"
import { mappingFrom, mappingWrite } from "./source-mapping-shape.ts"
import { organizationIdFrom } from "./write-support.ts"

const { url, organization, ...optional } = fields

export const sourceCreate = z
  .strictObject({
    ...{ kind: z.enum(connectorKinds), url, organization },
    ...z.object(optional).partial().shape,
    mapping: mappingWrite.optional(),
  })
  .meta({ id: "HarvestSourceCreate" })

export const sourceWrite = z
  .strictObject({ ...fields, mapping: mappingWrite })
  .partial()
  .meta({ id: "HarvestSourceWrite" })

type Deps = Pick<RestDeps, "db" | "vocabularies">

/** Of a body whose sources the caller may manage. */
export async function newSource(
  body: z.infer<typeof sourceCreate>,
  { caller, deps }: { caller: Actor; deps: Deps },
): Promise<NewSource> {
  const {
    organizations = "given",
    displayName,
    schedule,
    name,
    options,
    rank,
    fullEveryDays,
    archive,
    extraCa,
    mapping,
  } = body
  const organizationId = await organizationIdFrom(deps.db, body.organization)
  assertMayManageSources(caller, { organizationId, organizations })
  return {
    ...{ kind: body.kind, url: body.url, organization: organizationId, organizations },
    ...(name === undefined ? {} : { name }),
    ...(displayName ? { displayName } : {}),
    ...(schedule ? { schedule } : {}),
    ...(options ? { options } : {}),
    ...(rank === undefined ? {} : { rank }),
    ...(fullEveryDays === undefined ? {} : { fullEveryDays }),
    ...(archive === undefined ? {} : { archive }),
    ...(extraCa ? { extraCa } : {}),
    ...mappingFrom(mapping, deps),
  }
}

/** What is not named stays; null takes away. */
export async function editedSource(
  before: StoredSource,
  body: z.infer<typeof sourceWrite>,
  deps: Deps,
): Promise<SourceEdit> {
  const { displayName, schedule, organization: ref, extraCa, mapping, ...whole } = body
  return {
    url: whole.url ?? before.url,
    name: whole.name ?? before.name,
    organization: ref === undefined ? before.organization.id : await organizationIdFrom(deps.db, ref),
    organizations: whole.organizations ?? before.organizations,
    options: whole.options ?? before.options,
    rank: whole.rank ?? before.rank,
    fullEveryDays: whole.fullEveryDays ?? before.fullEveryDays,
    archive: whole.archive ?? before.archive,
    ...(extraCa === undefined ? {} : { extraCa: extraCa ?? "" }),
    displayName: displayName === undefined ? before.displayName : (displayName ?? undefined),
    schedule: schedule === undefined ? before.schedule : (schedule ?? undefined),
    ...mappingFrom(mapping, deps),
  }
}
