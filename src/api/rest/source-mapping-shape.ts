/** What the words of a source mean, as programs send and read it. */
import { z } from "zod"
import { assertKnownCodes, droppableFields, filterFields, type SourceMapping } from "../../harvest/index.ts"
import type { RestDeps } from "./endpoint.ts"

const text = z.string().trim().min(1).max(500)
const filter = z.strictObject({ field: z.enum(filterFields), value: text }).meta({ id: "HarvestRecordFilter" })
const meanings = z.record(text, text)

const mappingFields = {
  licences: meanings.describe("As the source writes it → code of a licence"),
  themes: meanings.describe("As the source writes it → code of a theme"),
  defaults: z
    .strictObject({
      licence: text.optional(),
      theme: text.optional(),
      frequency: text.optional(),
      place: text.optional(),
      contactEmail: z.email().max(254).optional(),
    })
    .describe("For records that say nothing themselves"),
  drop: z.array(z.enum(droppableFields)).max(20).describe("Fields that are not taken over"),
  include: z.array(filter).max(100).describe("Where there are any, only records that fit one of them are taken"),
  exclude: z.array(filter).max(100).describe("Records that fit one of them are left out"),
}

/** What is not named is empty. */
export const mappingWrite = z.strictObject(mappingFields).partial().meta({ id: "HarvestSourceMappingWrite" })
export const mappingAnswer = z.object(mappingFields).meta({ id: "HarvestSourceMapping" })

export function mappingToJson({ licences, themes, defaults, drop, include, exclude }: SourceMapping) {
  const { licence, theme, frequency, place, contactEmail } = defaults
  const said = Object.entries({ licence, theme, frequency, place, contactEmail }).filter(([, value]) => value)
  return {
    licences: { ...licences },
    themes: { ...themes },
    defaults: Object.fromEntries(said),
    drop: [...drop],
    include: include.map(({ field, value }) => ({ field, value })),
    exclude: exclude.map(({ field, value }) => ({ field, value })),
  }
}

/** The mapping that a program sends, whole; its codes are of our lists. */
export function mappingFrom(
  written: z.infer<typeof mappingWrite> | undefined,
  { vocabularies }: Pick<RestDeps, "vocabularies">,
): { readonly mapping?: SourceMapping } {
  if (written === undefined) return {}
  const { licences = {}, themes = {}, defaults = {}, drop = [], include = [], exclude = [] } = written
  const { licence, theme, frequency, place, contactEmail } = defaults
  const mapping = {
    ...{ licences, themes, drop, include, exclude },
    defaults: {
      ...(licence ? { licence } : {}),
      ...(theme ? { theme } : {}),
      ...(frequency ? { frequency } : {}),
      ...(place ? { place } : {}),
      ...(contactEmail ? { contactEmail } : {}),
    },
  }
  assertKnownCodes(mapping, vocabularies())
  return { mapping }
}
