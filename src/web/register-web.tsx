import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify"
import type { VNode } from "preact"
import { publicSources } from "../harvest/index.ts"
import { NotFound } from "../platform/http/index.ts"
import { createPreviews } from "../tabular/preview/index.ts"
import { aboutMessages, type Language, languages } from "../texts/index.ts"
import { parametersOf, sendPage } from "./answer.ts"
import { type Reading, readingOf, type WebContext } from "./context.ts"
import type { WebDeps } from "./deps.ts"
import { createDirectory } from "./directory.ts"
import { registerMachineRoutes } from "./machine-routes.ts"
import { DevelopersView } from "./pages/about/developers-view.tsx"
import { ProseView } from "./pages/about/prose-view.tsx"
import { type DatasetAnswer, datasetPage, previewPage } from "./pages/dataset/dataset-page.tsx"
import { errorPage } from "./pages/errors/error-format.tsx"
import { homePage } from "./pages/home/home-page.tsx"
import { organizationPage, organizationsPage } from "./pages/organizations/organization-pages.tsx"
import { searchPage } from "./pages/search/search-page.tsx"
import { licencePage, licencesPage, themePage, themesPage } from "./pages/themes/theme-pages.tsx"
import { readStartBy } from "./read-start.ts"
import { registerSitemap } from "./sitemap.ts"

/** What a handler makes of a request: a page, a page with a status or another address, or nothing at all. */
type Answer = VNode | DatasetAnswer | undefined
type Handler = (
  reading: Reading,
  request: { params: Readonly<Record<string, string>>; query: URLSearchParams },
) => Promise<Answer> | Answer

/** The website: every page in three languages, its assets, and the addresses that machines ask for. */
export function registerWeb(app: FastifyInstance, deps: WebDeps): void {
  const context: WebContext = {
    ...deps,
    site: { baseUrl: deps.baseUrl, name: deps.siteName, demo: deps.demo, assets: deps.assets },
    directory: createDirectory({ db: deps.db, clock: deps.clock, publicSources }),
    previews: createPreviews(readStartBy(deps.fetch)),
  }
  app.errorFormats.under("/", (refusal, request) => errorPage(context, refusal, request))
  for (const [path, handler] of Object.entries(pagesOf(context))) {
    for (const language of languages) app.get(`/${language}${path}`, answerWith(context, { language, handler }))
  }
  registerMachineRoutes(app, context)
  registerSitemap(app, context)
}

function pagesOf(context: WebContext): Readonly<Record<string, Handler>> {
  const prose = (name: keyof (typeof aboutMessages)["ar"], canonical: string): Handler => {
    return ({ page, language }) => <ProseView page={page} prose={aboutMessages[language][name]} canonical={canonical} />
  }
  return {
    "": (reading) => homePage(context, reading),
    "/datasets": (reading, { query }) => searchPage(context, reading, query),
    "/datasets/:slug": (reading, { params }) => datasetPage(context, reading, params.slug ?? ""),
    "/datasets/:slug/preview/:distribution": (reading, { params }) =>
      previewPage(context, reading, { ref: params.slug ?? "", distributionId: params.distribution ?? "" }),
    "/organizations": (reading, { query }) => organizationsPage(context, reading, query),
    "/organizations/:slug": (reading, { params }) => organizationPage(context, reading, params.slug ?? ""),
    "/themes": (reading) => themesPage(context, reading),
    "/themes/:code": (reading, { params }) => themePage(context, reading, params.code ?? ""),
    "/licences": (reading) => licencesPage(context, reading),
    "/licences/:code": (reading, { params }) => licencePage(context, reading, params.code ?? ""),
    "/about": prose("about", "/about"),
    "/about/accessibility": prose("accessibility", "/about/accessibility"),
    "/about/privacy": prose("privacy", "/about/privacy"),
    "/developers": ({ page }) => <DevelopersView page={page} />,
  }
}

function answerWith(context: WebContext, { language, handler }: { language: Language; handler: Handler }) {
  return async (request: FastifyRequest, reply: FastifyReply) => {
    const reading = readingOf(context, language, request.url)
    const params = request.params as Readonly<Record<string, string>>
    const answer = await handler(reading, { params, query: parametersOf(request.url) })
    reply.header("content-language", language)
    if (answer === undefined) throw new NotFound("There is nothing at this address")
    if (!("kind" in answer)) return sendPage(reply, answer)
    switch (answer.kind) {
      case "page":
        return sendPage(reply, answer.view, answer.status)
      case "moved":
        return reply.redirect(answer.to, 301)
      case "none":
        throw new NotFound("There is nothing at this address")
    }
  }
}
