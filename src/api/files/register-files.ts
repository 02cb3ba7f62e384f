import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify"
import { datasetsWithFile, mayOnDataset, type OwnFileLookup, ownFile } from "../../catalogue/index.ts"
import { publicCopy } from "../../links/index.ts"
import type { Actor } from "../../platform/actor.ts"
import type { Db } from "../../platform/db.ts"
import type { BlobStore } from "../../platform/files/index.ts"
import { StoredFileNotFound, storedFile } from "../../platform/uploads/index.ts"
import { DistributionVanished } from "../errors.ts"
import { sendFile } from "./send-file.ts"

export interface FileRoutesDeps {
  readonly db: Db
  readonly blobs: BlobStore
  /** Who reads: whose session or token came along, a link clicked on included. Asked only for what is not public. */
  readonly readerOf: (request: FastifyRequest) => Promise<Actor | undefined>
}

/**
 * Files of our own: `/files/DISTRIBUTION/NAME`, its earlier ones `/files/DISTRIBUTION/NUMBER/NAME`, for those who edit
 * `/files/stored/FILE`, and copies kept of files of elsewhere, `/files/DISTRIBUTION/copy/NAME`. One pattern, because names in Arabic are longer than parameters of addresses may be.
 */
export function registerFiles(app: FastifyInstance, deps: FileRoutesDeps): void {
  app.route<{ Params: { "*": string } }>({
    method: ["GET", "HEAD"],
    url: "/files/*",
    handler(request, reply) {
      const [first = "", second = "", third, ...rest] = request.params["*"].split("/")
      if (rest.length > 0) throw new StoredFileNotFound(second)
      if (first === "stored" && third === undefined) return sendStored(second, { request, reply, deps })
      if (second === "copy" && third !== undefined)
        return sendCopy({ id: first, name: third }, { request, reply, deps })
      if (third === undefined) return sendOwn({ id: first, name: second }, { request, reply, deps })
      if (!/^[1-9]\d{0,8}$/.test(second)) throw new StoredFileNotFound(second)
      return sendOwn({ id: first, number: Number(second), name: third }, { request, reply, deps })
    },
  })
}

interface Exchange {
  readonly request: FastifyRequest
  readonly reply: FastifyReply
  readonly deps: FileRoutesDeps
}

interface Address {
  readonly id: string
  readonly number?: number
  readonly name: string
}

async function sendOwn(address: Address, exchange: Exchange): Promise<FastifyReply> {
  const { request, reply, deps } = exchange
  const found = await ownFile(deps.db, address.id, address.number)
  if (found.kind === "gone") throw new DistributionVanished(address.id, found.since, found.datasetSlug)
  if (found.kind === "none" || !(await mayHave(found, exchange))) throw new StoredFileNotFound(address.id)
  // The file was replaced by one of another name: an old link leads to the new one.
  if (found.file.name !== address.name) return reply.redirect(pathOf({ ...address, name: found.file.name }), 302)
  const file = await storedFile(deps.db, found.file.id)
  if (!file) throw new StoredFileNotFound(found.file.id)
  const named = { ...file, name: found.file.name }
  return sendFile(request, reply, { blobs: deps.blobs, file: named, isPublic: found.access.isPublic })
}

async function mayHave({ access }: OwnFileLookup & { kind: "found" }, { request, deps }: Exchange): Promise<boolean> {
  if (access.isPublic) return true
  const reader = await deps.readerOf(request)
  return reader !== undefined && mayOnDataset(reader, "read", access)
}

/** A file of a draft: for whoever sent it, and for who may edit a dataset that names it. To others it does not exist. */
async function sendStored(id: string, { request, reply, deps }: Exchange): Promise<FastifyReply> {
  const reader = await deps.readerOf(request)
  const file = reader && (await storedFile(deps.db, id))
  if (!file || !(await mayWorkWith(file, reader, deps.db))) throw new StoredFileNotFound(id)
  return sendFile(request, reply, { blobs: deps.blobs, file, isPublic: false })
}

async function mayWorkWith(file: { readonly id: string; readonly owner: string }, reader: Actor, db: Db) {
  if (file.owner === reader.id) return true
  return (await datasetsWithFile(db, file.id)).some((access) => mayOnDataset(reader, "edit", access))
}

/** Only of what the public may have: a dataset that is closed meanwhile has no copy. */
async function sendCopy({ id, name }: Address, { request, reply, deps }: Exchange): Promise<FastifyReply> {
  const fileId = await publicCopy(deps.db, id)
  const file = fileId && (await storedFile(deps.db, fileId))
  if (!file) throw new StoredFileNotFound(id)
  if (file.name !== name) return reply.redirect(`/files/${id}/copy/${encodeURIComponent(file.name)}`, 302)
  return sendFile(request, reply, { blobs: deps.blobs, file, isPublic: true })
}

function pathOf({ id, number, name }: Address): string {
  return `/files/${id}/${number === undefined ? "" : `${number}/`}${encodeURIComponent(name)}`
}
