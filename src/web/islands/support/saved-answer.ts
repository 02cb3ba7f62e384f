/** What the server says after a save, put where it belongs in the page. */
export interface SavedAnswer {
  readonly kind: "saved"
  readonly action: string
  readonly base?: unknown
  readonly hints: Readonly<Record<string, { readonly tone: string; readonly text: string }>>
  readonly parts: Readonly<Record<string, string>>
  /** State of each file, and whole lines of those that are new to the page. */
  readonly states: Readonly<Record<string, string>>
  readonly items: Readonly<Record<string, string>>
  readonly others?: string
}

export function showAnswer(form: HTMLFormElement, answer: SavedAnswer): void {
  for (const [name, html] of Object.entries(answer.parts)) {
    const part = document.querySelector(`[data-part="${name}"]`)
    // Never below the reader's hands.
    if (!part || part.contains(document.activeElement) || part.querySelector("input:checked")) continue
    if (part.innerHTML !== html) part.innerHTML = html
  }
  for (const hint of form.querySelectorAll<HTMLElement>("[data-live]")) {
    const said = answer.hints[hint.dataset.live ?? ""]
    if ((said?.text ?? "") === (hint.textContent ?? "").trim()) continue
    hint.textContent = said?.text ?? ""
    hint.className = said ? `live ${said.tone}` : "live"
  }
  for (const [id, html] of Object.entries(answer.items)) showFile(form, id, html)
  for (const [id, html] of Object.entries(answer.states)) {
    const state = form.querySelector(`[data-file="${CSS.escape(id)}"] [data-state]`)
    if (state && state.innerHTML !== html) state.innerHTML = html
  }
}

function showFile(form: HTMLFormElement, id: string, html: string): void {
  const template = document.createElement("template")
  template.innerHTML = html
  const item = template.content.firstElementChild
  const known = form.querySelector(`[data-file="${CSS.escape(id)}"]`)
  if (!item) return
  if (known) known.replaceWith(item)
  else form.querySelector("[data-files]")?.append(item)
  form.querySelector("[data-no-files]")?.remove()
}
