/**
 * Files dropped or chosen in the form of a dataset go up by themselves, one after another, and go on where they broke off.
 * What has arrived is handed to the form (`arrived`), which saves it. Without this script the form brings them itself.
 */
import { formWords } from "./support/form-words.ts"
import { endUpload, tusUpload, UploadRefused } from "./support/tus-upload.ts"

interface Waiting {
  readonly file: File
  /** Id of the file it replaces. */
  readonly replaces: string
  readonly line: Line
}

interface Line {
  readonly show: (text: string, sent?: number) => void
  readonly remove: () => void
}

const form = document.querySelector<HTMLFormElement>("form[data-autosave]")
const drop = form?.querySelector<HTMLElement>("[data-drop]")
const list = form?.querySelector<HTMLElement>("[data-uploads]")
const words = formWords()
const queue: Waiting[] = []
let current: { readonly waiting: Waiting; stop: AbortController } | undefined

if (form && drop && list) attach(form, drop)

function attach(form: HTMLFormElement, drop: HTMLElement): void {
  form.addEventListener("change", (event) => {
    const input = event.target
    if (!(input instanceof HTMLInputElement) || input.type !== "file") return
    take([...(input.files ?? [])], input.dataset.replace ?? "")
    input.value = ""
  })
  for (const name of ["dragenter", "dragover"]) {
    drop.addEventListener(name, (event) => {
      event.preventDefault()
      drop.classList.add("over")
    })
  }
  for (const name of ["dragleave", "drop"]) drop.addEventListener(name, () => drop.classList.remove("over"))
  drop.addEventListener("drop", (event) => {
    event.preventDefault()
    take([...(event.dataTransfer?.files ?? [])], "")
  })
  for (const button of form.querySelectorAll<HTMLElement>("[data-plain]")) button.hidden = true
  addEventListener("beforeunload", (event) => {
    if (current) event.preventDefault()
  })
}

function take(files: readonly File[], replaces: string): void {
  const most = Number(drop?.dataset.most ?? 0)
  for (const file of files) {
    const waiting: Waiting = {
      file,
      replaces,
      line: lineFor(
        file,
        () => cancel(waiting),
        () => toggle(waiting),
      ),
    }
    if (most > 0 && file.size > most) waiting.line.show(words.tooLarge ?? "")
    else {
      waiting.line.show(words.waiting ?? "")
      queue.push(waiting)
    }
  }
  void next()
}

async function next(): Promise<void> {
  if (current) return
  const waiting = queue.shift()
  if (!waiting) return
  const { file, line, replaces } = waiting
  current = { waiting, stop: new AbortController() }
  try {
    const id = await tusUpload(file, {
      csrf: form?.querySelector<HTMLInputElement>("[name=csrf]")?.value ?? "",
      signal: current.stop.signal,
      events: {
        progress: (sent) => line.show((words.progress ?? "#").replace("#", percent(sent, file.size)), sent),
        retrying: () => line.show(words.retrying ?? ""),
      },
    })
    line.show(words.done ?? "", file.size)
    setTimeout(line.remove, 2000)
    form?.dispatchEvent(new CustomEvent("arrived", { detail: { id, replaces } }))
  } catch (error) {
    const tooLarge = error instanceof UploadRefused && error.status === 413
    line.show((error instanceof UploadRefused ? (tooLarge ? words.tooLarge : words.failed) : words.paused) ?? "")
  }
  current = undefined
  void next()
}

function percent(sent: number, size: number): string {
  return `${size > 0 ? Math.floor((sent / size) * 100) : 100}\u202f%`
}

function cancel(waiting: Waiting): void {
  const at = queue.indexOf(waiting)
  if (at >= 0) queue.splice(at, 1)
  if (current?.waiting === waiting) current.stop.abort()
  waiting.line.remove()
  void endUpload(waiting.file, form?.querySelector<HTMLInputElement>("[name=csrf]")?.value ?? "").catch(() => {})
}

/** Stopped where it is, or put in the line again. */
function toggle(waiting: Waiting): void {
  if (current?.waiting === waiting) {
    current.stop.abort()
    return
  }
  if (!queue.includes(waiting)) queue.push(waiting)
  waiting.line.show(words.waiting ?? "")
  void next()
}

function lineFor(file: File, onCancel: () => void, onToggle: () => void): Line {
  const item = document.createElement("li")
  const name = document.createElement("bdi")
  name.textContent = file.name
  const state = document.createElement("span")
  state.className = "small muted"
  const bar = document.createElement("progress")
  bar.max = Math.max(1, file.size)
  bar.value = 0
  bar.setAttribute("aria-label", file.name)
  const text = document.createElement("div")
  text.append(name, " · ", state)
  const acts = document.createElement("div")
  acts.className = "row"
  acts.append(
    button(`${words.pause} / ${words.resume}`, file.name, onToggle),
    button(words.cancel ?? "", file.name, onCancel),
  )
  item.append(text, acts, bar)
  list?.append(item)
  return {
    show: (said, sent) => {
      if (state.textContent !== said) state.textContent = said
      if (sent !== undefined) bar.value = sent
    },
    remove: () => item.remove(),
  }
}

function button(label: string, of: string, act: () => void): HTMLButtonElement {
  const made = document.createElement("button")
  made.type = "button"
  made.className = "btn sm alt"
  made.textContent = label
  made.setAttribute("aria-label", `${label}: ${of}`)
  made.addEventListener("click", act)
  return made
}
