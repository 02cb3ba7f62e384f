import assert from "node:assert/strict"
import { test } from "node:test"
import fc from "fast-check"
import { type PasswordProblem, passwordProblem } from "./password-rules.ts"

const personal = ["Amel Ben Salah", "amel.bensalah@interieur.gov.tn", "Portail des données"]

const refused: readonly [string, PasswordProblem][] = [
  ["", "missing"],
  ["court", "too-short"],
  ["elevensigns", "too-short"],
  ["x".repeat(257), "too-long"],
  ["aaaaaaaaaaaa", "too-regular"],
  ["abcabcabcabc", "too-regular"],
  ["motmotmotmot1", "too-regular"],
  ["123456789012", "too-regular"],
  ["azertyuiop12", "too-regular"],
  ["AZERTYUIOP!!", "too-regular"],
  ["qwertyuiopas", "too-regular"],
  ["poiuytreza98", "too-regular"],
  ["ضصثقفغعهخحجد", "too-regular"],
  ["1a2z3e4r5t6y", "too-regular"],
  ["motdepasse2024", "too-common"],
  ["M0tD3P@sse123", "too-common"],
  ["password1234!", "too-common"],
  ["P@$$w0rd2025", "too-common"],
  ["Administrateur1", "too-common"],
  ["Tunisie2026!!", "too-common"],
  ["EsperanceTunis", "too-common"],
  ["كلمة السر ١٢٣", "too-common"],
  ["amelbensalah1", "says-who-you-are"],
  ["Interieur.Gov1", "says-who-you-are"],
  ["portaildonnees", "says-who-you-are"],
]
for (const [password, problem] of refused) {
  test(`${JSON.stringify(password.slice(0, 20))} is refused: ${problem}`, () => {
    assert.equal(passwordProblem(password, personal), problem)
  })
}

const accepted = [
  "un chameau traverse la nuit",
  "correct horse battery staple",
  "الجمل يعبر الصحراء ليلا",
  "xK9#mQ2$vL7w",
  "ma-voisine-peint-des-portes",
  "🐪🌙🐪🌵🌙🐚🌊🐚🌵🌴🍋🌊",
  "amel aime ses figues bien mûres",
]
for (const password of accepted) {
  test(`${JSON.stringify(password)} is a good password: any characters, no rule about kinds of them`, () => {
    assert.equal(passwordProblem(password, personal), undefined)
  })
}

test("twelve random letters are accepted, whatever they are", () => {
  const letter = fc.constantFrom(..."bdfghjkmnpqrstvwxz29")
  fc.assert(
    fc.property(fc.uniqueArray(letter, { minLength: 14, maxLength: 18 }), (letters) => {
      assert.equal(passwordProblem(letters.join("")), undefined)
    }),
    { seed: 7 },
  )
})

test("whatever is typed, an answer comes quickly", () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 600, unit: "binary" }), fc.array(fc.string()), (password, words) => {
      passwordProblem(password, words)
    }),
  )
})
