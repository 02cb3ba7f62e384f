import assert from "node:assert/strict"
import { readdir } from "node:fs/promises"
import { createServer, request as httpRequest, type Server } from "node:http"
import type { AddressInfo } from "node:net"
import { join } from "node:path"
import { after, before, test } from "node:test"
import { type TestDatabase, testDatabase } from "../../../tests/support/database.ts"
import { eventually, temporaryFolder } from "../../../tests/support/folder.ts"
import { type Actor, anonymousActor } from "../actor.ts"
import { systemClock } from "../clock.ts"
import { createLocalBlobStore } from "../files/index.ts"
import { newId } from "../ids.ts"
import { migrateJobs } from "../jobs/index.ts"
import { NotAllowed, Refusal } from "../refusal.ts"
import { createUploads, receiveMultipart, uploadLimits } from "./index.ts"

const amina: Actor = { ...anonymousActor, id: "amina", organizationIds: ["m"], grants: { m: "contributor" } }
let database: TestDatabase
let server: Server
let origin: string
let folder: string
let remove: () => void

before(async () => {
  database = await testDatabase()
  await migrateJobs(database.url)
  const temporary = temporaryFolder()
  remove = temporary.remove
  folder = temporary.path
  const blobs = createLocalBlobStore(join(folder, "files"))
  const limits = { ...uploadLimits(300_000), reserveBytes: 0 }
  const deps = { db: database.db, blobs, folder: join(folder, "uploads"), limits, clock: systemClock, newId }
  const uploads = createUploads(deps)
  const beforeFiles = (fields: URLSearchParams) => {
    if (fields.get("csrf") !== "proof") throw new NotAllowed("upload")
  }
  server = createServer(async (request, response) => {
    try {
      const { fields, files } = await receiveMultipart(request, { uploads, by: amina, maxFiles: 3, beforeFiles })
      const shown = files.map((one) => (one.kind === "stored" ? [one.file.name, one.file.byteSize] : one.refusal.code))
      response.end(JSON.stringify({ fields: [...fields], files: shown }))
    } catch (error) {
      response.statusCode = error instanceof Refusal ? error.status : 500
      response.end(JSON.stringify({ code: error instanceof Refusal ? error.code : String(error) }))
      request.resume()
    }
  })
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
after(async () => {
  server.close()
  server.closeAllConnections()
  await database.drop()
  remove()
})

async function post(parts: readonly (readonly [string, string | File])[]): Promise<unknown> {
  const form = new FormData()
  for (const [name, value] of parts) form.append(name, value)
  // As browsers do it: with its length.
  const { body, headers } = await whole(form)
  return (await fetch(origin, { method: "POST", body, headers })).json()
}

async function whole(form: FormData) {
  const request = new Request(origin, { method: "POST", body: form })
  return { headers: { "content-type": request.headers.get("content-type") ?? "" }, body: await request.arrayBuffer() }
}

const proof = ["csrf", "proof"] as const
const partial = async () => readdir(join(folder, "files", "incoming"))

test("a form of a dataset with hundreds of files arrives whole", async () => {
  const fields = Array.from({ length: 5_000 }, (_, at) => [`file.${at}.title`, "عنوان"] as const)
  const { fields: arrived } = (await post([proof, ...fields])) as { fields: unknown[] }
  assert.equal(arrived.length, 5_001)
})

test("several files and fields of a form arrive, whatever their size", async () => {
  const large = new File(["x".repeat(250_000)], "grand.txt")
  const parts = [proof, ["files", new File(["a,b\n"], "أسعار.csv")], ["files", large], ["title", "بعد"]] as const
  assert.deepEqual(await post(parts), {
    fields: [
      ["csrf", "proof"],
      ["title", "بعد"],
    ],
    files: [
      ["أسعار.csv", 4],
      ["grand.txt", 250_000],
    ],
  })
})

test("an input left empty is no file", async () => {
  assert.deepEqual(await post([proof, ["files", new File([], "")]]), { fields: [["csrf", "proof"]], files: [] })
})

test("a file that is too large says so, and the others are kept", async () => {
  const huge = new File(["x".repeat(400_000)], "huge.txt")
  const { files } = (await post([proof, ["a", huge], ["b", new File(["b"], "b.txt")]])) as { files: unknown }
  assert.deepEqual(files, ["file-too-large", ["b.txt", 1]])
  assert.deepEqual(await partial(), [])
})

test("without its proof before the first file nothing of a form is kept", async () => {
  const file = ["files", new File(["x".repeat(200_000)], "x.txt")] as const
  const before = await countOf()
  assert.deepEqual(await post([["csrf", "other"], file]), { code: "not-allowed" })
  assert.deepEqual(await post([file]), { code: "not-allowed" })
  assert.equal(await countOf(), before)
})

test("more files than a form may bring, and bodies that are no form, are refused", async () => {
  const file = ["files", new File(["x"], "x.txt")] as const
  assert.deepEqual(await post([proof, file, file, file, file]), { code: "form-too-large" })
  const broken = (type: string, body: string) =>
    fetch(origin, { method: "POST", headers: { "content-type": type }, body }).then((answer) => answer.json())
  assert.deepEqual(await broken("multipart/form-data", "x"), { code: "invalid-upload" })
  assert.deepEqual(await broken("text/plain", "x"), { code: "invalid-upload" })
  assert.deepEqual(await broken("multipart/form-data; boundary=b", "--b\r\nnothing"), { code: "invalid-upload" })
})

test("a connection that breaks in the middle of a file leaves nothing half-written", async () => {
  const { headers, body } = await whole(formOf([proof, ["files", new File(["x".repeat(200_000)], "x.txt")]]))
  const request = httpRequest(origin, { method: "POST", headers: { ...headers, "content-length": body.byteLength } })
  request.on("error", () => {})
  request.write(Buffer.from(body).subarray(0, 100_000))
  await eventually(async () => (await partial()).length === 1, "the file is being written")
  request.destroy()
  await eventually(async () => (await partial()).length === 0, "the half is gone")
})

function formOf(parts: readonly (readonly [string, string | File])[]): FormData {
  const form = new FormData()
  for (const [name, value] of parts) form.append(name, value)
  return form
}

async function countOf(): Promise<number> {
  return (await readdir(join(folder, "files"), { recursive: true })).length
}
