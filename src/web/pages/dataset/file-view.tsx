import { datasetMessages } from "../../../texts/index.ts"
import { Icon } from "../../components/icon/icon.tsx"
import { LanguageMark, Localised } from "../../components/localised/localised.tsx"
import { Status } from "../../components/status/status.tsx"
import type { Page } from "../../page.ts"
import type { FileLine } from "./file-model.ts"
import type { LinkState } from "./link-state.ts"

/** What it contains before its format; look, then download. */
export function File({ page, file }: { page: Page; file: FileLine }) {
  const words = datasetMessages[page.language]
  const name = file.title ? (
    <Localised page={page} text={file.title} />
  ) : (
    words.untitledFile(page.format.number(file.position))
  )
  const spoken = (
    <span class="sr">
      {" "}
      {name} {file.format}
    </span>
  )
  return (
    <article class="file" id={`file-${file.id}`}>
      <span class={file.format && file.format.length > 5 ? "ext long" : "ext"} aria-hidden="true">
        {file.format?.slice(0, 9) ?? "?"}
      </span>
      <div>
        <h3>
          {name} <span class="sr">{file.format ?? words.unknownFormat}</span>
          {file.title && <LanguageMark page={page} text={file.title} />}
        </h3>
        {file.description && (
          <p class="small muted">
            <Localised page={page} text={file.description} />
          </p>
        )}
        <p class="tiny faint facts-line">
          <FileFacts page={page} file={file} />
        </p>
      </div>
      <div class="act">
        {file.previewHref && (
          <a class="btn sm alt" href={file.previewHref} rel="nofollow">
            <Icon name="table" />
            {words.show}
            {spoken}
          </a>
        )}
        {file.downloadUrl && (
          <a class="btn sm" href={file.downloadUrl} rel="noopener">
            <Icon name="download" />
            {words.download}
            {spoken}
          </a>
        )}
        {file.accessUrl && (
          <a class="btn sm alt" href={file.accessUrl} rel="noopener">
            <Icon name="external-link" class="flip" />
            {words.open}
            {spoken}
          </a>
        )}
      </div>
    </article>
  )
}

function FileFacts({ page, file }: { page: Page; file: FileLine }) {
  const words = datasetMessages[page.language]
  const { size, modified, licence } = file
  const shownSize = size && page.format.size(size.bytes)
  return (
    <>
      {shownSize && <span>{size.measured ? shownSize : words.declaredSize(shownSize)}</span>}
      {modified && (
        <span>
          <time dateTime={modified}>{words.fileUpdated(page.format.date(modified))}</time>
        </span>
      )}
      {licence && (
        <span>
          <Localised page={page} text={licence} />
        </span>
      )}
      <Link page={page} link={file.link} />
    </>
  )
}

function Link({ page, link }: { page: Page; link: LinkState }) {
  const words = datasetMessages[page.language].link
  if (link.kind === "unchecked") return <Status tone="plain">{words.unchecked}</Status>
  const checked = words.checkedAt(page.format.ago(link.checkedAt, page.now))
  const comma = page.language === "ar" ? "، " : ", "
  if (link.kind === "ok") return <Status tone="ok">{words.ok + comma + checked}</Status>
  return (
    <Status tone="bad">
      {words.broken}
      {comma}
      {problemWords(page, link.problem)}
      {comma}
      {checked}
    </Status>
  )
}

function problemWords(page: Page, problem: string | number): string {
  const words = datasetMessages[page.language]
  if (typeof problem === "number") return problem > 0 ? words.link.status(String(problem)) : words.linkProblems.other!
  return words.linkProblems[problem] ?? words.linkProblems.other!
}
