import type { FastifyReply } from "fastify"

/** Says when the reader went away before the answer was whole: nothing needs to be computed for her any more. */
export function goneWith(reply: FastifyReply): AbortSignal {
  const gone = new AbortController()
  reply.raw.once("close", () => {
    if (!reply.raw.writableFinished) gone.abort()
  })
  return gone.signal
}
