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

const form = document.querySelector<HTMLFormElement>("form[data-autosave]")
if (form) start(form)

function start(form: HTMLFormElement): void {
  const words = formWords()
  const saved = document.querySelector<HTMLElement>("[data-saved]")
  const spoken = document.querySelector<HTMLElement>("[data-said]")
  const arrived: { id: string; replaces: string }[] = []
  let dirty = false
  let saving = false
  let halted = false
  let leaving = false
  let savedAt = 0
  let retryMs = firstRetryMs
  let timer = 0

  const say = (text: string, bad = false) => {
    if (saved) {
      saved.textContent = text
      saved.classList.toggle("bad", bad)
    }
  }
  /** Also said aloud, once. */
  const tell = (text: string, bad = false) => {
    say(text, bad)
    if (spoken && spoken.textContent !== text) spoken.textContent = text
  }

  const plan = (waitMs: number) => {
    clearTimeout(timer)
    if (!halted) timer = window.setTimeout(() => void save(), waitMs)
  }

  async function save(onLeaving = false): Promise<void> {
    if (saving || halted || !(dirty || arrived.length > 0)) return
    saving = true
    dirty = false
    const sending = [...arrived]
    const body = bodyOf(form, sending)
    if (!onLeaving) say(words.saving ?? "")
    try {
      const answer = await fetch(form.action, {
        method: "POST",
        body,
        headers: { accept: "application/json" },
        keepalive: onLeaving && String(body).length < mostOnLeaving,
      })
      const said: { kind?: string; problems?: { field: string; text: string }[] } = await answer.json()
      if (said.kind === "saved") {
        arrived.splice(0, sending.length)
        taken(said as SavedAnswer)
      } else if (answer.status >= 500 || answer.status === 429) throw new Error(`${answer.status}`)
      else refused(answer.status, said)
    } catch {
      dirty = true
      tell(words.offline ?? "", true)
      plan(retryMs)
      retryMs = Math.min(longestRetryMs, retryMs * 2)
    } finally {
      saving = false
    }
    if (dirty && !halted && retryMs === firstRetryMs) plan(quietMs)
  }

  function taken(answer: SavedAnswer): void {
    retryMs = firstRetryMs
    savedAt = Date.now()
    tell(words.saved ?? "")
    if (answer.base) setValue("base", JSON.stringify(answer.base))
    if (!form.action.endsWith(answer.action)) {
      form.action = answer.action
      history.replaceState(null, "", answer.action)
    }
    showAnswer(form, answer)
    if (answer.others) tell(answer.others, true)
    poll()
  }

  function refused(
    status: number,
    { kind, problems = [] }: { kind?: string; problems?: { field: string; text: string }[] },
  ) {
    if (kind === "conflict") {
      halted = true
      dirty = true
      return tell(words.conflict ?? "", true)
    }
    dirty = true
    if (status === 401) {
      plan(longestRetryMs)
      return tell(words.signedOut ?? "", true)
    }
    for (const { field, text } of problems) {
      const hint = form.querySelector<HTMLElement>(`[data-live="${CSS.escape(field)}"]`)
      if (!hint) continue
      hint.textContent = text
      hint.className = "live bad"
    }
    tell([words.refused, ...problems.map(({ text }) => text)].join(" "), true)
  }

  function setValue(name: string, value: string): void {
    const input = form.querySelector<HTMLInputElement>(`input[type=hidden][name="${name}"]`)
    if (input) input.value = value
  }

  let polling = 0
  /** While a file is being read, its state is asked again and again. */
  function poll(): void {
    clearTimeout(polling)
    if (!form.querySelector("[data-pending]") || !form.action.endsWith("/edit")) return
    polling = window.setTimeout(() => void ask(), pollMs)
  }
  async function ask(): Promise<void> {
    try {
      const answer = await fetch(form.action, { headers: { accept: "application/json" } })
      if (answer.ok && !dirty) showAnswer(form, { ...(await answer.json()), items: {}, hints: currentHints() })
    } catch {
      // Asked again below.
    }
    poll()
  }
  function currentHints(): SavedAnswer["hints"] {
    const hints = [...form.querySelectorAll<HTMLElement>("[data-live]")].filter((hint) => hint.textContent?.trim())
    return Object.fromEntries(
      hints.map((hint) => [
        hint.dataset.live ?? "",
        { tone: hint.className.replace("live", "").trim(), text: hint.textContent?.trim() ?? "" },
      ]),
    )
  }

  const changed = (event: Event) => {
    const input = event.target
    if (input instanceof HTMLElement && ("quiet" in input.dataset || (input as HTMLInputElement).type === "file"))
      return
    dirty = true
    plan(quietMs)
  }
  form.addEventListener("input", changed)
  form.addEventListener("change", changed)
  form.addEventListener("arrived", (event) => {
    arrived.push((event as CustomEvent<{ id: string; replaces: string }>).detail)
    plan(0)
  })
  form.addEventListener("submit", () => {
    leaving = true
    clearTimeout(timer)
  })
  form.addEventListener("click", (event) => {
    const button = (event.target as Element).closest<HTMLButtonElement>("button[name=act]")
    if (!button?.value.startsWith("use:") || !used(form, button.value.slice("use:".length))) return
    event.preventDefault()
    button.remove()
    dirty = true
    plan(0)
  })
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden" && !leaving) void save(true)
  })
  addEventListener("online", () => plan(0))
  addEventListener("beforeunload", (event) => {
    if (!leaving && (dirty || arrived.length > 0)) event.preventDefault()
  })
  setInterval(() => {
    if (savedAt === 0 || dirty || saving) return
    const seconds = Math.round((Date.now() - savedAt) / 1000)
    if (seconds >= 60) say((words.minutes ?? "#").replace("#", String(Math.floor(seconds / 60))))
    else if (seconds >= 10) say((words.seconds ?? "#").replace("#", String(seconds)))
  }, 10_000)
  for (const map of form.querySelectorAll<SVGSVGElement>("[data-box-map]")) attachBoxMap(map)
  poll()
}

function bodyOf(form: HTMLFormElement, arrived: readonly { id: string; replaces: string }[]): URLSearchParams {
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
