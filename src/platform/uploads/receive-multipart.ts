import type { IncomingMessage } from "node:http"
import type { Readable } from "node:stream"
import { Busboy, type BusboyInstance } from "@fastify/busboy"
import type { Actor } from "../actor.ts"
import { FileTooLarge } from "../files/index.ts"
import { FormTooLarge, InvalidUpload, UploadInterrupted } from "./errors.ts"
import type { StoredFile } from "./stored-file.ts"
import type { Uploads } from "./uploads.ts"

/** A form with files, posted by a browser that runs no script. */
export interface PostedFiles {
  readonly fields: URLSearchParams
  /** In the order sent; inputs left empty are left out. One that is too large says so, and the others are kept. */
  readonly files: readonly PostedFile[]
}

export type PostedFile =
  | { readonly kind: "stored"; readonly field: string; readonly file: StoredFile }
  | { readonly kind: "refused"; readonly field: string; readonly name: string; readonly refusal: FileTooLarge }

export interface Receiving {
  readonly uploads: Uploads
  readonly by: Actor
  readonly maxFiles: number
  /** Sees the fields that stand before the first file, and refuses by throwing before any of it is kept. */
  readonly beforeFiles: (fields: URLSearchParams) => void | Promise<void>
}

/** A dataset of 1,000 files posts a dozen fields for each. */
const mostFields = 20_000
const longestField = 1024 * 1024
/** All fields together, as they are held in memory. */
const mostText = 16 * 1024 * 1024

/** Streams each file into the store as it comes, one after another. The route must allow slow bodies. */
export async function receiveMultipart(request: IncomingMessage, receiving: Receiving): Promise<PostedFiles> {
  assertBounded(request, receiving)
  const parser = parserOf(request, receiving.maxFiles)
  const fields = new URLSearchParams()
  const files: PostedFile[] = []
  const ended = Promise.withResolvers<void>()
  let current: Readable | undefined
  let before: Promise<void> | undefined
  let work = Promise.resolve()
  let text = 0

  parser.on("field", (name, value, nameCut, valueCut) => {
    text += name.length + value.length
    if (nameCut || valueCut || text > mostText) ended.reject(new FormTooLarge(receiving.maxFiles))
    else fields.append(name, value)
  })
  parser.on("file", (field, stream, name, _encoding, type) => {
    // A broken body is met here, where nobody may be listening yet; its reader meets it again.
    stream.on("error", () => {})
    work = work.then(async () => {
      before ??= Promise.resolve(receiving.beforeFiles(fields))
      await before
      current = stream
      const posted = name ? await receiveOne(stream, { field, name, type }, receiving) : undefined
      if (posted) files.push(posted)
      stream.resume()
    })
    work.catch(ended.reject)
  })
  for (const limit of ["partsLimit", "filesLimit", "fieldsLimit"] as const) {
    parser.on(limit, () => ended.reject(new FormTooLarge(receiving.maxFiles)))
  }
  parser.on("finish", ended.resolve)
  parser.on("error", () => ended.reject(new InvalidUpload("content-type")))
  request.once("close", () => request.complete || ended.reject(new UploadInterrupted()))

  request.pipe(parser)
  try {
    await ended.promise
    await work
  } catch (error) {
    request.unpipe(parser)
    current?.destroy(error instanceof Error ? error : new Error(String(error)))
    throw error
  }
  return { fields, files }
}

async function receiveOne(
  stream: Readable,
  { field, name, type }: { readonly field: string; readonly name: string; readonly type: string },
  { uploads, by }: Receiving,
): Promise<PostedFile> {
  try {
    const bytes = stream.iterator({ destroyOnReturn: false })
    return { kind: "stored", field, file: await uploads.receive(by, bytes, { name, declaredType: type }) }
  } catch (refusal) {
    if (refusal instanceof FileTooLarge) return { kind: "refused", field, name, refusal }
    throw refusal
  }
}

/** Browsers say how long a form is; one that goes on for ever is nobody's. */
function assertBounded({ headers }: IncomingMessage, { uploads, maxFiles }: Receiving): void {
  const length = Number(headers["content-length"])
  if (!Number.isSafeInteger(length)) throw new InvalidUpload("content-length")
  if (length > uploads.limits.unfinishedBytes) throw new FormTooLarge(maxFiles)
}

function parserOf({ headers }: IncomingMessage, maxFiles: number): BusboyInstance {
  const limits = { fields: mostFields, fieldSize: longestField, files: maxFiles, headerPairs: 20, headerSize: 16_384 }
  const type = headers["content-type"] ?? ""
  try {
    return new Busboy({ headers: { ...headers, "content-type": type }, limits })
  } catch {
    throw new InvalidUpload("content-type")
  }
}
