import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify"
import {
  dataServiceByRef,
  datasetByRef,
  distributionByRef,
  organizationByRef,
  seriesByRef,
} from "../catalogue/index.ts"
import type { Db } from "../platform/db.ts"
import { addVary, NotFound, negotiateEncoding } from "../platform/http/index.ts"
import { isUuid } from "../platform/ids.ts"
import { askedSyntax } from "../rdf/index.ts"
import { type Language, languages } from "../texts/index.ts"
import type { WebContext } from "./context.ts"
import { languageFor } from "./reader-language.ts"
import { routes } from "./routes.ts"

const yearSeconds = 31_536_000

/** Addresses without a language: the entrance, permanent identifiers, assets, robots. */
export function registerMachineRoutes(app: FastifyInstance, context: WebContext): void {
  const { db, site, editorial, vocabularies } = context
  const asked = ({ headers }: FastifyRequest) =>
    languageFor("", headers["accept-language"], editorial.latest()?.settings.defaultLanguage)

  app.get("/", async (request, reply) => {
    const language = asked(request)
    addVary(reply, "accept-language")
    return reply.header("cache-control", "no-cache").redirect(routes.home(language), 302)
  })

  for (const [kind, { slugOf, page, json, rdf }] of Object.entries(records)) {
    app.get<{ Params: { id: string } }>(`/id/${kind}/:id`, async (request, reply) => {
      const { id } = request.params
      const slug = isUuid(id) ? await slugOf(db, id) : undefined
      if (slug === undefined) throw new NotFound(`No ${kind} has this identifier`)
      addVary(reply, "accept")
      addVary(reply, "accept-language")
      const language = asked(request)
      const { accept } = request.headers
      const syntax = askedSyntax(accept)
      const described = rdf && syntax && syntax !== "html" ? rdf(id, syntax) : undefined
      const to = described ?? (wantsJson(accept) ? json(id) : page(language, slug))
      return reply.header("cache-control", "no-cache").redirect(to, 303)
    })
  }

  // Entries of our lists: what is in RDF named by them leads to what they mean here.
  for (const [kind, page] of Object.entries(entries)) {
    app.get<{ Params: { code: string } }>(`/id/${kind}/:code`, async (request, reply) => {
      const { code } = request.params
      if (!vocabularies()[page.list].some((entry) => entry.code === code))
        throw new NotFound(`No ${kind} has this code`)
      addVary(reply, "accept-language")
      return reply.header("cache-control", "no-cache").redirect(page.path(asked(request), code), 303)
    })
  }

  app.get<{ Params: { name: string } }>("/assets/:name", async (request, reply) => {
    const file = site.assets.file(request.params.name)
    if (!file) throw new NotFound("No such asset")
    reply.type(file.type).header("cache-control", `public, max-age=${yearSeconds}, immutable`)
    if (!file.brotli) return reply.send(file.body)
    if (negotiateEncoding(request.headers["accept-encoding"]) !== "br") return reply.send(file.body)
    return sendBrotli(reply, file.brotli)
  })

  app.get("/favicon.ico", async (_request, reply) => reply.redirect(`/assets/${site.assets.manifest.icon}`, 302))

  app.get("/robots.txt", async (_request, reply) => {
    // With the language, for "/*/office" would also close "/fr/organizations/office-national-…".
    const own = languages.flatMap((language) => [
      routes.office(language),
      routes.account(language),
      routes.signIn(language),
    ])
    const closed = ["/*/preview/", ...own].map((path) => `Disallow: ${path}`)
    const lines = ["User-agent: *", ...closed, "", `Sitemap: ${site.baseUrl}${routes.sitemap()}`, ""]
    return reply.type("text/plain; charset=utf-8").send(lines.join("\n"))
  })
}

/** What has a permanent identifier: its present slug, its page, its JSON. */
const records: Readonly<Record<string, PermanentRecord>> = {
  dataset: {
    async slugOf(db, id) {
      const lookup = await datasetByRef(db, id)
      // What was joined to another dataset leads to it.
      return lookup.kind === "none" ? undefined : lookup.kind === "moved" ? lookup.slug : lookup.dataset.slug
    },
    page: routes.dataset,
    json: routes.api.dataset,
    rdf: routes.rdf.dataset,
  },
  distribution: {
    async slugOf(db, id) {
      const lookup = await distributionByRef(db, id)
      return lookup.kind === "found" ? lookup.dataset.slug : undefined
    },
    page: routes.dataset,
    json: routes.api.distribution,
  },
  organization: {
    async slugOf(db, id) {
      const lookup = await organizationByRef(db, id)
      return lookup.kind === "found" ? lookup.organization.slug : undefined
    },
    page: routes.organization,
    json: routes.api.organization,
  },
  series: {
    async slugOf(db, id) {
      const lookup = await seriesByRef(db, id)
      return lookup.kind === "found" ? lookup.series.slug : undefined
    },
    page: routes.series,
    json: routes.api.series,
  },
  service: {
    async slugOf(db, id) {
      const lookup = await dataServiceByRef(db, id)
      return lookup.kind === "found" ? lookup.service.slug : undefined
    },
    page: routes.service,
    json: routes.api.service,
  },
}

interface PermanentRecord {
  readonly slugOf: (db: Db, id: string) => Promise<string | undefined>
  readonly page: (language: Language, slug: string) => string
  readonly json: (id: string) => string
  /** Its own document in RDF, where it has one. */
  readonly rdf?: (id: string, syntax: string) => string
}

const entries = {
  theme: { list: "themes", path: routes.theme },
  licence: { list: "licences", path: routes.licence },
  place: { list: "places", path: (language: Language, code: string) => routes.datasets(language, { place: code }) },
} as const

function sendBrotli(reply: FastifyReply, body: Buffer): FastifyReply {
  addVary(reply, "accept-encoding")
  return reply.header("content-encoding", "br").send(body)
}

/** JSON only where it is asked for before HTML: a browser says HTML first, a program often says anything. */
function wantsJson(accept: string | undefined): boolean {
  const weight = (pattern: RegExp) =>
    Math.max(
      0,
      ...(accept ?? "").split(",").map((range) => {
        const [type = "", ...parameters] = range.trim().split(";")
        const q = parameters.find((parameter) => parameter.trim().startsWith("q="))
        return pattern.test(type.trim()) ? (q ? Number(q.trim().slice(2)) || 0 : 1) : 0
      }),
    )
  return weight(/^application\/(?:[\w.+-]*\+)?json$/i) > weight(/^text\/html$/i)
}
