import type { StoredRun, StoredSource } from "../../../../harvest/index.ts"
import { adminMessages, runMessages } from "../../../../texts/index.ts"
import { CheckField } from "../../../components/form/field.tsx"
import { Form, PostButton } from "../../../components/form/form.tsx"
import { Icon } from "../../../components/icon/icon.tsx"
import { Notice } from "../../../components/notice/notice.tsx"
import { safeUrl } from "../../../models/safe-url.ts"
import type { OfficePage } from "../../office-route.ts"

interface Options {
  readonly page: OfficePage
  readonly source: StoredSource
  readonly run: StoredRun
  readonly here: string
  readonly sourceHref: string
  /** It was confirmed without the mark that one has looked. */
  readonly isUnsure: boolean
}

/** What a run that waits has found. */
export function waitsTitle(page: OfficePage, run: StoredRun): string {
  const words = runMessages[page.language]
  const { disappearing, known } = extentOf(run)
  return words.waitsTitle[doubtOf(run)](words.records(disappearing), page.format.number(known))
}

function doubtOf({ reason }: StoredRun) {
  return reason?.code === "files-disappear" ? "files-disappear" : "mass-disappearance"
}

/** A run that waits: what would go, what to look at, what each answer does. */
export function Decision({ page, source, run, here, sourceHref, isUnsure }: Options) {
  const words = runMessages[page.language]
  const code = doubtOf(run)
  const { disappearing } = extentOf(run)
  const url = safeUrl(source.url)
  return (
    <Notice tone="warm" icon="triangle-alert">
      <b>{waitsTitle(page, run)}</b>
      <p class="small">{words.waitsNow}</p>
      <ol class="run-ways">
        <li>
          <b>{words.lookFirst}</b>
          <p class="small">{words.lookFirstText}</p>
          {url && (
            <a class="btn sm alt" href={url} rel="noopener">
              <Icon name="external-link" />
              {words.openSource}
            </a>
          )}
        </li>
        <li>
          <b>{words.ifFault}</b>
          <p class="small">{words.ifFaultText}</p>
          <PostButton page={page} action={sourceHref} fields={{ act: "run" }} kind="btn sm">
            {adminMessages[page.language].tryAgain}
          </PostButton>
        </li>
        <li>
          <b>{words.ifGone}</b>
          <p class="small">{words.ifGoneText[code]}</p>
          <Form page={page} action={here}>
            <CheckField name="sure" label={words.sure[code]} {...(isUnsure ? { problem: words.sureMissing } : {})} />
            <button type="submit" class="btn sm bad">
              {words.confirm[code](words.records(disappearing))}
            </button>
          </Form>
        </li>
      </ol>
    </Notice>
  )
}

function extentOf({ reason, planned }: StoredRun): { disappearing: number; known: number } {
  const { disappearing, known } = reason?.detail ?? {}
  const gone = typeof disappearing === "number" ? disappearing : (planned.withdrawn ?? 0)
  return { disappearing: gone, known: typeof known === "number" ? known : gone }
}
