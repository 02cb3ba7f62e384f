import assert from "node:assert/strict"
import { after, before, describe, it } from "node:test"
import type { Browser, BrowserContext } from "playwright-core"
import { invite, requestMembership } from "../../src/accounts/index.ts"
import { anonymousActor, systemActor } from "../../src/platform/actor.ts"
import { migrateJobs } from "../../src/platform/jobs/index.ts"
import { chromiumMissing, openBrowser } from "../journeys/support/browser.ts"
import { aPassword } from "../support/accounts.ts"
import { aColleague, bodyId, type Colleague } from "../support/office-people.ts"
import { desk, faultsHere, faultsOf, ofColour, phone } from "./rules-of-accessibility.ts"
import { type SamplePortal, samplePortal } from "./sample-portal.ts"

describe("accounts and teams in a browser", { skip: chromiumMissing }, () => {
  let portal: SamplePortal
  let browser: Browser
  let base: string
  let coordinator: Colleague
  let administrator: Colleague

  before(async () => {
    portal = await samplePortal({ demo: true })
    await migrateJobs(portal.databaseUrl)
    base = await portal.app.listen({ host: "127.0.0.1", port: 0 })
    browser = await openBrowser()
    coordinator = await aColleague(portal, { role: "coordinator", at: "agriculture", name: "آمال بن صالح" })
    administrator = await aColleague(portal, { administrator: true, name: "Mona Trabelsi" })
    const citizen = await aColleague(portal, { name: "Leïla Haddad" })
    const organizationId = await bodyId(portal.db, "agriculture")
    const asked = { organizationId, role: "contributor" as const }
    const by = { ...anonymousActor, id: citizen.id }
    await requestMembership(portal.accounts, { by, ...asked, reason: "Je tiens les prix." })
    await invite(portal.accounts, { by: systemActor, ...asked, email: "invitee@exemple.tn", language: "fr" })
  })
  after(async () => {
    await browser?.close()
    await portal?.close()
  })

  const forAnyone = ["/sign-in", "/sign-up", "/forgotten-password", "/new-password?token=x", "/invitation?token=x"]
  const own = ["", "/security", "/second-factor", "/sessions", "/tokens", "/organizations", "/data"]
  const ofCoordinators = ["/office/team", "/office/team?body=agriculture", "/office/audit"]
  const ofAdministrators = () => ["/office/users", `/office/users/${coordinator.id}`]

  const views = [
    {
      name: "in Arabic on a phone, and on a desk in the dark",
      language: "ar",
      looks: [{ viewport: phone }, { viewport: desk, dark: true }],
    },
    { name: "in French on a desk", language: "fr", looks: [{ viewport: desk }] },
    { name: "in English on a phone", language: "en", looks: [{ viewport: phone, rules: { but: ofColour } }] },
  ] as const

  for (const { name, language, looks } of views) {
    it(`no page breaks a rule of accessibility or scrolls sideways ${name}`, async () => {
      const faults: string[] = []
      const check = async (who: Colleague | undefined, paths: readonly string[]) => {
        const context = await browser.newContext()
        if (who) await signInAs(context, who)
        const page = await context.newPage()
        for (const path of paths) faults.push(...(await faultsOf(page, `${base}/${language}${path}`, looks)))
        await context.close()
      }
      await check(undefined, forAnyone)
      await check(coordinator, [...own.map((path) => `/account${path}`), ...ofCoordinators])
      await check(administrator, ofAdministrators())
      assert.deepEqual(faults, [])
    })
  }

  it("signs in by keyboard alone, without scripts, after a mistake that is told where it was made", async () => {
    const { email } = await aColleague(portal, { role: "coordinator", at: "agriculture", name: "Sami Clavier" })
    const context = await browser.newContext({ viewport: desk, javaScriptEnabled: false })
    const page = await context.newPage()
    await page.goto(`${base}/fr/office/team`)
    await page.locator("#f-email").focus()
    await page.keyboard.type(email)
    await page.keyboard.press("Tab")
    await page.keyboard.type("pas le bon mot")
    await page.keyboard.press("Enter")
    assert.match((await page.textContent('[role="alert"]')) ?? "", /Adresse ou mot de passe incorrect/)
    assert.equal(await page.inputValue("#f-email"), email)
    await page.locator("#f-password").focus()
    await page.keyboard.type(aPassword)
    await page.keyboard.press("Enter")
    await page.waitForURL(/\/fr\/office\/team$/)
    assert.match((await page.textContent(".me summary")) ?? "", /Sami Clavier/)
    await page.locator(".me summary").focus()
    await page.keyboard.press("Enter")
    for (let steps = 0; steps < 3; steps += 1) await page.keyboard.press("Tab")
    await page.keyboard.press("Enter")
    await page.waitForURL(/\/fr\/sign-in\?done=signed-out$/)
    assert.match((await page.textContent('[role="status"]')) ?? "", /Vous êtes déconnecté/)
    await context.close()
  })

  it("a mistake of a form is reached from its summary", async () => {
    const context = await browser.newContext({ viewport: desk })
    await signInAs(context, coordinator)
    const page = await context.newPage()
    await page.goto(`${base}/fr/office/team#invite`)
    await page.fill("#f-email", "sans-arobase")
    await page.selectOption("#invite select[name=body]", "agriculture")
    await page.click("#invite button[type=submit]")
    await page.click('.summary a[href="#f-email"]')
    assert.equal(await page.evaluate(() => document.activeElement?.id), "f-email")
    assert.equal(await page.inputValue("#f-email"), "sans-arobase")
    assert.deepEqual(await faultsHere(page), [])
    await context.close()
  })

  it("the menu of a phone has the way in, and the ways of who is in", async () => {
    const context = await browser.newContext({ viewport: phone })
    const page = await context.newPage()
    await page.goto(`${base}/ar`)
    await page.click(".burger summary")
    await page.click(".burger a.in")
    await page.waitForURL(/\/ar\/sign-in/)
    await signInAs(context, coordinator)
    await page.goto(`${base}/ar`)
    await page.click(".burger summary")
    assert.deepEqual(await faultsHere(page), [])
    await page.click(".burger .who a")
    await page.waitForURL(/\/ar\/office$/)
    await context.close()
  })

  async function signInAs(context: BrowserContext, who: Colleague): Promise<void> {
    const value = who.cookies.get("fihrist_session") ?? ""
    await context.addCookies([{ name: "fihrist_session", value, url: base }])
  }
})
