/** Shapes of what only those see who work on it. */
import { z } from "zod"
import { workflowStates } from "../../catalogue/index.ts"
import { dataset, localisedText } from "./schemas.ts"

const timestamp = z.string().describe("ISO 8601 timestamp, UTC")

export const officeDataset = z
  .object({
    ...dataset.shape,
    state: z.enum(workflowStates).describe("The draft's where there is one, else what is shown"),
    shownState: z.enum(["published", "withdrawn"]).nullable().describe("null while it was never published"),
    visibility: z.enum(["public", "private"]),
    privateReason: localisedText.nullable(),
    trashedAt: timestamp.nullable(),
    editVersion: z.number().describe("Grows with every write; the ETag is made of it"),
    draft: z
      .object({ updatedAt: timestamp, publishAt: timestamp.nullable() })
      .nullable()
      .describe("null when what is shown has no changes that wait"),
    editedFields: z.array(z.string()).describe("Corrected here over what a source says"),
  })
  .meta({ id: "OfficeDataset" })

export const fieldChange = z
  .object({
    path: z.string().describe("title.fr, licence, distributions.ID.title.ar…"),
    before: z.unknown().optional(),
    after: z.unknown().optional(),
  })
  .meta({ id: "FieldChange" })

export const historyEntry = z
  .object({
    position: z.number(),
    at: timestamp,
    actor: z.string().describe("Account id, or system"),
    kind: z.string(),
    fields: z.array(z.string()).describe("Names of the fields that changed"),
    changes: z.array(fieldChange),
    comment: z.string().nullable(),
  })
  .meta({ id: "HistoryEntry" })

export const history = z
  .object({ items: z.array(historyEntry), next: z.number().nullable().describe("For `before`"), limit: z.number() })
  .meta({ id: "History" })

export const comment = z
  .object({
    id: z.string(),
    at: timestamp,
    author: z.string(),
    step: z.string().describe("The step it was given with, or commented"),
    text: z.string(),
  })
  .meta({ id: "Comment" })

export const commentList = z.object({ items: z.array(comment) }).meta({ id: "CommentList" })

export const officeRow = z
  .object({
    id: z.string(),
    slug: z.string(),
    title: localisedText,
    state: z.enum(workflowStates),
    organization: z.object({ id: z.string(), slug: z.string(), name: localisedText }),
    touchedAt: timestamp.describe("When anybody last worked on it, or it was last published"),
  })
  .meta({ id: "OfficeRow" })

export const officeList = z
  .object({
    items: z.array(officeRow),
    counts: z.partialRecord(z.enum(workflowStates), z.number()),
    next: z.string().nullable(),
    limit: z.number(),
    maxLimit: z.number(),
  })
  .meta({ id: "OfficeList" })
