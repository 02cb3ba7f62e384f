import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify"
import { anonymousActor } from "../../../../platform/actor.ts"
import { NotFound } from "../../../../platform/http/index.ts"
import { readableTable } from "../../../../tabular/index.ts"
import { inLanguage, isLanguage, type Language, languages } from "../../../../texts/index.ts"
import { parametersOf, sendPage } from "../../../answer.ts"
import { readingOf, type WebContext } from "../../../context.ts"
import { routes } from "../../../routes.ts"
import { Chart } from "../chart/chart-view.tsx"
import { type Explored, exploredFile } from "../explore-model.ts"
import { readState, withQuery } from "../explore-state.ts"
import { exploredAnswer } from "../explored-answer.ts"
import { statusOf } from "../found.ts"
import { GroupTable } from "../group/group-table.tsx"
import { TableMap } from "../map/map-view.tsx"
import { MistakeView } from "../mistake-view.tsx"
import { RowsTable } from "../table-view.tsx"
import { UnansweredNote } from "../unanswered-note.tsx"
import { EmbedView } from "./embed-view.tsx"

/** Pages that others show inside theirs, and what they ask to do so. Everybody sees the same: no session counts here. */
export function registerEmbeds(app: FastifyInstance, context: WebContext): void {
  for (const language of languages) {
    app.get<{ Params: { id: string } }>(`/${language}/embed/tables/:id`, (request, reply) =>
      embed(context, language, { request, reply, id: request.params.id }),
    )
  }
  app.get(routes.oEmbed(), (request, reply) => oEmbed(context, request, reply))
}

interface Asked {
  readonly request: FastifyRequest
  readonly reply: FastifyReply
  readonly id: string
}

async function embed(context: WebContext, language: Language, { request, reply, id }: Asked): Promise<FastifyReply> {
  const lookup = await readableTable(context.db, id, anonymousActor)
  if (lookup.kind !== "found") throw new NotFound("There is no table at this address")
  const reading = readingOf(context, language, { url: request.url })
  const { page, vocabularies } = reading
  const state = readState(parametersOf(request.url))
  const { table, tables, dataset } = lookup
  const path = routes.embeddedTable(language, id)
  const explored: Explored = { file: exploredFile(lookup, reading), table, tables, state, path }
  const { rows, chart, map, group, groups } = await exploredAnswer(context.engine, explored)
  const view =
    rows?.kind === "mistake" ? (
      <MistakeView page={page} explored={explored} mistake={rows.mistake} />
    ) : rows?.kind === "too-slow" || rows?.kind === "busy" ? (
      <UnansweredNote page={page} rows={rows} />
    ) : state.view === "group" && group && groups ? (
      <GroupTable page={page} explored={explored} choice={group} groups={groups} />
    ) : state.view === "chart" && rows ? (
      <Chart page={page} explored={explored} choice={chart} rows={rows} />
    ) : state.view === "map" && rows ? (
      <TableMap page={page} explored={explored} choice={map} rows={rows} vocabularies={vocabularies} />
    ) : rows?.kind === "found" ? (
      <RowsTable page={page} explored={explored} found={rows.found} />
    ) : null
  reply.header("content-language", language)
  reply.header("content-security-policy", framedAnywhere(reply.getHeader("content-security-policy")))
  reply.removeHeader("cross-origin-opener-policy")
  return sendPage(
    reply,
    <EmbedView page={page} explored={explored} slug={dataset.slug}>
      {view}
    </EmbedView>,
    { status: rows ? statusOf(rows) : 200 },
  )
}

/** Everything stays forbidden but being framed: there is nothing here that a click could do. */
function framedAnywhere(policy: unknown): string {
  return String(policy ?? "frame-ancestors 'self'").replace(/frame-ancestors [^;]+/, "frame-ancestors *")
}

const [width, height] = [800, 520]

/** oEmbed 1.0: the code that shows a page of the explorer in another. */
async function oEmbed(context: WebContext, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const query = parametersOf(request.url)
  const asked = URL.parse(query.get("url") ?? "")
  const [, language = "", id = ""] =
    /^\/([a-z]{2})\/(?:datasets\/[^/]+\/explore|embed\/tables)\/([0-9a-f-]{36})$/.exec(asked?.pathname ?? "") ?? []
  const isOurs = asked !== null && asked.origin === new URL(context.baseUrl).origin && isLanguage(language)
  const lookup = isOurs ? await readableTable(context.db, id, anonymousActor) : undefined
  if (!isOurs || !isLanguage(language) || lookup?.kind !== "found") throw new NotFound("Nothing to embed there")
  if ((query.get("format") ?? "json") !== "json") return reply.code(501).send()
  const { title } = exploredFile(lookup, readingOf(context, language, { url: request.url }))
  const src = context.baseUrl + withQuery(routes.embeddedTable(language, lookup.table.id), [...asked.searchParams])
  const wide = boundedBy(query.get("maxwidth"), width)
  const high = boundedBy(query.get("maxheight"), height)
  return reply.type("application/json; charset=utf-8").send({
    ...{ version: "1.0", type: "rich", title: title.text },
    provider_name: inLanguage(context.siteName, language)?.text,
    provider_url: context.baseUrl,
    html: `<iframe src="${escaped(src)}" width="${wide}" height="${high}" title="${escaped(title.text)}" loading="lazy"></iframe>`,
    ...{ width: wide, height: high },
  })
}

function boundedBy(most: string | null, usual: number): number {
  const number = Number(most ?? usual)
  return Number.isSafeInteger(number) && number > 0 ? Math.min(number, usual) : usual
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;")
}
