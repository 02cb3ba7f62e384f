import type { Why } from "../../../search/index.ts"
import { searchMessages } from "../../../texts/index.ts"
import { FreshnessStatus } from "../../components/freshness/freshness.tsx"
import { Formats } from "../../components/hit/formats.tsx"
import { Highlighted } from "../../components/hit/highlight.tsx"
import { LanguageMark, Localised, runAttributes } from "../../components/localised/localised.tsx"
import type { Page } from "../../page.ts"
import type { HitLine } from "./search-model.ts"

/** One result: title, publisher, a sentence, why it was found; beside it freshness, formats, licence, source. */
export function Hit({ page, hit }: { page: Page; hit: HitLine }) {
  const words = searchMessages[page.language]
  const sought = hit.why.map(({ word }) => word)
  return (
    <article class="hit">
      <div>
        <h2>
          <a href={hit.href} {...(hit.title.foreign ? runAttributes(hit.title) : {})}>
            <Highlighted text={hit.title.text} words={sought} />
          </a>
          <LanguageMark page={page} text={hit.title} />
        </h2>
        <p class="pub">
          <Localised page={page} text={hit.publisher} />
        </p>
        {hit.description && (
          <p class="ab" {...(hit.description.foreign ? runAttributes(hit.description) : {})}>
            {hit.description.text}
          </p>
        )}
        {hit.why.length > 0 && (
          <p class="why">
            {words.why} <Reasons page={page} hit={hit} />
          </p>
        )}
      </div>
      <dl class="facts">
        <div>
          <dt class="sr">{words.freshness}</dt>
          <dd>
            <FreshnessStatus page={page} freshness={hit.freshness} rhythm={hit.rhythm} />
            {hit.modified && (
              <>
                <br />
                <time class="faint" dateTime={hit.modified}>
                  {page.format.date(hit.modified)}
                </time>
              </>
            )}
          </dd>
        </div>
        <div>
          <dt class="sr">{words.formats}</dt>
          <dd>
            {hit.formats.length > 0 ? <Formats formats={hit.formats} /> : <span class="faint">{words.noFormat}</span>}
          </dd>
        </div>
        {hit.licence && (
          <div>
            <dt class="sr">{words.licence}</dt>
            <dd>
              <Localised page={page} text={hit.licence} />
            </dd>
          </div>
        )}
        {hit.source && (
          <div>
            <dt>{words.source}</dt>
            <dd>
              <Localised page={page} text={hit.source} />
            </dd>
          </div>
        )}
      </dl>
    </article>
  )
}

/** Words met in the same way in the same place are told together. */
function Reasons({ page, hit }: { page: Page; hit: HitLine }) {
  const words = searchMessages[page.language]
  const together = new Map<
    string,
    { readonly field: Why["field"]; readonly kind: Why["kind"]; readonly words: string[] }
  >()
  for (const { word, field, kind } of hit.why) {
    const key = `${field} ${kind}`
    const known = together.get(key)
    if (known) known.words.push(word)
    else together.set(key, { field, kind, words: [word] })
  }
  const sentences = [...together.values()].map(({ field, kind, words: met }) => {
    const how = words.whyKinds[kind]
    return words.whyWord(page.format.list(met.map(words.quoted)), words.fields[field]) + (how ? ` (${how})` : "")
  })
  return <>{sentences.join(page.language === "ar" ? "؛ " : "; ")}</>
}
