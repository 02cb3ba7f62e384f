/** The steps of a dataset: each is a POST under its address, with what is to be said about it. */
import { z } from "zod"
import {
  discardDraft,
  type OfficeDataset,
  officeDataset,
  publishDataset,
  requestChanges,
  restoreDataset,
  scheduleDataset,
  submitDataset,
  type WriteContext,
  withdrawalReasons,
  withdrawDataset,
} from "../../catalogue/index.ts"
import type { Db } from "../../platform/db.ts"
import type { ErrorCode } from "../error-texts.ts"
import type { Texts } from "../reader-language.ts"
import { type Endpoint, endpoint } from "./endpoint.ts"
import { officeDataset as officeShape } from "./office-schemas.ts"
import { datasetRef, foundOffice, versioned, writeContext } from "./write-support.ts"

const comment = z.string().max(5000).optional().describe("Said to those whom it concerns")
const commented = z.strictObject({ comment }).meta({ id: "Step" })

interface Step<Body extends z.ZodObject> {
  readonly name: string
  readonly id: string
  readonly summary: Texts
  readonly body: Body
  readonly example: z.infer<Body>
  readonly refusals?: readonly ErrorCode[]
  readonly take: (
    db: Db,
    step: { readonly id: string; readonly version?: number } & z.infer<Body>,
    ctx: WriteContext,
  ) => Promise<OfficeDataset>
}

function step<Body extends z.ZodObject>({
  name,
  id,
  summary,
  body,
  example,
  refusals = [],
  take,
}: Step<Body>): Endpoint {
  return endpoint({
    id,
    method: "POST",
    conditional: true,
    group: "workflow",
    path: `/datasets/{ref}/${name}`,
    summary,
    pathParameters: { ref: datasetRef },
    query: {},
    body,
    answer: officeShape,
    refusals: ["dataset-not-found", "stale", "wrong-state", ...refusals],
    examples: [{ title: summary, path: { ref: "recensement-agricole" }, query: "", body: example }],
    async handle({ path, body: said, ifMatch, caller }, deps) {
      const office = await officeDataset(deps.db, path.ref, caller)
      const addressed = { ...said, id: office.id, ...versioned(ifMatch) }
      return foundOffice(await take(deps.db, addressed, writeContext({ caller }, deps)), deps)
    },
  })
}

const submit = step({
  name: "submit",
  id: "submitDataset",
  summary: { ar: "طلب المراجعة", fr: "Demander la relecture", en: "Ask for a review" },
  body: commented,
  example: { comment: "Chiffres de 2025 ajoutés." },
  take: submitDataset,
})

const askForChanges = step({
  name: "request-changes",
  id: "requestChanges",
  summary: { ar: "طلب تعديلات", fr: "Demander des modifications", en: "Ask for changes" },
  body: z.strictObject({ comment: z.string().min(1).max(5000) }).meta({ id: "ChangesWanted" }),
  example: { comment: "Le titre ne dit pas l’année." },
  take: requestChanges,
})

const publish = step({
  name: "publish",
  id: "publishDataset",
  summary: { ar: "النشر الآن", fr: "Publier maintenant", en: "Publish now" },
  body: commented,
  example: {},
  refusals: ["draft-conflicts", "personal-data-unanswered"],
  take: publishDataset,
})

const schedule = step({
  name: "schedule",
  id: "scheduleDataset",
  summary: { ar: "النشر في موعد", fr: "Publier à une date", en: "Publish at a moment to come" },
  body: z
    .strictObject({ publishAt: z.iso.datetime({ offset: true }).describe("ISO 8601 with its zone"), comment })
    .meta({ id: "Schedule" }),
  example: { publishAt: "2027-01-04T08:00:00+01:00" },
  refusals: ["personal-data-unanswered"],
  take: (db, { publishAt, ...rest }, ctx) => scheduleDataset(db, { ...rest, publishAt: new Date(publishAt) }, ctx),
})

const withdraw = step({
  name: "withdraw",
  id: "withdrawDataset",
  summary: {
    ar: "السحب: تبقى الصفحة وتقول السبب",
    fr: "Retirer : la page reste et dit pourquoi",
    en: "Withdraw: the page stays and says why",
  },
  body: z
    .strictObject({
      reason: z.enum(withdrawalReasons),
      note: z.record(z.string(), z.string()).optional().describe("Shown on the page, per language"),
      comment,
    })
    .meta({ id: "WithdrawalStep" }),
  example: { reason: "error", note: { fr: "Une nouvelle version suivra." } },
  take: withdrawDataset,
})

const restore = step({
  name: "restore",
  id: "restoreDataset",
  summary: {
    ar: "الإرجاع من سلّة المحذوفات أو بعد السحب",
    fr: "Reprendre de la corbeille, ou après un retrait",
    en: "Bring back from the trash, or after a withdrawal",
  },
  body: z.strictObject({}).meta({ id: "NoWords" }),
  example: {},
  take: restoreDataset,
})

const discard = step({
  name: "discard",
  id: "discardDraft",
  summary: {
    ar: "ترك المسوّدة: يبقى المنشور كما هو",
    fr: "Abandonner le brouillon : ce qui est publié reste tel quel",
    en: "Discard the draft: what is published stays as it is",
  },
  body: z.strictObject({}).meta({ id: "NoWords" }),
  example: {},
  take: discardDraft,
})

export const workflowSteps: readonly Endpoint[] = [submit, askForChanges, publish, schedule, withdraw, restore, discard]
