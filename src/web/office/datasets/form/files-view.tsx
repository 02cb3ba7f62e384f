import { datasetFormMessages } from "../../../../texts/index.ts"
import { formats } from "../../../../vocabulary/index.ts"
import { fieldId, problemAt } from "../../../components/form/field.tsx"
import { LanguagePair } from "../../../components/language-pair/language-pair.tsx"
import { LiveHint } from "../../../components/live-hint/live-hint.tsx"
import { Status } from "../../../components/status/status.tsx"
import { linkProblem } from "../../../models/link-words.ts"
import type { FileLine, FormModel } from "./form-model.ts"
import { formLanguages } from "./form-values.ts"

/** The files of the dataset, then the ways to add one: dropped, chosen, linked. */
export function FilesSection({ model }: { model: FormModel }) {
  const { page, files, typed, hints, mostBytes } = model
  const words = datasetFormMessages[page.language]
  return (
    <>
      <ol class="own-files" data-files>
        {files.map((file, at) => (
          <FileItem model={model} file={file} at={at} />
        ))}
      </ol>
      {files.length === 0 && (
        <p class="muted" data-no-files>
          {words.noFiles}
        </p>
      )}
      <div class="drop" data-drop data-most={mostBytes}>
        <label for={fieldId("upload")} class="lbl">
          {words.drop}
        </label>
        <p class="hint">{words.dropHint(page.format.size(mostBytes))}</p>
        <p class="row center">
          <input type="file" name="upload" id={fieldId("upload")} multiple />
          <button type="submit" name="act" value="upload" class="btn sm alt" data-plain>
            {words.upload}
          </button>
        </p>
        <ul class="uploads" data-uploads aria-live="polite" />
      </div>
      <div class="f adding link">
        <label for={fieldId("addLink")}>{words.link}</label>
        <input
          class="inp"
          type="url"
          dir="ltr"
          id={fieldId("addLink")}
          name="addLink"
          value={typed.link}
          aria-describedby={`${fieldId("addLink")}-hint`}
          data-quiet
        />
        <button type="submit" class="btn sm alt" name="act" value="add-link">
          {words.addLink}
        </button>
        <p class="hint" id={`${fieldId("addLink")}-hint`}>
          {words.linkHint}
        </p>
        <LiveHint name="addLink" hint={hints.get("addLink")} />
      </div>
    </>
  )
}

interface FileOptions {
  readonly model: FormModel
  readonly file: FileLine
  readonly at: number
}

/** One file: what it is and what was found, then its texts, folded. */
export function FileItem({ model, file, at }: FileOptions) {
  const { page, refusal, hints } = model
  const words = datasetFormMessages[page.language]
  const field = fieldOf(file)
  const name = nameOf(model, file, at)
  return (
    <li class="own-file" id={fieldId(`file-${file.id}`)} data-file={file.id}>
      <input type="hidden" name="file" value={file.id} />
      <input type="hidden" name={field("stored")} value={file.storedId} />
      <input type="hidden" name={field("storedName")} value={file.storedName} />
      <div class="row spread">
        <div>
          <h3>
            <bdi>{name}</bdi> {file.format && <span class="fmt">{file.format}</span>}
          </h3>
          <p class="small muted" data-state>
            <FileState model={model} file={file} />
          </p>
        </div>
        <FileActs model={model} file={file} at={at} />
      </div>
      <details open={Boolean(refusal?.problems.some((one) => one.field.startsWith(field(""))))}>
        <summary>
          {words.details}
          <span class="sr"> {name}</span>
        </summary>
        <FileTexts model={model} file={file} />
        <FileAddresses model={model} file={file} />
        <FileReplacement model={model} file={file} at={at} />
      </details>
      <LiveHint name={field("downloadUrl")} hint={hints.get(field("downloadUrl"))} />
    </li>
  )
}

function fieldOf({ id }: FileLine): (name: string) => string {
  return (name) => `file.${id}.${name}`
}

function FileActs({ model, file, at }: FileOptions) {
  const words = datasetFormMessages[model.page.language]
  const act = (name: string, label: string, kind = "alt") => (
    <button type="submit" class={`btn sm ${kind}`} name="act" value={`file-${name}:${file.id}`}>
      {label}
      <span class="sr"> {nameOf(model, file, at)}</span>
    </button>
  )
  return (
    <div class="row acts">
      {at > 0 && act("up", words.up)}
      {at < model.files.length - 1 && act("down", words.down)}
      {act("remove", words.remove, "bad")}
    </div>
  )
}

function FileTexts({ model: { page, refusal }, file }: Omit<FileOptions, "at">) {
  const words = datasetFormMessages[page.language]
  const field = fieldOf(file)
  const text = (name: "title" | "description", label: string, rows?: number) => (
    <LanguagePair
      page={page}
      name={field(name)}
      label={label}
      value={file[name]}
      tags={formLanguages(page.language, file[name])}
      refusal={refusal}
      {...(rows ? { rows } : {})}
    />
  )
  return (
    <>
      {text("title", words.fileTitle)}
      {text("description", words.fileDescription, 2)}
      <div class="pair">
        <p class="f">
          <label for={fieldId(field("format"))}>{words.fileFormat}</label>
          <select id={fieldId(field("format"))} name={field("format")}>
            <option value="">{words.notChosen}</option>
            {formatChoices(file.format).map((code) => (
              <option value={code} selected={code === file.format}>
                {code}
              </option>
            ))}
          </select>
        </p>
        <label class="choice">
          <input type="checkbox" name={field("documentation")} value="yes" checked={file.documentation} />
          <span>
            {words.documentation}
            <span class="hint">{words.documentationHint}</span>
          </span>
        </label>
      </div>
      {file.licence && <input type="hidden" name={field("licence")} value={file.licence} />}
    </>
  )
}

/** A file of our own has the address of its distribution. */
function FileAddresses({ model, file }: Omit<FileOptions, "at">) {
  const words = datasetFormMessages[model.page.language]
  const field = fieldOf(file)
  if (file.storedId) {
    return (
      <>
        <input type="hidden" name={field("downloadUrl")} value={file.downloadUrl} />
        <input type="hidden" name={field("accessUrl")} value={file.accessUrl} />
      </>
    )
  }
  return (
    <>
      <Address model={model} name={field("downloadUrl")} label={words.fileUrl} value={file.downloadUrl} />
      <Address model={model} name={field("accessUrl")} label={words.fileAccessUrl} value={file.accessUrl} />
    </>
  )
}

function FileReplacement({ model, file, at }: FileOptions) {
  const words = datasetFormMessages[model.page.language]
  const id = fieldId(`replace.${file.id}`)
  const spoken = <span class="sr"> {nameOf(model, file, at)}</span>
  return (
    <p class="f">
      <label for={id}>
        {words.replaceFile}
        {spoken}
      </label>
      <span class="row">
        <input type="file" name={`replace.${file.id}`} id={id} data-replace={file.id} />
        <button type="submit" class="btn sm alt" name="act" value="upload" data-plain>
          {words.replace}
          {spoken}
        </button>
      </span>
    </p>
  )
}

function Address({ model, name, label, value }: { model: FormModel; name: string; label: string; value: string }) {
  const id = fieldId(name)
  const problem = problemAt(model.refusal, name)
  return (
    <p class={problem ? "f err" : "f"}>
      <label for={id}>{label}</label>
      {problem && (
        <span class="msg" id={`${id}-problem`}>
          {problem}
        </span>
      )}
      <input
        id={id}
        name={name}
        type="url"
        dir="ltr"
        value={value}
        {...(problem ? { "aria-invalid": "true" as const, "aria-describedby": `${id}-problem` } : {})}
      />
    </p>
  )
}

/** Size, and what the look inside or at the link has told so far. */
export function FileState({ model, file }: { model: FormModel; file: FileLine }) {
  const { page } = model
  const words = datasetFormMessages[page.language]
  const href = file.storedId
    ? `/files/stored/${file.storedId}`
    : /^https?:\/\//i.test(file.downloadUrl)
      ? file.downloadUrl
      : undefined
  return (
    <>
      {href && (
        <a href={href} rel="noopener">
          <bdi dir={file.storedName ? "auto" : "ltr"}>{file.storedName || shortened(file.downloadUrl)}</bdi>
        </a>
      )}
      {file.byteSize !== undefined && <> · {page.format.size(file.byteSize)}</>}
      {file.stored && !file.stored.inspectedAt && <span data-pending> · {words.reading}</span>}
      {file.link && (
        <>
          {" · "}
          {file.link.answers ? (
            <Status tone="ok">{words.linkAnswers}</Status>
          ) : (
            <Status tone="bad">{words.linkFails(linkProblem(page, file.link.problem))}</Status>
          )}
        </>
      )}
    </>
  )
}

export function nameOf({ page }: FormModel, file: FileLine, at: number): string {
  const title = file.title[page.language] ?? Object.values(file.title)[0]
  const number = datasetFormMessages[page.language].fileNumber(page.format.number(at + 1))
  return title || file.storedName || shortened(file.downloadUrl) || number
}

function shortened(url: string): string {
  const name = url.split(/[?#]/)[0]?.split("/").filter(Boolean).at(-1) ?? ""
  return name.length > 60 ? `${name.slice(0, 57)}…` : name
}

const codes = formats.map(({ code }) => code).sort()

function formatChoices(chosen: string): readonly string[] {
  return chosen === "" || codes.includes(chosen) ? codes : [chosen, ...codes]
}
