import { distributionByRef } from "../../catalogue/index.ts"
import { DistributionNotFound, DistributionVanished } from "../errors.ts"
import { distributionToJson, permanentUrl } from "./dataset-answer.ts"
import { endpoint } from "./endpoint.ts"
import { pathParameter } from "./parameters.ts"
import { distributionAnswer } from "./schemas.ts"

export const showDistribution = endpoint({
  id: "showDistribution",
  group: "datasets",
  path: "/distributions/{id}",
  summary: {
    ar: "توزيعة واحدة (ملف أو خدمة) ومجموعة بياناتها",
    fr: "Une distribution (fichier ou accès) et son jeu de données",
    en: "One distribution (file or access point) and its dataset",
  },
  pathParameters: {
    id: pathParameter({ ar: "المعرّف الدائم", fr: "Identifiant permanent", en: "Permanent identifier" }),
  },
  query: {},
  answer: distributionAnswer,
  refusals: ["distribution-not-found", "distribution-vanished"],
  examples: [
    {
      title: { ar: "بالمعرّف", fr: "Par son identifiant", en: "By its identifier" },
      path: { id: "01930000-0000-7000-8000-000000000101" },
      query: "",
    },
  ],
  async handle({ path }, deps) {
    const found = await distributionByRef(deps.db, path.id)
    if (found.kind === "none") throw new DistributionNotFound(path.id)
    if (found.kind === "gone") throw new DistributionVanished(path.id, found.vanishedAt, found.datasetSlug)
    const { distribution, dataset } = found
    const context = { vocabularies: deps.vocabularies(), baseUrl: deps.baseUrl }
    const { id, slug, title } = dataset
    const body = {
      ...distributionToJson(distribution, context),
      dataset: { id, slug, title, url: permanentUrl("dataset", id, deps.baseUrl) },
    }
    return { kind: "found", body }
  },
})
