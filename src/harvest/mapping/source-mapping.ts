/** What an administrator says of one source: what its words mean here, what is left out, what goes without saying. */
import { z } from "zod"

export const filterFields = ["title", "keyword", "theme", "publisher", "format", "licence", "identifier"] as const
export type FilterField = (typeof filterFields)[number]

/** Metadata that one may decide not to take over; what a record cannot be without is not among them. */
export const droppableFields = [
  "description",
  "keywords",
  "themes",
  "licence",
  "frequency",
  "spatial",
  "temporal",
  "contactPoints",
  "landingPage",
] as const

const text = z.string().trim().min(1).max(500)
const meanings = z.record(text, text).default({})
const filter = z.strictObject({ field: z.enum(filterFields), value: text })
export type RecordFilter = z.infer<typeof filter>

export const sourceMappingSchema = z.strictObject({
  /** As the source writes it → code of ours. */
  licences: meanings,
  /** As the source writes it → code of ours. */
  themes: meanings,
  /** For records that say nothing themselves. */
  defaults: z
    .strictObject({
      licence: text.optional(),
      theme: text.optional(),
      frequency: text.optional(),
      place: text.optional(),
      contactEmail: z.email().optional(),
    })
    .default({}),
  /** Fields that are not taken over. */
  drop: z.array(z.enum(droppableFields)).max(20).default([]),
  /** Where there are any, only records that fit one of them are taken. */
  include: z.array(filter).max(100).default([]),
  /** Records that fit one of them are left out. */
  exclude: z.array(filter).max(100).default([]),
})

export type SourceMapping = z.infer<typeof sourceMappingSchema>
