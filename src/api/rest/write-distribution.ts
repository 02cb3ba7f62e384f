/** Files of a dataset by program: added, changed, taken away; each is a change of its dataset's document. */
import { type DocumentPatch, datasetOfDistribution, type OfficeDataset } from "../../catalogue/index.ts"
import type { Actor } from "../../platform/actor.ts"
import { DistributionNotFound } from "../errors.ts"
import { officeIfAllowed } from "../office-if-allowed.ts"
import { distributionBody, fileFromBody, type Uploads } from "./dataset-body.ts"
import { endpoint, type RestDeps } from "./endpoint.ts"
import { officeDataset as officeShape } from "./office-schemas.ts"
import { pathParameter } from "./parameters.ts"
import { patchAsRead } from "./write-dataset.ts"
import { datasetRef, foundOffice, uploadsNamed, versionFrom } from "./write-support.ts"

const distributionId = pathParameter({ ar: "المعرّف الدائم", fr: "Identifiant permanent", en: "Permanent identifier" })

export const addDistribution = endpoint({
  id: "addDistribution",
  method: "POST",
  conditional: true,
  group: "writing",
  path: "/datasets/{ref}/distributions",
  summary: {
    ar: "إضافة ملف: مرفوع هنا أو رابط إليه",
    fr: "Ajouter un fichier : envoyé ici, ou un lien vers lui",
    en: "Add a file: uploaded here, or a link to it",
  },
  pathParameters: { ref: datasetRef },
  query: {},
  body: distributionBody,
  answer: officeShape,
  refusals: ["dataset-not-found", "stale", "personal-data-unanswered"],
  examples: [
    {
      title: { ar: "رابط", fr: "Un lien", en: "A link" },
      path: { ref: "recensement-agricole" },
      query: "",
      body: { title: { fr: "Table 2025" }, downloadUrl: "https://data.example.tn/2025.csv", format: "CSV" },
    },
  ],
  async handle({ path, body, ifMatch, caller }, deps) {
    const uploads = await uploadsNamed(deps.db, body.upload ? [body.upload] : [])
    const patchOf = ({ document }: OfficeDataset) => ({
      distributions: [...document.distributions, fileFromBody({}, body, { uploads })],
    })
    const office = await patchAsRead(path.ref, { version: versionFrom(ifMatch), patchOf }, { caller, deps })
    return foundOffice(office, deps)
  },
})

export const changeDistribution = endpoint({
  id: "changeDistribution",
  method: "PATCH",
  conditional: true,
  group: "writing",
  path: "/distributions/{id}",
  summary: {
    ar: "تغيير ملف؛ رفع ملف آخر مكانه نسخة جديدة",
    fr: "Changer un fichier ; un autre envoi à sa place est une nouvelle version",
    en: "Change a file; another upload in its place is a new version",
  },
  pathParameters: { id: distributionId },
  query: {},
  body: distributionBody,
  answer: officeShape,
  refusals: ["distribution-not-found", "stale", "personal-data-unanswered"],
  examples: [],
  async handle({ path, body, ifMatch, caller }, deps) {
    const uploads: Uploads = await uploadsNamed(deps.db, body.upload ? [body.upload] : [])
    return patchFiles(path.id, { ifMatch, caller, deps }, (files) =>
      files.map((one) => (one.id === path.id ? fileFromBody(one, body, { uploads }) : one)),
    )
  },
})

export const deleteDistribution = endpoint({
  id: "deleteDistribution",
  method: "DELETE",
  conditional: true,
  group: "writing",
  path: "/distributions/{id}",
  summary: {
    ar: "إزالة ملف؛ يبقى معرّفه محفوظا (410)",
    fr: "Retirer un fichier ; son identifiant reste (410)",
    en: "Take a file away; its identifier stays (410)",
  },
  pathParameters: { id: distributionId },
  query: {},
  answer: officeShape,
  refusals: ["distribution-not-found", "stale"],
  examples: [],
  handle({ path, ifMatch, caller }, deps) {
    return patchFiles(path.id, { ifMatch, caller, deps }, (files) => files.filter(({ id }) => id !== path.id))
  },
})

type Files = OfficeDataset["document"]["distributions"]

async function patchFiles(
  id: string,
  { ifMatch, caller, deps }: { ifMatch: string | undefined; caller: Actor; deps: RestDeps },
  change: (files: Files) => Files,
) {
  const datasetId = await datasetOfDistribution(deps.db, id)
  const readable = datasetId && (await officeIfAllowed(deps.db, datasetId, caller))
  if (!readable?.document.distributions.some((one) => one.id === id)) throw new DistributionNotFound(id)
  const patchOf = ({ document }: OfficeDataset): DocumentPatch => ({ distributions: change(document.distributions) })
  const office = await patchAsRead(readable.id, { version: versionFrom(ifMatch), patchOf }, { caller, deps })
  return foundOffice(office, deps)
}
