import type { ComponentChildren } from "preact"
import { developerMessages } from "../../../texts/index.ts"
import { Layout } from "../../components/layout/layout.tsx"
import { CodeBlock, ScrollRegion } from "../../components/table/scroll-region.tsx"
import type { Page } from "../../page.ts"
import { routes } from "../../routes.ts"

export function DevelopersView({ page, reference }: { page: Page; reference: ComponentChildren }) {
  const words = developerMessages[page.language]
  const { baseUrl } = page.site
  const endpoints: readonly (readonly [address: string, gives: string, href?: string])[] = [
    ["/api/v1/datasets", words.search, routes.api.datasets()],
    ["/api/v1/datasets/{id}", words.dataset],
    ["/api/v1/suggest?q=", words.suggest],
    ["/api/v1/organizations", words.organizations, "/api/v1/organizations"],
    ["/api/v1/themes", words.themes, "/api/v1/themes"],
    ["/api/v1/licences", words.licences, "/api/v1/licences"],
    ["/api/v1/places", words.places, "/api/v1/places"],
    ["/api/v1/changes?after=", words.changes, "/api/v1/changes"],
    ["/api/v1/openapi.json", words.openApi, routes.api.openApi()],
    ["/api/3/action/package_search", words.ckan, "/api/3/action/package_search"],
    // A browser that asks for no form comes back here.
    ["/ogc", words.ogc, "/ogc?f=json"],
    ["/id/dataset/{id}", words.permanent],
  ]
  return (
    <Layout
      page={page}
      section="developers"
      kind="edit"
      head={{ title: words.title, description: words.lead, canonical: "/developers" }}
    >
      <div class="wrap">
        <div class="ph intro">
          <h1 class="kufi">{words.heading}</h1>
          <p class="alt-t">{words.lead}</p>
        </div>
        <section class="blk">
          <h2>{words.endpoints}</h2>
          <ScrollRegion kind="plain stacked" label={words.endpoints}>
            <table class="plain">
              <thead>
                <tr>
                  <th scope="col">{words.address}</th>
                  <th scope="col">{words.gives}</th>
                </tr>
              </thead>
              <tbody>
                {endpoints.map(([address, gives, href]) => (
                  <tr>
                    <th scope="row">
                      <code dir="ltr">{href ? <a href={href}>{address}</a> : address}</code>
                    </th>
                    <td>{gives}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </ScrollRegion>
        </section>
        <section class="blk">
          <h2>{words.examples}</h2>
          <div class="stack">
            <Example
              title={words.exampleSearch}
              code={`curl "${baseUrl}/api/v1/datasets?q=water&format=CSV&sort=-modified"`}
            />
            <Example title={words.examplePython} code={pythonExample(baseUrl)} />
            <Example title={words.exampleCkan} code={ckanExample(baseUrl)} />
          </div>
        </section>
        <section class="blk">
          <h2>{words.rules}</h2>
          <div class="rich prose">
            <ul>
              {words.ruleList.map((rule) => (
                <li>{rule}</li>
              ))}
            </ul>
          </div>
        </section>
        <div class="reference">{reference}</div>
      </div>
    </Layout>
  )
}

function Example({ title, code }: { title: string; code: string }) {
  return (
    <figure>
      <figcaption>
        <h3>{title}</h3>
      </figcaption>
      <CodeBlock>{code}</CodeBlock>
    </figure>
  )
}

function pythonExample(baseUrl: string): string {
  return `import requests

address, query = "${baseUrl}/api/v1/datasets", {"q": "water", "limit": 100}
while True:
    page = requests.get(address, params=query).json()
    for dataset in page["items"]:
        print(dataset["title"].get("ar") or dataset["title"].get("fr"))
    if not page.get("next"):
        break
    query["cursor"] = page["next"]`
}

function ckanExample(baseUrl: string): string {
  return `from ckanapi import RemoteCKAN

portal = RemoteCKAN("${baseUrl}")
found = portal.action.package_search(q="water", rows=10)
print(found["count"])`
}
