import { Readable } from "node:stream"
import type { FastifyInstance } from "fastify"
import { publishedSlugs } from "../catalogue/index.ts"
import { BadRequest } from "../platform/http/index.ts"
import { isUuid } from "../platform/ids.ts"
import { languages } from "../texts/index.ts"
import { parametersOf } from "./answer.ts"
import type { WebContext } from "./context.ts"

/** A sitemap may hold 50,000 addresses and 50 MB; each record has three addresses with three alternates each. */
const recordsPerFile = 5000
const kindOfFolder = { datasets: "dataset", series: "series", services: "service" } as const
const folders = Object.keys(kindOfFolder) as (keyof typeof kindOfFolder)[]

type Entry = { readonly path: string; readonly lastmod?: string }

/** `/sitemap.xml`: an index of the pages of the portal and of its records, in files of fixed size by identifier. */
export function registerSitemap(app: FastifyInstance, context: WebContext): void {
  const { baseUrl } = context.site

  app.get("/sitemap.xml", async (_request, reply) => {
    reply.type("application/xml; charset=utf-8")
    return reply.send(Readable.from(sitemapIndex(context)))
  })

  app.get("/sitemap-pages.xml", async (_request, reply) => {
    reply.type("application/xml; charset=utf-8")
    return reply.send(await pagesSitemap(context))
  })

  for (const folder of folders) {
    app.get(`/sitemap-${folder}.xml`, async (request, reply) => {
      const after = parametersOf(request.url).get("after")
      if (after !== null && !isUuid(after)) throw new BadRequest("`after` is the identifier of a record")
      const rows = await recordsAfter(context, folder, after ?? undefined)
      reply.type("application/xml; charset=utf-8")
      const entries = rows.map(({ slug, metadataModified }) => ({
        path: `/${folder}/${encodeURIComponent(slug)}`,
        lastmod: metadataModified.toISOString(),
      }))
      return reply.send(urlSet(baseUrl, entries))
    })
  }
}

function recordsAfter({ db }: WebContext, folder: keyof typeof kindOfFolder, after: string | undefined) {
  return publishedSlugs(db, kindOfFolder[folder], { limit: recordsPerFile, ...(after ? { afterId: after } : {}) })
}

async function* sitemapIndex(context: WebContext): AsyncGenerator<string> {
  const line = (path: string) => `<sitemap><loc>${escapeXml(context.site.baseUrl + path)}</loc></sitemap>\n`
  yield '<?xml version="1.0" encoding="UTF-8"?>\n<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
  yield line("/sitemap-pages.xml")
  for (const folder of folders) {
    let after: string | undefined
    for (;;) {
      const rows = await recordsAfter(context, folder, after)
      if (rows.length > 0) yield line(`/sitemap-${folder}.xml${after ? `?after=${after}` : ""}`)
      if (rows.length < recordsPerFile) break
      after = rows.at(-1)?.id
    }
  }
  yield "</sitemapindex>\n"
}

async function pagesSitemap({ directory, vocabularies, site }: WebContext): Promise<string> {
  const { all } = await directory.organizations()
  const { themes, licences } = vocabularies()
  const paths = [
    "",
    ...[
      "/datasets",
      "/organizations",
      "/themes",
      "/licences",
      "/portals",
      "/about",
      "/about/accessibility",
      "/about/privacy",
      "/developers",
    ],
    ...themes.map(({ code }) => `/themes/${encodeURIComponent(code)}`),
    ...licences.map(({ code }) => `/licences/${encodeURIComponent(code)}`),
    ...all.slice(0, 10_000).map(({ slug }) => `/organizations/${encodeURIComponent(slug)}`),
  ]
  return urlSet(
    site.baseUrl,
    paths.map((path) => ({ path })),
  )
}

function urlSet(baseUrl: string, entries: readonly Entry[]): string {
  const urls = entries.map(({ path, lastmod }) => {
    const alternates = languages
      .map(
        (tongue) =>
          `<xhtml:link rel="alternate" hreflang="${tongue}" href="${escapeXml(`${baseUrl}/${tongue}${path}`)}"/>`,
      )
      .join("")
    const changed = lastmod ? `<lastmod>${lastmod}</lastmod>` : ""
    return languages
      .map((language) => `<url><loc>${escapeXml(`${baseUrl}/${language}${path}`)}</loc>${changed}${alternates}</url>\n`)
      .join("")
  })
  return `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n${urls.join("")}</urlset>\n`
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
}

function escapeXml(text: string): string {
  return text.replace(/[&<>"']/g, (letter) => entities[letter] ?? letter)
}
