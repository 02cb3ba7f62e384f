import { serviceMessages } from "../../../texts/index.ts"
import { Icon } from "../../components/icon/icon.tsx"
import { Localised } from "../../components/localised/localised.tsx"
import type { Page } from "../../page.ts"
import type { ServiceLine } from "./dataset-model.ts"

/** The data services that give access to the dataset, each with its page, its address and its documentation. */
export function ServedBy({ page, services }: { page: Page; services: readonly ServiceLine[] }) {
  const words = serviceMessages[page.language]
  if (services.length === 0) return null
  return (
    <section class="blk" id="services">
      <h2>{words.servedBy}</h2>
      {services.map(({ href, name, endpointUrl, documentationUrl }) => (
        <article class="file">
          <span class="ext" aria-hidden="true">
            API
          </span>
          <div>
            <h3>
              <a href={href}>
                <Localised page={page} text={name} named />
              </a>
            </h3>
            {endpointUrl && (
              <p class="tiny faint facts-line">
                <code class="wrap-any" dir="ltr">
                  {endpointUrl}
                </code>
              </p>
            )}
          </div>
          <div class="act">
            {documentationUrl && (
              <a class="btn sm alt" href={documentationUrl} rel="noopener">
                <Icon name="external-link" class="flip" />
                {words.documentation}
                <span class="sr">
                  {" "}
                  <Localised page={page} text={name} />
                </span>
              </a>
            )}
          </div>
        </article>
      ))}
      <p class="small muted">{words.servedByNote}</p>
    </section>
  )
}
