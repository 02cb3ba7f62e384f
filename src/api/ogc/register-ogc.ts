import type { FastifyInstance } from "fastify"
import type { Language } from "../../texts/index.ts"
import { corsHeaders, preflightHeaders } from "../cors.ts"
import type { ApiDeps } from "../deps.ts"
import { problemFormat } from "../problem.ts"
import { showDescription } from "./api-description.ts"
import { type Asked, ogcRoot, readAsked, type Taken } from "./asked.ts"
import { collectionsParameters, showCollection, showCollections } from "./collection.ts"
import { showItem, showItems } from "./items.ts"
import { itemParameters } from "./items-question.ts"
import { showConformance, showLanding } from "./landing.ts"
import { type Collection, findCollection } from "./placed-table.ts"
import { showQueryables } from "./queryables.ts"

type Shown = unknown

/** A document about all of it, or about one collection; and where people are led instead. */
interface Resource extends Partial<Taken> {
  readonly show: (asked: Asked) => Shown
  readonly page: (language: Language) => string
}

const developers = (language: Language) => `/${language}/developers`
const resources: Readonly<Record<string, Resource>> = {
  "": { show: showLanding, page: developers },
  "/conformance": { show: showConformance, page: developers },
  "/api": { show: showDescription, page: developers },
  "/collections": {
    show: showCollections,
    page: (language) => `/${language}/datasets`,
    parameters: collectionsParameters,
  },
}

interface OfCollection extends Partial<Taken> {
  readonly show: (asked: Asked, collection: Collection) => Shown
}

const ofCollections: Readonly<Record<string, OfCollection>> = {
  "": { show: showCollection },
  "/queryables": { show: showQueryables },
  "/items": { show: showItems, parameters: itemParameters, filters: true },
  "/items/:featureId": { show: showItem },
}

export function registerOgc(app: FastifyInstance, deps: ApiDeps): void {
  app.errorFormats.under(ogcRoot, problemFormat(deps.baseUrl))
  app.register(async (scope) => {
    scope.addHook("onRequest", async (_request, reply) => {
      reply.headers({ ...corsHeaders, "cache-control": "public, no-cache" })
    })
    for (const [path, { show, page, parameters = {}, filters = false }] of Object.entries(resources)) {
      scope.get(ogcRoot + path, async (request, reply) => {
        const asked = readAsked({ request, reply, deps }, { parameters, filters })
        return asked.wantsPage ? reply.redirect(page(asked.language), 303) : shownTo(asked, () => show(asked))
      })
    }
    for (const [path, { show, parameters = {}, filters = false }] of Object.entries(ofCollections)) {
      scope.get<{ Params: { id: string } }>(`${ogcRoot}/collections/:id${path}`, async (request, reply) => {
        const collection = await findCollection(deps, request.params.id)
        const asked = readAsked({ request, reply, deps }, { parameters, filters })
        if (asked.wantsPage) return reply.redirect(explorer(asked.language, collection), 303)
        return shownTo(asked, () => show(asked, collection))
      })
    }
    for (const url of [ogcRoot, `${ogcRoot}/*`]) {
      scope.options(url, async (_request, reply) => reply.code(204).headers(preflightHeaders).send())
    }
  })
}

async function shownTo({ gone, reply }: Asked, show: () => Shown): Promise<Shown> {
  try {
    return await show()
  } catch (error) {
    if (!gone.aborted) throw error
    // The question was stopped because nobody is there any more to be told.
    return reply.hijack()
  }
}

function explorer(language: Language, { dataset, table }: Collection): string {
  return `/${language}/datasets/${encodeURIComponent(dataset.slug)}/explore/${table.id}`
}
