import type { EditorialPage } from "../../../editorial/index.ts"
import { inLanguage, pageTextToHtml, type ShownText } from "../../../texts/index.ts"
import { Layout } from "../../components/layout/layout.tsx"
import { LanguageMark, Localised, runAttributes } from "../../components/localised/localised.tsx"
import type { Page } from "../../page.ts"
import { pageAddress } from "./page-address.ts"

/** A page of the portal itself as an administrator wrote it; another language than the reader's says so. */
export function WrittenPage({ page, written }: { page: Page; written: EditorialPage }) {
  const { language } = page
  const title = inLanguage(written.shown?.title, language)
  const body = inLanguage(written.shown?.body, language)
  const canonical = pageAddress(language, written.slug).slice(language.length + 1)
  return (
    <Layout page={page} section="about" kind="edit" head={{ title: title?.text ?? written.slug, canonical }}>
      <div class="wrap">
        <div class="ph intro prose">
          <h1 class="kufi">{title && <Localised page={page} text={title} named />}</h1>
        </div>
        {body && <Body page={page} body={body} />}
      </div>
    </Layout>
  )
}

function Body({ page, body }: { page: Page; body: ShownText }) {
  return (
    <>
      {body.foreign && (
        <p class="small">
          <LanguageMark page={page} text={body} />
        </p>
      )}
      <div
        class="prose rich written"
        {...runAttributes(body)}
        dangerouslySetInnerHTML={{ __html: pageTextToHtml(body.text) }}
      />
    </>
  )
}
