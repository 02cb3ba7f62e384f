import { countMessages, datasetMessages, explorerMessages, linkMessages } from "../../../texts/index.ts"
import { Icon } from "../../components/icon/icon.tsx"
import { LanguageMark, Localised } from "../../components/localised/localised.tsx"
import { Status } from "../../components/status/status.tsx"
import { linkProblem } from "../../models/link-words.ts"
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
        {file.explored && (
          <a class="btn sm" href={file.explored.href}>
            <Icon name="table" />
            {explorerMessages[page.language].explore}
            {spoken}
          </a>
        )}
        {file.previewHref && (
          <a class="btn sm alt" href={file.previewHref} rel="nofollow">
            <Icon name="table" />
            {words.show}
            {spoken}
          </a>
        )}
        {file.downloadUrl && (
          <a class={file.explored ? "btn sm alt" : "btn sm"} href={file.downloadUrl} rel="noopener">
            <Icon name="download" />
            {words.download}
            {spoken}
          </a>
        )}
        {file.copy && (
          <a class="btn sm" href={file.copy.href} rel="nofollow">
            <Icon name="download" />
            {linkMessages[page.language].copy(page.format.date(file.copy.takenAt))}
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
  const { size, modified, licence, explored } = file
  const shownSize = size && page.format.size(size.bytes)
  return (
    <>
      {explored && (
        <span>
          {page.format.list([
            explorerMessages[page.language].rows(explored.rows),
            countMessages[page.language].columns(explored.columns),
          ])}
          {explored.tables > 1 && ` (${explorerMessages[page.language].tables(explored.tables)})`}
        </span>
      )}
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
  const words = linkMessages[page.language]
  if (link.kind === "unchecked") return <Status tone="plain">{words.unchecked}</Status>
  const { kind, problem, since, format } = link
  const said = [
    ...(format ? [words.otherFormat(format)] : kind === "ok" ? [words.ok] : [words[kind], linkProblem(page, problem)]),
    ...(since ? [words.since(page.format.date(since))] : []),
    words.checkedAt(page.format.ago(link.checkedAt, page.now)),
  ]
  return <Status tone={tones[kind]}>{said.join(page.language === "ar" ? "، " : ", ")}</Status>
}

const tones = { ok: "ok", failing: "late", unsure: "plain", broken: "bad", suspicious: "late" } as const
