import type { ShownText } from "../../../texts/index.ts"
import { richHtml } from "../../models/rich-html.ts"
import type { Page } from "../../page.ts"
import { LanguageMark, runAttributes } from "../localised/localised.tsx"

/** A long text as its author wrote it, made safe; one in another language stands in its own direction and says so. */
export function RichText({ page, text }: { page: Page; text: ShownText }) {
  return (
    <>
      {text.foreign && (
        <p class="small">
          <LanguageMark page={page} text={text} />
        </p>
      )}
      <div
        class={text.foreign ? "prose rich foreign" : "prose rich"}
        {...runAttributes(text)}
        dangerouslySetInnerHTML={{ __html: richHtml(text.text) }}
      />
    </>
  )
}
