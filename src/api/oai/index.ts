/**
 * `/oai`: the catalogue as an OAI-PMH 2.0 repository, for library systems and other harvesters. Records are datasets, listed in
 * the order of their last change; what was withdrawn stays as a deleted record. Errors of the protocol have status 200.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify"
import type { ErrorFormat } from "../../platform/http/index.ts"
import { Gate } from "../ckan/gate.ts"
import { corsHeaders, preflightHeaders } from "../cors.ts"
import type { ApiDeps } from "../deps.ts"
import { type OaiRequest, readRequest } from "./arguments.ts"
import { identify } from "./identify.ts"
import { listMetadataFormats } from "./metadata-formats.ts"
import { toSecond } from "./moment.ts"
import { OaiError } from "./oai-error.ts"
import { getRecord, itemNamed, listItems } from "./records.ts"
import { listSets } from "./sets.ts"
import { element, textElement } from "./xml.ts"

const path = "/oai"
/** A page reads hundreds of datasets: few are made at once, so that harvesters never take all connections. */
const gate = new Gate({ places: 2, seats: 100 })
/** Arguments are a few hundred letters. */
const bodyLimit = 16 * 1024

export function registerOai(app: FastifyInstance, deps: ApiDeps): void {
  app.errorFormats.under(path, errorFormat)
  app.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser("application/x-www-form-urlencoded", { parseAs: "string" }, (_request, body, done) =>
      done(null, body),
    )
    scope.addHook("onRequest", async (_request, reply) => {
      reply.headers(corsHeaders)
    })
    scope.route({ method: ["GET", "POST"], url: path, bodyLimit, handler: answer })
    scope.options(path, async (_request, reply) => reply.code(204).headers(preflightHeaders).send())
  })

  async function answer(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    // Before anything is read: a harvester that goes on from here the next time misses nothing.
    const now = deps.clock.now()
    const answered = await gate.pass(() => answeredTo(readOrRefuse(argumentsOf(request)), deps))
    reply.header("cache-control", "public, no-cache")
    return reply.type("text/xml; charset=utf-8").send(documentOf(answered, { now, baseUrl: deps.baseUrl }))
  }
}

function argumentsOf({ method, url, body }: FastifyRequest): URLSearchParams {
  if (method === "POST") return new URLSearchParams(typeof body === "string" ? body : "")
  return new URLSearchParams(url.includes("?") ? url.slice(url.indexOf("?")) : "")
}

interface Answered {
  /** What was asked, to be repeated in the answer; nothing where it could not be understood (OAI-PMH 2.0 §3.6). */
  readonly request?: OaiRequest
  readonly xml: string
}

type Read = { readonly request: OaiRequest } | { readonly error: OaiError }

function readOrRefuse(given: URLSearchParams): Read {
  try {
    return { request: readRequest(given) }
  } catch (error) {
    if (error instanceof OaiError) return { error }
    throw error
  }
}

async function answeredTo(read: Read, deps: ApiDeps): Promise<Answered> {
  if ("error" in read) return { xml: errorElement(read.error) }
  const { request } = read
  try {
    return { request, xml: await answerTo(request, deps) }
  } catch (error) {
    if (error instanceof OaiError) return { request, xml: errorElement(error) }
    throw error
  }
}

async function answerTo(request: OaiRequest, deps: ApiDeps): Promise<string> {
  switch (request.verb) {
    case "Identify":
      return identify(deps)
    case "ListMetadataFormats":
      if (request.identifier !== undefined) await itemNamed(request.identifier, deps)
      return listMetadataFormats()
    case "ListSets":
      return listSets(deps, request.resumptionToken)
    case "GetRecord":
      return getRecord(request, deps)
    case "ListIdentifiers":
    case "ListRecords":
      return listItems(request, deps)
  }
}

function errorElement({ code, message }: OaiError): string {
  return textElement("error", message, { code })
}

function documentOf({ request, xml }: Answered, { now, baseUrl }: { now: Date; baseUrl: string }): string {
  const root = element(
    "OAI-PMH",
    [textElement("responseDate", toSecond(now)), textElement("request", baseUrl + path, { ...request }), xml].join(""),
    {
      xmlns: "http://www.openarchives.org/OAI/2.0/",
      "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
      "xsi:schemaLocation": "http://www.openarchives.org/OAI/2.0/ http://www.openarchives.org/OAI/2.0/OAI-PMH.xsd",
    },
  )
  return `<?xml version="1.0" encoding="UTF-8"?>\n${root}\n`
}

/** What goes wrong outside the protocol (a flood, a database that does not answer) is said by the status, as §3.1.2.2 has it. */
const errorFormat: ErrorFormat = ({ code, message }) => ({
  contentType: "text/plain; charset=utf-8",
  body: `${code}: ${message}\n`,
  headers: corsHeaders,
})
