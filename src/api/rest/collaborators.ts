/** People who read or edit one dataset beside the roles. */
import { z } from "zod"
import {
  AccountNotFound,
  type Collaborator,
  collaboratorsOf,
  removeCollaborator,
  setCollaborator,
} from "../../accounts/index.ts"
import { assertMayOnDataset, officeDataset } from "../../catalogue/index.ts"
import { collaborationRoles } from "../../platform/actor.ts"
import type { Db } from "../../platform/db.ts"
import { endpoint } from "./endpoint.ts"
import { accountsOf, assertScope, idParameter, knownId } from "./office-support.ts"
import { collaboratorList } from "./people-schemas.ts"
import { datasetRef } from "./write-support.ts"

export const listCollaborators = endpoint({
  id: "listCollaborators",
  signedIn: true,
  group: "writing",
  path: "/datasets/{ref}/collaborators",
  summary: {
    ar: "من يقرأ المجموعة أو يحرّرها دون دور في الهيكل",
    fr: "Qui lit ou modifie le jeu sans rôle dans l’organisme",
    en: "Who reads or edits the dataset beside the roles of the body",
  },
  pathParameters: { ref: datasetRef },
  query: {},
  answer: collaboratorList,
  refusals: ["dataset-not-found"],
  examples: [],
  async handle({ path, caller }, { db }) {
    const { id, access } = await officeDataset(db, path.ref, caller)
    assertMayOnDataset(caller, "manage-collaborators", access)
    return { kind: "found", body: await collaboratorsToJson(db, id) }
  },
})

export const putCollaborator = endpoint({
  id: "setCollaborator",
  method: "PUT",
  group: "writing",
  path: "/datasets/{ref}/collaborators",
  summary: {
    ar: "إضافة متعاون ببريده، أو تغيير دوره",
    fr: "Ajouter un collaborateur par son adresse, ou changer son rôle",
    en: "Add a collaborator by address, or change the role",
  },
  pathParameters: { ref: datasetRef },
  query: {},
  body: z.strictObject({ email: z.string(), role: z.enum(collaborationRoles) }).meta({ id: "CollaboratorWrite" }),
  answer: collaboratorList,
  refusals: ["dataset-not-found", "account-not-found", "too-many-attempts"],
  examples: [
    {
      title: { ar: "محرّرة", fr: "Une éditrice", en: "An editor" },
      path: { ref: "recensement-agricole" },
      query: "",
      body: { email: "amel@ins.tn", role: "editor" },
    },
  ],
  async handle({ path, body, caller }, deps) {
    const { id, access } = await officeDataset(deps.db, path.ref, caller)
    await setCollaborator(accountsOf(deps), { by: caller, dataset: access, ...body })
    return { kind: "found", body: await collaboratorsToJson(deps.db, id) }
  },
})

export const deleteCollaborator = endpoint({
  id: "removeCollaborator",
  method: "DELETE",
  group: "writing",
  path: "/datasets/{ref}/collaborators/{id}",
  summary: {
    ar: "إنهاء التعاون؛ ولكلّ أن يغادر",
    fr: "Mettre fin à la collaboration ; chacun peut partir",
    en: "End the collaboration; everybody may leave",
  },
  pathParameters: { ref: datasetRef, id: idParameter },
  query: {},
  answer: z.null(),
  status: 204,
  refusals: ["dataset-not-found", "account-not-found"],
  examples: [],
  async handle({ path, caller }, deps) {
    assertScope(caller, "administer")
    const { access } = await officeDataset(deps.db, path.ref, caller)
    const accountId = knownId(path.id, (unknown) => new AccountNotFound(unknown))
    await removeCollaborator(accountsOf(deps), { by: caller, dataset: access, accountId })
    return { kind: "done" }
  },
})

async function collaboratorsToJson(db: Db, datasetId: string) {
  return { items: (await collaboratorsOf(db, datasetId)).map(collaboratorToJson) }
}

function collaboratorToJson({ account: { id, name, email }, role, since }: Collaborator) {
  return { account: { id, name, email }, role, since: since.toISOString() }
}
