/** Datasets by program: begun, changed, thrown away. The same use cases and rights as in the office. */
import {
  beginDataset,
  type DocumentPatch,
  type OfficeDataset,
  officeDataset,
  patchDataset,
  purgeDataset,
  trashDataset,
} from "../../catalogue/index.ts"
import { InvalidInput, Stale } from "../../platform/refusal.ts"
import { type DatasetBody, datasetBody, patchFromBody, uploadsIn } from "./dataset-body.ts"
import { endpoint, type Input, type RestDeps, restRoot } from "./endpoint.ts"
import { etagOf, officeToJson } from "./office-answer.ts"
import { officeDataset as officeShape } from "./office-schemas.ts"
import {
  datasetRef,
  foundOffice,
  organizationIdFrom,
  uploadsNamed,
  versioned,
  versionFrom,
  writeContext,
} from "./write-support.ts"

const example: DatasetBody = {
  organization: "ministere-agriculture",
  title: { ar: "المساحات المزروعة حسب الولاية", fr: "Surfaces cultivées par gouvernorat" },
  description: { fr: "Surfaces en hectares, par culture et par gouvernorat." },
  themes: ["agriculture"],
  licence: "cc-by-4.0",
  frequency: "ANNUAL",
  spatial: [{ code: "iso:TN" }],
  temporal: [{ start: "2020", end: "2025" }],
  distributions: [{ title: { fr: "Table" }, downloadUrl: "https://data.example.tn/surfaces.csv", format: "CSV" }],
}

export const createDataset = endpoint({
  id: "createDataset",
  method: "POST",
  group: "writing",
  path: "/datasets",
  summary: {
    ar: "مسوّدة مجموعة بيانات جديدة",
    fr: "Un nouveau jeu de données, en brouillon",
    en: "A new dataset, as a draft",
  },
  pathParameters: {},
  query: {},
  body: datasetBody,
  answer: officeShape,
  status: 201,
  refusals: [],
  examples: [
    {
      title: { ar: "بملف بعيد", fr: "Avec un fichier distant", en: "With a remote file" },
      path: {},
      query: "",
      body: example,
    },
  ],
  async handle({ body, ...input }, deps) {
    if (body.organization === undefined) throw new InvalidInput([{ path: "organization", rule: "missing" }])
    const organizationId = await organizationIdFrom(deps.db, body.organization)
    const empty = { organizationId, visibility: "public", facts: { title: {} }, distributions: [] } as const
    const patch = patchFromBody(empty, body, await uploadsNamed(deps.db, uploadsIn(body)))
    const office = await beginDataset(deps.db, { ...patch, organizationId }, writeContext(input, deps))
    return {
      kind: "created",
      body: officeToJson(office, { vocabularies: deps.vocabularies(), baseUrl: deps.baseUrl }),
      location: `${deps.baseUrl}${restRoot}/datasets/${office.id}`,
      etag: etagOf(office),
    }
  },
})

export const changeDataset = endpoint({
  id: "changeDataset",
  method: "PATCH",
  conditional: true,
  group: "writing",
  path: "/datasets/{ref}",
  summary: {
    ar: "تغيير حقول: في المسوّدة، أو في المنشور مباشرة لمن له حق النشر",
    fr: "Changer des champs : dans le brouillon, ou directement dans ce qui est publié pour qui peut publier",
    en: "Change fields: in the draft, or at once in what is published for those who may publish",
  },
  pathParameters: { ref: datasetRef },
  query: {},
  body: datasetBody,
  answer: officeShape,
  refusals: ["dataset-not-found", "stale", "wrong-state", "personal-data-unanswered"],
  examples: [
    {
      title: { ar: "إضافة عنوان بالإنجليزية", fr: "Ajouter un titre anglais", en: "Add an English title" },
      path: { ref: "recensement-agricole" },
      query: "",
      body: { title: { en: "Agricultural census" } },
    },
  ],
  async handle({ path, body, ifMatch, ...input }, deps) {
    const version = versionFrom(ifMatch)
    const uploads = await uploadsNamed(deps.db, uploadsIn(body))
    const organizationId =
      body.organization === undefined ? undefined : await organizationIdFrom(deps.db, body.organization)
    const patchOf = ({ document }: OfficeDataset): DocumentPatch => ({
      ...patchFromBody(document, body, uploads),
      ...(organizationId ? { organizationId } : {}),
    })
    return foundOffice(await patchAsRead(path.ref, { version, patchOf }, { ...input, deps }), deps)
  },
})

const attempts = 3

/** Languages are merged into what was read, so the write holds for that version; without `If-Match` it is simply read again. */
export async function patchAsRead(
  ref: string,
  { version, patchOf }: { version: number | undefined; patchOf: (office: OfficeDataset) => DocumentPatch },
  { caller, deps }: Pick<Input<never, never>, "caller"> & { deps: RestDeps },
): Promise<OfficeDataset> {
  for (let attempt = 1; ; attempt++) {
    const office = await officeDataset(deps.db, ref, caller)
    try {
      const patch = patchOf(office)
      return await patchDataset(
        deps.db,
        { id: office.id, version: version ?? office.version, patch },
        writeContext({ caller }, deps),
      )
    } catch (error) {
      if (!(error instanceof Stale) || version !== undefined || attempt === attempts) throw error
    }
  }
}

export const deleteDataset = endpoint({
  id: "deleteDataset",
  method: "DELETE",
  conditional: true,
  group: "writing",
  path: "/datasets/{ref}",
  summary: {
    ar: "نقل إلى سلّة المحذوفات؛ ما كان منشورا تبقى صفحته وتقول إنه سُحب",
    fr: "Mettre à la corbeille ; la page de ce qui était publié reste et dit qu’il est retiré",
    en: "Put into the trash; the page of what was published stays and says that it is withdrawn",
  },
  pathParameters: { ref: datasetRef },
  query: {},
  answer: officeShape,
  refusals: ["dataset-not-found", "stale", "wrong-state"],
  examples: [],
  async handle({ path, ifMatch, ...input }, deps) {
    const { id } = await officeDataset(deps.db, path.ref, input.caller)
    const step = { id, ...versioned(ifMatch) }
    return foundOffice(await trashDataset(deps.db, step, writeContext(input, deps)), deps)
  },
})

export const purgeDatasetForEver = endpoint({
  id: "purgeDataset",
  method: "POST",
  conditional: true,
  group: "writing",
  path: "/datasets/{ref}/purge",
  summary: {
    ar: "محو نهائي من سلّة المحذوفات (للمديرين)",
    fr: "Effacer pour toujours depuis la corbeille (administrateurs)",
    en: "Remove from the trash for ever (administrators)",
  },
  pathParameters: { ref: datasetRef },
  query: {},
  answer: officeShape,
  status: 204,
  refusals: ["dataset-not-found", "stale", "wrong-state"],
  examples: [],
  async handle({ path, ifMatch, ...input }, deps) {
    const { id } = await officeDataset(deps.db, path.ref, input.caller)
    await purgeDataset(deps.db, { id, ...versioned(ifMatch) }, writeContext(input, deps))
    return { kind: "done" }
  },
})
