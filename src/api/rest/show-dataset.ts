import { z } from "zod"
import { datasetByRef } from "../../catalogue/index.ts"
import { anonymousActor } from "../../platform/actor.ts"
import { DatasetNotFound, DatasetWithdrawn } from "../errors.ts"
import { officeIfAllowed } from "../office-if-allowed.ts"
import { datasetToJson } from "./dataset-answer.ts"
import { endpoint, restRoot } from "./endpoint.ts"
import { officeDataset as officeShape } from "./office-schemas.ts"
import { pathParameter } from "./parameters.ts"
import { dataset } from "./schemas.ts"
import { foundOffice } from "./write-support.ts"

export const showDataset = endpoint({
  id: "showDataset",
  group: "datasets",
  path: "/datasets/{ref}",
  summary: {
    ar: "مجموعة بيانات واحدة بكل توزيعاتها",
    fr: "Un jeu de données avec toutes ses distributions",
    en: "One dataset with all its distributions",
  },
  pathParameters: {
    ref: pathParameter({
      ar: "المعرّف الدائم أو الاسم في العنوان؛ الاسم القديم يعيد التوجيه",
      fr: "Identifiant permanent ou nom dans l'adresse ; un ancien nom redirige",
      en: "Permanent identifier or slug; a former slug redirects",
    }),
  },
  query: {},
  answer: z.union([dataset, officeShape]),
  knowsCallers: true,
  refusals: ["dataset-not-found", "dataset-withdrawn"],
  examples: [
    {
      title: { ar: "بالاسم", fr: "Par son nom", en: "By its slug" },
      path: { ref: "recensement-agricole" },
      query: "",
    },
  ],
  async handle({ path, caller }, deps) {
    // With its draft and its state, for those who work on it; whoever else has a token reads what the public reads.
    const office = caller === anonymousActor ? undefined : await officeIfAllowed(deps.db, path.ref, caller)
    if (office) return foundOffice(office, deps)
    const found = await datasetByRef(deps.db, path.ref)
    if (found.kind === "none") throw new DatasetNotFound(path.ref)
    if (found.kind === "moved") {
      return { kind: "moved", location: `${restRoot}/datasets/${encodeURIComponent(found.slug)}` }
    }
    const { dataset: one } = found
    if (one.state === "withdrawn" && one.withdrawal) throw new DatasetWithdrawn(one.id, one.withdrawal)
    if (one.state !== "published") throw new DatasetNotFound(path.ref)
    return {
      kind: "found",
      body: datasetToJson(one, { vocabularies: deps.vocabularies(), baseUrl: deps.baseUrl }),
    }
  },
})
