// Usage: node --import tsx scripts/api-page.ts — rewrites docs/reference/api.md from the definitions.
import { writeFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { type ApiReference, apiReferenceModel } from "../src/api/index.ts"

export const apiReferencePage = fileURLToPath(new URL("../docs/reference/api.md", import.meta.url))

const introduction = `# Interfaces for programs

<!-- Written by scripts/api-page.ts; a test keeps it current. -->

Everything public can be read without a key, from any page of the web (CORS). The same reference in Arabic, French and
English stands on the portal under \`/ar/developers\`, \`/fr/developers\` and \`/en/developers\`.

## REST v1

- Texts are maps from language tag to text: \`{"ar": "…", "fr": "…"}\`. A field without a value is \`null\`.
- Facet parameters may be repeated: OR within a parameter, AND between parameters. Unknown parameters are refused.
- Lists page by \`cursor\`: take \`next\` of an answer (or its \`Link\` header) until it is null. To read everything use
  \`sort=id\`: what was there all the time is met exactly once, whatever is added or withdrawn meanwhile.
- To keep a copy current, follow \`/api/v1/changes\`: keep \`next\` and come back with \`after\`. \`gone: true\` means remove it.
  410 \`changes-start-again\` means that the database was restored: read from the beginning.
- A withdrawn dataset, series or service answers 410 with the reason, a former slug 308 to the present one.
- Errors are problem+json with a stable \`code\`: see [errors](errors.md). Answers carry an \`ETag\`.
- Writes want a token: \`Authorization: Bearer …\`, made on the page of one's account with its scopes (\`read\`, \`write\`,
  \`publish\`, \`administer\`) and its end. A write has the rights of its owner, as far as the scopes go.
- What is changed is a merge patch: what is absent stays, \`null\` removes, languages of a text are merged, lists are sent
  whole. \`If-Match\` with the \`ETag\` that was read refuses with 412 when somebody wrote meanwhile.
- A POST with an \`Idempotency-Key\` of one's own is done once, and answered the same for 24 hours. Work on many datasets
  takes none: asked again, it does what is left.
- Tables: \`/api/v1/tables/ID\`, by the id of a table or of its distribution: see [ask a table](../how-to/query-tables.md).
- Files arrive by the resumable protocol tus 1.0 at \`/api/v1/uploads\`; a finished upload is named by its id.
- No answer tells a secret. Passwords, second factors, sessions and tokens are made, changed and withdrawn on the pages of
  one's account alone, and the link of an invitation stands in its mail alone.
- A client may make 600 requests at once and 100 per second after that; then it gets 429 with \`Retry-After\`.
`

const ckan = `## CKAN Action API

For clients and harvesters made for CKAN 2.11, reading and writing, under \`/api/3/action/NAME\` and \`/api/action/NAME\`, by GET or
POST (JSON or forms). Datasets are packages, distributions resources, themes groups, keywords tags. It differs from CKAN
where CKAN surprises: each \`fq\` is read on its own, and OR binds tighter than juxtaposition, so
\`organization:a OR organization:b res_format:CSV\` means (a or b) and CSV; \`organization_list\` gives up to 1000 whole
organisations, not 25. The DataStore is the first table of a distribution (\`datastore_active\`), whole as a file at
\`/datastore/dump/ID?format=csv|tsv|json|xml\`.
`

export function apiReferenceMarkdown(model: ApiReference): string {
  const groups = model.groups.filter(({ endpoints }) => endpoints.length > 0).map(groupSection)
  const actions = model.actions.map(({ name, help }) => `| \`${name}\` | ${escaped(help)} |`)
  const table = ["| action | what it does |", "|---|---|", ...actions].join("\n")
  return `${[introduction, ...groups, `The description for machines: \`${model.openApi}\` (OpenAPI 3.1).\n`, ckan, table].join("\n")}\n`
}

function groupSection({ title, endpoints }: ApiReference["groups"][number]): string {
  return `### ${title}\n\n${endpoints.map(endpointSection).join("\n")}`
}

function endpointSection({
  method,
  address,
  summary,
  isPrivate,
  parameters,
  fields,
  examples,
  errors,
}: ApiReference["groups"][number]["endpoints"][number]) {
  const rows = parameters.map(({ name, type, otherwise, repeatable, description }) => {
    const kind = [type, repeatable ? "repeatable" : "", otherwise ? `default ${otherwise}` : ""]
      .filter(Boolean)
      .join(", ")
    return `| \`${name}\` | ${escaped(kind)} | ${escaped(description)} |`
  })
  const table = rows.length > 0 ? `\n\n| parameter | values | meaning |\n|---|---|---|\n${rows.join("\n")}` : ""
  const refusals = errors.length > 0 ? `\n\nErrors of its own: ${errors.map((code) => `\`${code}\``).join(", ")}.` : ""
  const token = isPrivate ? " Wants a token." : ""
  const sent = fields.length > 0 ? `\n\nSends: ${fields.map((name) => `\`${name}\``).join(", ")}.` : ""
  const shown = examples.map((one) => `\n\nExample (${one.title}): ${exampleShown(method, one)}`).join("")
  return `#### \`${method} ${address}\`\n\n${summary}.${token}${table}${sent}${refusals}${shown}\n`
}

function exampleShown(
  method: string,
  { address, body }: { readonly address: string; readonly body?: unknown },
): string {
  const sent = body === undefined ? "" : ` with\n\n\`\`\`json\n${JSON.stringify(body, null, 2)}\n\`\`\``
  return `\`${method === "GET" ? "" : `${method} `}${address}\`${sent}`
}

function escaped(text: string): string {
  return text.replaceAll("|", "\\|")
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(apiReferencePage, apiReferenceMarkdown(apiReferenceModel("en")))
}
