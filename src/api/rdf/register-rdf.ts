import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify"
import { datasetByRef } from "../../catalogue/index.ts"
import { addVary, NotFound } from "../../platform/http/index.ts"
import {
  askedSyntax,
  isWrittenSyntax,
  mediaTypeOfSyntax,
  type WrittenSyntax,
  writeRdf,
  writtenSyntaxes,
} from "../../rdf/index.ts"
import { Gate } from "../ckan/gate.ts"
import { corsHeaders } from "../cors.ts"
import type { ApiDeps } from "../deps.ts"
import { DatasetNotFound, DatasetWithdrawn } from "../errors.ts"
import { problemFormat } from "../problem.ts"
import { publicState } from "../public-state.ts"
import { readerLanguage } from "../reader-language.ts"
import { integerParameter, momentParameter, readParameters, textParameter } from "../rest/parameters.ts"
import { isUnchanged } from "../unchanged.ts"
import { catalogueAnswer } from "./catalogue-answer.ts"
import { defaultLimit, maxLimit } from "./catalogue-page.ts"
import { describeRecords } from "./describe-records.ts"
import { rdfContext } from "./rdf-context.ts"

const parameters = {
  limit: integerParameter(
    { min: 1, max: maxLimit, otherwise: defaultLimit },
    { ar: "عدد مجموعات البيانات في الصفحة", fr: "Jeux de données par page", en: "Datasets per page" },
  ),
  page: integerParameter(
    { min: 1, max: 1_000_000, otherwise: 1 },
    { ar: "رقم الصفحة", fr: "Numéro de la page", en: "Number of the page" },
  ),
  after: textParameter({
    ar: "موضع الصفحة كما يعطيه رابط الصفحة السابقة",
    fr: "Place de la page, telle que la donne le lien de la précédente",
    en: "Place of the page, as the link of the one before gives it",
  }),
  modified_since: momentParameter({
    ar: "ما تغيّر وصفه منذ هذه اللحظة فقط",
    fr: "Seulement ce dont la description a changé depuis ce moment",
    en: "Only what had its description changed since this moment",
  }),
}

/** A page reads a hundred datasets: few are made at once, so that harvesters never take all connections. */
const gate = new Gate({ places: 2, seats: 100 })

/** `/catalog` and `/datasets/REF` in RDF, by ending or by `Accept`. */
export function registerRdf(app: FastifyInstance, deps: ApiDeps): void {
  const { db, baseUrl, siteName, version, clock } = deps
  for (const prefix of ["/catalog", "/datasets/"]) app.errorFormats.under(prefix, problemFormat(baseUrl))
  app.register(async (scope) => {
    scope.addHook("onRequest", async (_request, reply) => {
      reply.headers(corsHeaders)
    })
    for (const syntax of writtenSyntaxes) {
      scope.get(`/catalog.${syntax}`, async (request, reply) => sendCatalogue(request, reply, syntax))
    }
    scope.get("/catalog", async (request, reply) => {
      addVary(reply, "accept")
      const asked = askedSyntax(request.headers.accept) ?? "ttl"
      if (asked === "html") return reply.redirect(`/${readerLanguage(request)}/datasets`, 303)
      return sendCatalogue(request, reply, asked)
    })
    scope.get<{ Params: { name: string } }>("/datasets/:name", async (request, reply) => {
      const { ref, syntax } = nameAndSyntax(request.params.name)
      if (syntax) return sendDataset(reply, ref, syntax)
      addVary(reply, "accept")
      const asked = askedSyntax(request.headers.accept) ?? "html"
      if (asked === "html") return reply.redirect(await pageOf(ref, request), 303)
      return sendDataset(reply, ref, asked)
    })
  })

  async function sendCatalogue(request: FastifyRequest, reply: FastifyReply, syntax: WrittenSyntax) {
    const { limit, page, after, modified_since } = readParameters(parameters, request.query, readerLanguage(request))
    const state = await publicState(db, version)
    if (isUnchanged(request, reply, { state, variant: syntax, now: clock.now() })) return reply.code(304).send()
    const since = modified_since === undefined ? undefined : new Date(modified_since)
    const context = rdfContext(deps.vocabularies(), baseUrl)
    const query = { limit, page, after, since }
    const { body, next } = await gate.pass(() => catalogueAnswer(db, { query, syntax, state, context, siteName }))
    if (next) reply.header("link", `<${next}>; rel="next"`)
    return sendAs(reply, syntax, body)
  }

  async function sendDataset(reply: FastifyReply, ref: string, syntax: WrittenSyntax) {
    const lookup = await datasetByRef(db, ref)
    if (lookup.kind === "moved") return reply.redirect(`/datasets/${encodeURIComponent(lookup.slug)}.${syntax}`, 308)
    if (lookup.kind === "none") throw new DatasetNotFound(ref)
    const { dataset } = lookup
    if (dataset.withdrawal) throw new DatasetWithdrawn(dataset.id, dataset.withdrawal)
    const nodes = await describeRecords(db, { datasets: [dataset] }, rdfContext(deps.vocabularies(), baseUrl))
    const lastModified = new Date(dataset.metadataModified).toUTCString()
    reply.header("cache-control", "public, no-cache").header("last-modified", lastModified)
    return sendAs(reply, syntax, writeRdf(syntax, nodes))
  }

  async function pageOf(ref: string, request: FastifyRequest): Promise<string> {
    const lookup = await datasetByRef(db, ref)
    if (lookup.kind === "none") throw new NotFound("No dataset has this identifier or slug")
    const slug = lookup.kind === "moved" ? lookup.slug : lookup.dataset.slug
    return `/${readerLanguage(request)}/datasets/${encodeURIComponent(slug)}`
  }
}

/** As bytes, so that the framework adds no charset: these types are UTF-8 by their definition. */
function sendAs(reply: FastifyReply, syntax: WrittenSyntax, body: string) {
  return reply.type(mediaTypeOfSyntax(syntax)).send(Buffer.from(body))
}

function nameAndSyntax(name: string): { ref: string; syntax?: WrittenSyntax } {
  const at = name.lastIndexOf(".")
  const ending = name.slice(at + 1)
  return at > 0 && isWrittenSyntax(ending) ? { ref: name.slice(0, at), syntax: ending } : { ref: name }
}
