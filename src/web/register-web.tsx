import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify"
import type { VNode } from "preact"
import { editorialEntities, publishedPage } from "../editorial/index.ts"
import { publicSources } from "../harvest/index.ts"
import { cachePage, type Read } from "../platform/cache/index.ts"
import { addVary, goneWith, NotFound } from "../platform/http/index.ts"
import { createPreviews, engineUntil } from "../tabular/index.ts"
import { aboutMessages, type Language, languages } from "../texts/index.ts"
import { registerSingleSignOn } from "./account/gate/single-sign-on.tsx"
import { openRoutes, ownRoutes } from "./account/index.ts"
import { registerAccount } from "./account/register-account.ts"
import { parametersOf, sendPage } from "./answer.ts"
import { type Reading, readingOf, type WebContext } from "./context.ts"
import type { WebDeps } from "./deps.ts"
import { createDirectory } from "./directory.ts"
import { registerMachineRoutes } from "./machine-routes.ts"
import { unsubscribeRoute } from "./office/desks/index.ts"
import { officeNavigation, officeRoutes } from "./office/office-modules.ts"
import { registerOffice } from "./office/register-office.tsx"
import { DevelopersView } from "./pages/about/developers-view.tsx"
import { ProseView } from "./pages/about/prose-view.tsx"
import { WrittenPage } from "./pages/about/written-page.tsx"
import { type DatasetAnswer, datasetPage, previewPage } from "./pages/dataset/dataset-page.tsx"
import { errorPage } from "./pages/errors/error-format.tsx"
import { registerEmbeds } from "./pages/explore/embed/register-embeds.tsx"
import { explorePage } from "./pages/explore/explore-page.tsx"
import { exploreParameters } from "./pages/explore/explore-state.ts"
import { versionsPage } from "./pages/explore/versions/versions-page.tsx"
import { homePage } from "./pages/home/home-page.tsx"
import { organizationPage, organizationsPage } from "./pages/organizations/organization-pages.tsx"
import { portalsPage } from "./pages/portals/portals-page.tsx"
import { searchPage } from "./pages/search/search-page.tsx"
import { searchParameterNames } from "./pages/search/search-query.ts"
import { seriesPage } from "./pages/series/series-page.tsx"
import { servicePage } from "./pages/services/service-page.tsx"
import { licencePage, licencesPage, themePage, themesPage } from "./pages/themes/theme-pages.tsx"
import { readStartBy } from "./read-start.ts"
import { registerSitemap } from "./sitemap.ts"

/** What a handler makes of a request: a page, a page with a status or another address, or nothing at all. */
type Answer = VNode | DatasetAnswer | undefined

interface Asked {
  /** The reader went away before she had her page. */
  readonly gone: AbortSignal
  readonly params: Readonly<Record<string, string>>
  readonly query: URLSearchParams
}

interface Route {
  readonly page: (reading: Reading, asked: Asked) => Promise<Answer> | Answer
  /** Query parameters it knows; an address with others is made for its reader alone. */
  readonly params?: readonly string[]
  /** Pages made of the search index follow it within a second; what the portal says of itself hardly changes. */
  readonly keepMs: number
}

const followIndexMs = 500
const editorialMs = 60_000
/** What any page shows of the portal's own words, in its frame. */
const everywhere: readonly Read[] = editorialEntities.map((list) => ({ list }))

/** The website: every page in three languages, its assets, and the addresses that machines ask for. */
export function registerWeb(app: FastifyInstance, deps: WebDeps): void {
  const context: WebContext = {
    ...deps,
    site: {
      baseUrl: deps.baseUrl,
      name: deps.siteName,
      demo: deps.demo,
      assets: deps.assets,
      attributions: deps.attributions ?? [],
    },
    directory: createDirectory({ db: deps.db, clock: deps.clock, publicSources }),
    previews: createPreviews(readStartBy(deps.fetch)),
  }
  keepEditorialCurrent(app, context)
  app.errorFormats.under("/", (refusal, request) => errorPage(context, refusal, request))
  for (const [path, route] of Object.entries(pagesOf(context))) {
    const config = { pageCache: { params: route.params ?? [] } }
    for (const language of languages)
      app.get(`/${language}${path}`, { config }, answerWith(context, { language, route }))
  }
  registerAccount(app, context, { open: [...openRoutes, unsubscribeRoute], own: ownRoutes })
  registerSingleSignOn(app, context)
  registerOffice(app, { ...context, navigation: officeNavigation }, officeRoutes)
  registerMachineRoutes(app, context)
  registerEmbeds(app, context)
  registerSitemap(app, context)
}

/** What every page shows of the portal's own words is read before the page; a page of an error is made without them too. */
function keepEditorialCurrent(app: FastifyInstance, { editorial, log }: WebContext): void {
  app.addHook("onRequest", async () => {
    await editorial
      .current()
      .catch((error: unknown) => log.warn({ err: error }, "the portal's own words were not read"))
  })
}

function pagesOf(context: WebContext): Readonly<Record<string, Route>> {
  const fromIndex = (page: Route["page"], params: readonly string[] = []): Route => ({
    page,
    params,
    keepMs: followIndexMs,
  })
  const editorial = (page: Route["page"]): Route => ({ page, keepMs: editorialMs })
  const prose = (name: keyof (typeof aboutMessages)["ar"], canonical: string): Route =>
    editorial(async ({ page, language }) => {
      const written = await publishedPage(context.db, name)
      if (written) return <WrittenPage page={page} written={written} />
      return <ProseView page={page} prose={aboutMessages[language][name]} canonical={canonical} />
    })
  return {
    "": fromIndex((reading) => homePage(context, reading)),
    "/datasets": fromIndex((reading, { query }) => searchPage(context, reading, query), searchParameterNames),
    "/datasets/:slug": fromIndex((reading, { params }) => datasetPage(context, reading, params.slug ?? "")),
    "/datasets/:slug/preview/:distribution": fromIndex((reading, { params }) =>
      previewPage(context, reading, { ref: params.slug ?? "", distributionId: params.distribution ?? "" }),
    ),
    "/datasets/:slug/explore/:table": fromIndex(
      (reading, { params, query, gone }) =>
        explorePage({ ...context, engine: engineUntil(context.engine, gone) }, reading, {
          ref: params.slug ?? "",
          id: params.table ?? "",
          query,
        }),
      exploreParameters,
    ),
    "/datasets/:slug/explore/:table/versions": fromIndex((reading, { params }) =>
      versionsPage(context, reading, { ref: params.slug ?? "", id: params.table ?? "" }),
    ),
    "/series/:slug": fromIndex(
      (reading, { params, query }) => seriesPage(context, reading, { ref: params.slug ?? "", query }),
      ["after"],
    ),
    "/services/:slug": fromIndex(
      (reading, { params, query }) => servicePage(context, reading, { ref: params.slug ?? "", query }),
      ["after"],
    ),
    "/organizations": fromIndex((reading, { query }) => organizationsPage(context, reading, query), ["q"]),
    "/organizations/:slug": fromIndex((reading, { params }) => organizationPage(context, reading, params.slug ?? "")),
    "/themes": fromIndex((reading) => themesPage(context, reading)),
    "/themes/:code": fromIndex((reading, { params }) => themePage(context, reading, params.code ?? "")),
    "/licences": fromIndex((reading) => licencesPage(context, reading)),
    "/licences/:code": fromIndex((reading, { params }) => licencePage(context, reading, params.code ?? "")),
    "/portals": fromIndex((reading) => portalsPage(context, reading)),
    "/about": prose("about", "/about"),
    "/about/accessibility": prose("accessibility", "/about/accessibility"),
    "/about/privacy": prose("privacy", "/about/privacy"),
    "/pages/:slug": editorial(async ({ page }, { params }) => {
      const written = await publishedPage(context.db, params.slug ?? "")
      return written && <WrittenPage page={page} written={written} />
    }),
    "/developers": editorial(({ page, language }) => (
      <DevelopersView page={page} reference={context.apiReference(language)} />
    )),
  }
}

const nobody = Symbol("nobody waits for it")

/** What was being found out for a reader who went away was stopped, and is no mistake of anybody. */
async function answerTo(gone: AbortSignal, find: () => Answer | Promise<Answer>): Promise<Answer | typeof nobody> {
  try {
    return await find()
  } catch (error) {
    if (gone.aborted) return nobody
    throw error
  }
}

function answerWith(context: WebContext, { language, route }: { language: Language; route: Route }) {
  return async (request: FastifyRequest, reply: FastifyReply) => {
    const viewer = await context.sessions.viewerOf(request)
    const reading = readingOf(context, language, { url: request.url, viewer })
    const params = request.params as Readonly<Record<string, string>>
    const gone = goneWith(reply)
    const answer = await answerTo(gone, () => route.page(reading, { params, query: parametersOf(request.url), gone }))
    if (answer === nobody) return reply.hijack()
    reply.header("content-language", language)
    addVary(reply, "cookie")
    if (answer === undefined) throw new NotFound("There is nothing at this address")
    if (!("kind" in answer)) {
      cachePage(reply, { reads: everywhere, maxAgeMs: route.keepMs })
      return sendPage(reply, answer, { viewer })
    }
    switch (answer.kind) {
      case "page":
        cachePage(
          reply,
          answer.reads ? { reads: [...answer.reads, ...everywhere] } : { reads: everywhere, maxAgeMs: route.keepMs },
        )
        return sendPage(reply, answer.view, { status: answer.status, viewer })
      case "moved":
        return reply.redirect(answer.to, 301)
      case "none":
        throw new NotFound("There is nothing at this address")
    }
  }
}
