import type { Locator } from "playwright-core"

/** How somebody works a page: with a mouse, or with the keys alone. */
export interface Hands {
  /** A link, a button, the summary of something folded. */
  press(target: Locator): Promise<void>
  write(target: Locator, text: string): Promise<void>
  choose(select: Locator, value: string): Promise<void>
  /** A box or a round button. */
  tick(target: Locator): Promise<void>
  giveFile(input: Locator, path: string): Promise<void>
}

export const mouse: Hands = {
  press: (target) => target.click(),
  write: (target, text) => target.fill(text),
  choose: async (select, value) => void (await select.selectOption(value)),
  tick: (target) => target.check(),
  giveFile: (input, path) => input.setInputFiles(path),
}

export const keyboard: Hands = {
  async press(target) {
    await reach(target)
    await target.page().keyboard.press("Enter")
  },
  async write(target, text) {
    await reach(target)
    const keys = target.page().keyboard
    await keys.press("Control+a")
    await keys.type(text)
  },
  async choose(select, value) {
    await reach(select)
    const all = await select.evaluate((it: HTMLSelectElement) => [...it.options].map((option) => option.value))
    const at = await select.evaluate((it: HTMLSelectElement) => it.selectedIndex)
    const steps = all.indexOf(value) - at
    for (let step = 0; step < Math.abs(steps); step += 1)
      await select.page().keyboard.press(steps > 0 ? "ArrowDown" : "ArrowUp")
    const chosen = await select.inputValue()
    if (chosen !== value) throw new Error(`the arrows chose ${chosen}, not ${value}`)
  },
  async tick(target) {
    if (await target.isChecked()) return
    const keys = target.page().keyboard
    if ((await target.getAttribute("type")) === "radio") return arrowTo(target)
    await reach(target)
    await keys.press("Space")
    if (!(await target.isChecked())) throw new Error("Space did not tick it")
  },
  async giveFile(input, path) {
    // The browser is told to hand us its chooser first: a key that overtakes this opens a window that nobody answers.
    const [chooser] = await Promise.all([
      input.page().waitForEvent("filechooser"),
      reach(input).then(() => input.page().keyboard.press("Enter")),
    ])
    await chooser.setFiles(path)
  },
}

/** Tab reaches the chosen one of a group of round buttons, or its first; arrows walk from there. */
async function arrowTo(radio: Locator): Promise<void> {
  const name = await radio.getAttribute("name")
  const group = radio.page().locator(`input[type=radio][name="${name}"]:visible`)
  const chosen = group.and(radio.page().locator(":checked"))
  await reach((await chosen.count()) > 0 ? chosen : group.first())
  for (let step = 0; step < (await group.count()); step += 1) {
    if (await radio.isChecked()) return
    await radio.page().keyboard.press(step === 0 && !(await chosen.count()) ? "Space" : "ArrowUp")
  }
  if (!(await radio.isChecked())) throw new Error("the arrows did not reach the round button")
}

const mostTabs = 400

/** Tabs, or Shift and Tab where the target lies before, until the target has the focus. */
async function reach(target: Locator): Promise<void> {
  await target.waitFor({ state: "visible" })
  const { keyboard: keys } = target.page()
  const lies = await target.evaluate((it) => {
    const { activeElement } = document
    if (activeElement === it) return "here"
    if (!activeElement || activeElement === document.body) return "after"
    return activeElement.compareDocumentPosition(it) & Node.DOCUMENT_POSITION_PRECEDING ? "before" : "after"
  })
  if (lies === "here") return
  for (let tabs = 0; tabs < mostTabs; tabs += 1) {
    await keys.press(lies === "after" ? "Tab" : "Shift+Tab")
    if (await target.evaluate((it) => it === document.activeElement)) return
  }
  throw new Error(`no Tab reaches ${target}`)
}
