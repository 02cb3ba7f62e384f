/** The office's list as an address says it. What makes no sense is left out. */
import {
  type OfficeCursor,
  type OfficeNeed,
  type OfficeQuery,
  type OfficeSort,
  officeNeeds,
  officeSorts,
  type WorkflowState,
  workflowStates,
} from "../../../../catalogue/index.ts"
import { isUuid } from "../../../../platform/ids.ts"
import { type ActionCode, actionCodes, hasLowQuality, helpedBy } from "../../../../quality/index.ts"

/** What datasets lack, as the catalogue knows it, or by their quality: few points, or what an act would mend. */
export const listNeeds = [...officeNeeds, "low-quality"] as const
export type ListNeed = (typeof listNeeds)[number] | ActionCode

export interface ListFilter {
  readonly q: string
  readonly state?: WorkflowState | undefined
  readonly organizationId?: string | undefined
  readonly needs?: ListNeed | undefined
  readonly sort: OfficeSort
  readonly cursor?: OfficeCursor | undefined
}

const longest = 200

export function listFilter(query: URLSearchParams): ListFilter {
  const organizationId = query.get("organization") ?? ""
  return {
    q: (query.get("q") ?? "").slice(0, longest).trim(),
    state: oneOf(workflowStates, query.get("state")),
    organizationId: isUuid(organizationId) ? organizationId : undefined,
    needs: oneOf([...listNeeds, ...actionCodes], query.get("needs")),
    sort: oneOf(officeSorts, query.get("sort")) ?? "touched",
    cursor: cursorFrom(query.get("after")),
  }
}

function oneOf<Value extends string>(values: readonly Value[], given: string | null): Value | undefined {
  return values.find((value) => value === given)
}

/** `key` and id of the last row, joined so that the address stays readable. */
export function cursorToText({ key, id }: OfficeCursor): string {
  return `${id}.${key}`
}

function cursorFrom(text: string | null): OfficeCursor | undefined {
  const [, id, key] = /^([0-9a-f-]{36})\.(.{0,2000})$/s.exec(text ?? "") ?? []
  return id && key !== undefined && isUuid(id) ? { id, key } : undefined
}

export function officeQuery(filter: ListFilter, limit: number, now: Date): OfficeQuery {
  const { q, state, organizationId, needs, sort, cursor } = filter
  return {
    limit,
    now,
    sort,
    ...(q ? { q } : {}),
    ...(state ? { states: [state] } : {}),
    ...(organizationId ? { organizationId } : {}),
    ...(needs ? lacking(needs) : {}),
    ...(cursor ? { cursor } : {}),
  }
}

function lacking(need: ListNeed): Pick<OfficeQuery, "needs" | "among"> {
  if (need === "low-quality") return { among: hasLowQuality }
  return isOfficeNeed(need) ? { needs: need } : { among: helpedBy(need) }
}

function isOfficeNeed(need: ListNeed): need is OfficeNeed {
  return (officeNeeds as readonly ListNeed[]).includes(need)
}

/** The filter as parameters of an address, without where the list stands. */
export function filterParameters({
  q,
  state,
  organizationId,
  needs,
  sort,
}: ListFilter): Record<string, string | undefined> {
  return {
    q: q || undefined,
    state,
    organization: organizationId,
    needs,
    sort: sort === "touched" ? undefined : sort,
  }
}
