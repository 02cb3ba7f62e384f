import { z } from "zod"
import type { ListVerb, Selection } from "./arguments.ts"
import { granularityOf, isMoment } from "./moment.ts"
import { OaiError } from "./oai-error.ts"

/** Where a list goes on: after this record, in the order of change. */
export interface ListPlace {
  readonly verb: ListVerb
  readonly selection: Selection
  readonly after: { readonly changed: string; readonly id: string }
  /** Records given before. */
  readonly given: number
  /** How many there were when the list began. */
  readonly total: number
}

const count = z.number().int().min(0).max(1e9)
const date = z
  .string()
  .max(20)
  .refine((text) => isMoment(text, granularityOf(text)))

/**
 * What a token holds. It is not signed, for it asks nothing that a caller may not ask; it is checked like any input. The epoch
 * tells the life of the database: after a restore, what a list had given no longer says what it has to give.
 */
const content = z.strictObject({
  e: z.uuid(),
  v: z.enum(["ListIdentifiers", "ListRecords"]),
  p: z.string().max(80),
  s: z.string().max(500).optional(),
  f: date.optional(),
  u: date.optional(),
  c: z.string().refine((text) => isMoment(text, "microsecond")),
  i: z.uuid(),
  n: count,
  t: count,
})

const longest = 2_000

export function writeToken({ verb, selection, after, given, total }: ListPlace, epoch: string): string {
  const { metadataPrefix, set, from, until } = selection
  return encoded({
    ...{ e: epoch, v: verb, p: metadataPrefix, s: set, f: from, u: until },
    ...{ c: after.changed, i: after.id, n: given, t: total },
  } satisfies z.infer<typeof content>)
}

export function readToken(token: string, verb: ListVerb, epoch: string): ListPlace {
  const { e, v, p, s, f, u, c, i, n, t } = decoded(token, content)
  if (v !== verb) throw new OaiError("badResumptionToken", `The token is one of ${v}.`)
  if (e !== epoch) throw new OaiError("badResumptionToken", "The catalogue was restored since: begin anew.")
  const range = { ...(s === undefined ? {} : { set: s }), ...(f ? { from: f } : {}), ...(u ? { until: u } : {}) }
  return { verb, selection: { metadataPrefix: p, ...range }, after: { changed: c, id: i }, given: n, total: t }
}

const placeOfSets = z.strictObject({ s: z.string().max(500), n: count })

/** Sets are few and seldom change: the last one given is enough. */
export function writeSetsToken(place: { readonly after: string; readonly given: number }): string {
  return encoded({ s: place.after, n: place.given })
}

export function readSetsToken(token: string): { readonly after: string; readonly given: number } {
  const { s, n } = decoded(token, placeOfSets)
  return { after: s, given: n }
}

function encoded(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url")
}

function decoded<T>(token: string, schema: z.ZodType<T>): T {
  const read = schema.safeParse(
    token.length <= longest ? jsonIn(Buffer.from(token, "base64url").toString()) : undefined,
  )
  if (!read.success) throw new OaiError("badResumptionToken", "This is not a token of ours.")
  return read.data
}

function jsonIn(text: string): unknown {
  try {
    // PostgreSQL has no NUL in texts.
    return text.includes("\\u0000") ? undefined : JSON.parse(text)
  } catch {
    return undefined
  }
}
