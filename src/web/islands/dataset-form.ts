/**
 * The form of a dataset saves itself: some seconds after the last key, and on leaving. What could not be sent stays in the
 * page and is tried again; what the server says of it (hints, points, suggestions) is shown where it belongs.
 */
import { attachBoxMap } from "./support/box-map.ts"
import { formWords } from "./support/form-words.ts"
import { type SavedAnswer, showAnswer } from "./support/saved-answer.ts"

const quietMs = 3000
const pollMs = 2000
const firstRetryMs = 4000
const longestRetryMs = 60_000
/** What a browser sends while its page closes. */
const mostOnLeaving = 60_000

type Arrived = readonly { readonly id: string; readonly replaces: string }[]

interface Refused {
  readonly kind?: string
  readonly problems?: readonly { readonly field: string; readonly text: string }[]
}

function start(form: HTMLFormElement): void {
  const autosave = new Autosave(form)
  const changed = (event: Event) => {
    const input = event.target
    const isQuiet =
      input instanceof HTMLElement && ("quiet" in input.dataset || (input as HTMLInputElement).type === "file")
    if (!isQuiet) autosave.touched(quietMs)
  }
  form.addEventListener("input", changed)
  form.addEventListener("change", changed)
  form.addEventListener("arrived", (event) => {
    autosave.arrived((event as CustomEvent<Arrived[number]>).detail)
  })
  form.addEventListener("submit", () => autosave.leave())
  form.addEventListener("click", (event) => {
    const button = (event.target as Element).closest<HTMLButtonElement>("button[name=act]")
    if (!button?.value.startsWith("use:") || !used(form, button.value.slice("use:".length))) return
    event.preventDefault()
    button.remove()
    autosave.touched(0)
  })
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") autosave.hidden()
  })
  addEventListener("online", () => autosave.plan(0))
  addEventListener("beforeunload", (event) => {
    if (autosave.hasUnsaved()) event.preventDefault()
  })
  for (const map of form.querySelectorAll<SVGSVGElement>("[data-box-map]")) attachBoxMap(map)
}

/** What of the form is not saved yet, and when it is sent. */
class Autosave {
  readonly #form: HTMLFormElement
  readonly #words = formWords()
  readonly #status = new SavedStatus(this.#words)
  readonly #arrived: Arrived[number][] = []
  #dirty = false
  #saving = false
  /** Somebody else changed the same fields: a person decides, on the page. */
  #halted = false
  #leaving = false
  #retryMs = firstRetryMs
  #timer = 0
  #polling = 0

  constructor(form: HTMLFormElement) {
    this.#form = form
    this.#poll()
  }

  touched(waitMs: number): void {
    this.#dirty = true
    this.#status.savedAt = 0
    this.plan(waitMs)
  }

  arrived(file: Arrived[number]): void {
    this.#arrived.push(file)
    this.plan(0)
  }

  leave(): void {
    this.#leaving = true
    clearTimeout(this.#timer)
  }

  hidden(): void {
    if (!this.#leaving) void this.#save(true)
  }

  hasUnsaved(): boolean {
    return !this.#leaving && (this.#dirty || this.#arrived.length > 0)
  }

  plan(waitMs: number): void {
    clearTimeout(this.#timer)
    if (!this.#halted) this.#timer = window.setTimeout(() => void this.#save(), waitMs)
  }

  async #save(onLeaving = false): Promise<void> {
    if (this.#saving || this.#halted || !(this.#dirty || this.#arrived.length > 0)) return
    this.#saving = true
    this.#dirty = false
    const sending = [...this.#arrived]
    if (!onLeaving) this.#status.say(this.#words.saving ?? "")
    try {
      await this.#send(sending, onLeaving)
    } catch {
      // No line, or a server that cannot now: what was typed waits here.
      this.#dirty = true
      this.#status.tell(this.#words.offline ?? "", true)
      this.plan(this.#retryMs)
      this.#retryMs = Math.min(longestRetryMs, this.#retryMs * 2)
    } finally {
      this.#saving = false
    }
    if (this.#dirty && !this.#halted && this.#retryMs === firstRetryMs) this.plan(quietMs)
  }

  async #send(sending: Arrived, onLeaving: boolean): Promise<void> {
    const body = bodyOf(this.#form, sending)
    const answer = await fetch(this.#form.action, {
      method: "POST",
      body,
      headers: { accept: "application/json" },
      keepalive: onLeaving && String(body).length < mostOnLeaving,
    })
    const said: Refused = await answer.json()
    if (said.kind === "saved") {
      this.#arrived.splice(0, sending.length)
      this.#taken(said as unknown as SavedAnswer)
    } else if (answer.status >= 500 || answer.status === 429) throw new Error(`${answer.status}`)
    else this.#refused(answer.status, said)
  }

  #taken(answer: SavedAnswer): void {
    const form = this.#form
    this.#retryMs = firstRetryMs
    this.#status.tell(this.#words.saved ?? "")
    if (!this.#dirty) this.#status.savedAt = Date.now()
    const base = form.querySelector<HTMLInputElement>('input[type=hidden][name="base"]')
    if (answer.base && base) base.value = JSON.stringify(answer.base)
    if (!form.action.endsWith(answer.action)) {
      form.action = answer.action
      history.replaceState(null, "", answer.action)
    }
    showAnswer(form, answer)
    if (answer.others) this.#status.tell(answer.others, true)
    this.#poll()
  }

  #refused(status: number, { kind, problems = [] }: Refused): void {
    this.#dirty = true
    if (kind === "conflict") {
      this.#halted = true
      this.#status.tell(this.#words.conflict ?? "", true)
    } else if (status === 401) {
      this.plan(longestRetryMs)
      this.#status.tell(this.#words.signedOut ?? "", true)
    } else {
      for (const { field, text } of problems) showProblem(this.#form, field, text)
      this.#status.tell([this.#words.refused, ...problems.map(({ text }) => text)].join(" "), true)
    }
  }

  /** While a file is being read, its state is asked again and again. */
  #poll(): void {
    clearTimeout(this.#polling)
    if (!this.#form.querySelector("[data-pending]") || !this.#form.action.endsWith("/edit")) return
    this.#polling = window.setTimeout(() => void this.#ask(), pollMs)
  }

  async #ask(): Promise<void> {
    try {
      const answer = await fetch(this.#form.action, { headers: { accept: "application/json" } })
      if (answer.ok && !this.#dirty) {
        showAnswer(this.#form, { ...(await answer.json()), items: {}, hints: currentHints(this.#form) })
      }
    } catch {
      // Asked again below.
    }
    this.#poll()
  }
}

/** The line that says whether, and how long ago, all was saved. */
class SavedStatus {
  readonly #shown = document.querySelector<HTMLElement>("[data-saved]")
  readonly #spoken = document.querySelector<HTMLElement>("[data-said]")
  /** 0 while something is not saved. */
  savedAt = 0

  constructor(words: ReturnType<typeof formWords>) {
    setInterval(() => {
      if (this.savedAt === 0) return
      const seconds = Math.round((Date.now() - this.savedAt) / 1000)
      if (seconds >= 60) this.say((words.minutes ?? "#").replace("#", String(Math.floor(seconds / 60))))
      else if (seconds >= 10) this.say((words.seconds ?? "#").replace("#", String(seconds)))
    }, 10_000)
  }

  say(text: string, bad = false): void {
    if (!this.#shown) return
    this.#shown.textContent = text
    this.#shown.classList.toggle("bad", bad)
  }

  /** Also said aloud, once. */
  tell(text: string, bad = false): void {
    this.say(text, bad)
    if (this.#spoken && this.#spoken.textContent !== text) this.#spoken.textContent = text
  }
}

function showProblem(form: HTMLFormElement, field: string, text: string): void {
  const hint = form.querySelector<HTMLElement>(`[data-live="${CSS.escape(field)}"]`)
  if (!hint) return
  hint.textContent = text
  hint.className = "live bad"
}

function currentHints(form: HTMLFormElement): SavedAnswer["hints"] {
  const hints = [...form.querySelectorAll<HTMLElement>("[data-live]")].filter((hint) => hint.textContent?.trim())
  return Object.fromEntries(
    hints.map((hint) => [
      hint.dataset.live ?? "",
      { tone: hint.className.replace("live", "").trim(), text: hint.textContent?.trim() ?? "" },
    ]),
  )
}

function bodyOf(form: HTMLFormElement, arrived: Arrived): URLSearchParams {
  const body = new URLSearchParams()
  for (const [name, value] of new FormData(form)) if (typeof value === "string") body.append(name, value)
  body.set("act", "auto")
  for (const { id, replaces } of arrived) body.append(replaces ? `arrived.${replaces}` : "arrived", id)
  return body
}

/** A suggestion laid into its field here; what needs a new line is left to the server. */
function used(form: HTMLFormElement, argument: string): boolean {
  const cut = argument.indexOf("=")
  const [field, value] = [argument.slice(0, cut), argument.slice(cut + 1)]
  const input = form.elements.namedItem(field)
  if (field === "theme") {
    const box = form.querySelector<HTMLInputElement>(`input[name=theme][value="${CSS.escape(value)}"]`)
    if (box) box.checked = true
    return box !== null
  }
  if (input instanceof HTMLSelectElement) input.value = value
  else if (input instanceof HTMLInputElement && field.startsWith("keywords.")) {
    const comma = field === "keywords.ar" ? "، " : ", "
    const before = input.value.trim().replace(/[,،]$/, "")
    input.value = before ? before + comma + value : value
  } else if (input instanceof HTMLInputElement && field.startsWith("title.")) input.value = value
  else return false
  return true
}

const form = document.querySelector<HTMLFormElement>("form[data-autosave]")
if (form) start(form)
