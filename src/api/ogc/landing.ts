import type { FastifyReply } from "fastify"
import { inLanguage } from "../../texts/index.ts"
import { type Asked, sendAs } from "./asked.ts"
import { mediaTypes, selfAndPage } from "./links.ts"
import { apiDescription, resourceTexts } from "./texts.ts"

const features = "http://www.opengis.net/spec/ogcapi-features"
const conformance = [
  `${features}-1/1.0/conf/core`,
  `${features}-1/1.0/conf/oas30`,
  `${features}-1/1.0/conf/geojson`,
  `${features}-3/1.0/conf/queryables`,
  `${features}-3/1.0/conf/queryables-query-parameters`,
]

/** 17-069r4 §7.2. */
export function showLanding(asked: Asked): FastifyReply {
  const { deps, language, href } = asked
  const link = (rel: string, path: string, resource: keyof typeof resourceTexts, type: string = mediaTypes.json) => ({
    ...{ href: href(path), rel, type, title: resourceTexts[resource][language] },
  })
  return sendAs(asked, mediaTypes.json, {
    title: inLanguage(deps.siteName, language)?.text,
    description: apiDescription[language],
    links: [
      ...selfAndPage(asked),
      link("service-desc", "/api", "api", mediaTypes.openApi),
      {
        href: `${deps.baseUrl}/${language}/developers`,
        rel: "service-doc",
        type: mediaTypes.html,
        title: resourceTexts.documentation[language],
      },
      link("conformance", "/conformance", "conformance"),
      link("data", "/collections", "collections"),
    ],
  })
}

export function showConformance(asked: Asked): FastifyReply {
  return sendAs(asked, mediaTypes.json, { links: selfAndPage(asked), conformsTo: conformance })
}
