// Usage: node --import tsx tests/support/upload-server.ts DATABASE_URL FOLDER
// A server that takes uploads and gives files, alone, to be killed in the middle of one or to be measured. Says its address on a line of its own.
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import type { FastifyInstance, FastifyRequest } from "fastify"
import { registerFiles } from "../../src/api/files/index.ts"
import { registerUploads } from "../../src/api/uploads/index.ts"
import { type Actor, anonymousActor } from "../../src/platform/actor.ts"
import { type Clock, systemClock } from "../../src/platform/clock.ts"
import { type Db, openDb } from "../../src/platform/db.ts"
import { createLocalBlobStore } from "../../src/platform/files/index.ts"
import { createHttpServer } from "../../src/platform/http/index.ts"
import { newId } from "../../src/platform/ids.ts"
import { createLog } from "../../src/platform/log.ts"
import { createUploads, uploadLimits } from "../../src/platform/uploads/index.ts"

interface Given {
  readonly db: Db
  readonly folder: string
  readonly clock?: Clock
  readonly limits?: Partial<ReturnType<typeof uploadLimits>>
}

/** Whoever says `Bearer NAME` is a contributor of that name, `Bearer citizen` nobody's contributor. */
export function uploadServer({ db, folder, clock = systemClock, limits }: Given): FastifyInstance {
  const log = createLog({ level: "error", name: "uploads" })
  const baseUrl = "http://127.0.0.1:8080"
  const app = createHttpServer({ log, clock, baseUrl })
  const blobs = createLocalBlobStore(join(folder, "files"))
  const uploads = createUploads({
    ...{ db, blobs, clock, newId, folder: join(folder, "uploads") },
    limits: { ...uploadLimits(2e9), ...limits },
  })
  const callerOf = async (request: FastifyRequest) => callerNamed(request)
  registerUploads(app, { db, uploads, baseUrl, callerOf })
  registerFiles(app, { db, blobs, readerOf: callerOf })
  return app
}

function callerNamed({ headers }: FastifyRequest): Actor | undefined {
  const name = /^Bearer (\w+)$/.exec(headers.authorization ?? "")?.[1]
  if (name === undefined) return undefined
  const actor = { ...anonymousActor, id: name }
  return name === "citizen" ? actor : { ...actor, organizationIds: ["body"], grants: { body: "contributor" } }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [, , url = "", folder = ""] = process.argv
  const app = uploadServer({ db: openDb({ url }), folder })
  console.log(await app.listen({ host: "127.0.0.1", port: 0 }))
}
