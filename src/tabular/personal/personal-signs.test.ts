import assert from "node:assert/strict"
import { describe, it } from "node:test"
import fc from "fast-check"
import { readAsInTunisia } from "../../../tests/support/vocabularies.ts"
import { type PersonalSign, personalSigns, type SampledColumn } from "./personal-signs.ts"

await readAsInTunisia()

const rows = 40
const columnsOf = (table: Readonly<Record<string, (row: number) => string>>): SampledColumn[] =>
  Object.entries(table).map(([name, value], index) => ({
    name,
    index,
    values: Array.from({ length: rows }, (_, row) => value(row)),
  }))
const signsOf = (table: Readonly<Record<string, (row: number) => string>>) => personalSigns(columnsOf(table))
const shortly = (signs: readonly PersonalSign[]) => signs.map(({ kind, confidence }) => `${kind} ${confidence}`)

const people =
  "Mohamed Trabelsi,Fatma Ben Salah,Ali Gharbi,Leila Mansouri,Ahmed Jaziri,Mariem Hammami,Sami Bouzid,Ines Ayari".split(
    ",",
  )
const peopleInArabic = "محمد الطرابلسي,فاطمة بن صالح,علي الغربي,ليلى المنصوري,أحمد الجزيري,مريم الهمامي".split(",")
const person = (row: number) => `${people[row % people.length]} ${String.fromCharCode(65 + (row % 26))}`
const arabicPerson = (row: number) => `${peopleInArabic[row % peopleInArabic.length]}`
const cin = (row: number) => String(4_512_345 + row * 104_729).padStart(8, "0")
const mobile = (row: number) => `${[20, 98, 55, 41][row % 4]} ${100 + row} ${300 + row}`
const landline = (row: number) => `71 ${100 + row} ${300 + row}`
const birth = (row: number) => `${String(1 + (row % 28)).padStart(2, "0")}/0${1 + (row % 9)}/${1950 + row}`
const amount = (row: number) => String(row * 37)

/** Bank identity with its check digits. */
function rib(row: number): string {
  const first = `08006000671${String(row).padStart(7, "0")}`
  return first + String(97n - ((BigInt(first) * 100n) % 97n)).padStart(2, "0")
}

describe("signs of personal data", () => {
  it("are strong where names stand beside identity numbers, in Arabic and French", () => {
    assert.deepEqual(shortly(signsOf({ "رقم بطاقة التعريف": cin, "الاسم واللقب": arabicPerson, المبلغ: amount })), [
      "identity-number strong",
      "person-name strong",
    ])
    assert.deepEqual(shortly(signsOf({ "N° CIN": cin, Nom: person, Prénom: person, Montant: amount })), [
      "identity-number strong",
      "person-name strong",
      "person-name strong",
    ])
  })

  it("of identity numbers are seen without a name of the column, and where Excel has eaten the zero with one", () => {
    assert.deepEqual(shortly(signsOf({ Identifiant: cin, Montant: amount })), ["identity-number likely"])
    assert.deepEqual(shortly(signsOf({ CIN: (row) => cin(row).replace(/^0/, ""), x: amount })), [
      "identity-number strong",
    ])
  })

  it("of names alone are a hint, with birth dates or mobile numbers beside them likely", () => {
    assert.deepEqual(shortly(signsOf({ "Nom et prénom": person, Note: amount })), ["person-name hint"])
    assert.deepEqual(shortly(signsOf({ "Nom et prénom": person, "Date de naissance": birth })), [
      "person-name likely",
      "birth-date likely",
    ])
    assert.deepEqual(shortly(signsOf({ "Nom et prénom": person, GSM: mobile })), ["person-name likely", "phone likely"])
    assert.deepEqual(shortly(signsOf({ colonne1: person, note: amount })), ["person-name hint"])
  })

  it("of bank accounts are told by their check digits, whatever the column is called", () => {
    assert.deepEqual(shortly(signsOf({ compte: rib, montant: amount })), ["bank-account strong"])
    const wrong = (row: number) =>
      rib(row).slice(0, 18) + String((Number(rib(row).slice(18)) + 1) % 97).padStart(2, "0")
    assert.deepEqual(signsOf({ compte: wrong, montant: amount }), [])
    assert.deepEqual(
      shortly(signsOf({ x: (row) => (row % 2 ? "TN5910006035183598478831" : "GB82WEST12345698765432") })),
      ["bank-account strong"],
    )
  })

  it("of mailboxes are those of persons, also inside a text", () => {
    const own = (row: number) => `sonia.gharbi${row}@gmail.com`
    assert.deepEqual(shortly(signsOf({ courriel: own })), ["email likely"])
    assert.deepEqual(shortly(signsOf({ remarque: (row) => (row % 4 ? "rien" : `écrire à ${own(row)} svp`) })), [
      "email likely",
    ])
    assert.deepEqual(signsOf({ email: (row) => `contact@commune${row}.gov.tn` }), [])
    assert.deepEqual(signsOf({ email: (row) => `commune.ville${row}@gmail.com` }), [])
  })

  it("never show a value: their example is masked", () => {
    const [sign] = signsOf({ CIN: cin })
    assert.equal(sign?.example, "0•••••••")
    assert.equal(sign?.count, rows)
    const text = JSON.stringify(
      signsOf({ "Nom et prénom": person, CIN: cin, RIB: rib, mail: () => "ali.gharbi@gmail.com" }),
    )
    assert.ok(!/Trabelsi|0451|gharbi|0800600/.test(text), text)
  })

  const harmless: Record<string, Parameters<typeof signsOf>[0]> = {
    "figures by governorate": { الولاية: () => "تونس", "عدد المستفيدين": amount, "Nombre de bénéficiaires": amount },
    "offices with their telephones and addresses": {
      Nom: (row: number) => `Hôpital régional ${row}`,
      Adresse: (row: number) => `${row}, rue Ali Belhouane, Tunis`,
      Tél: landline,
      "E-mail": (row: number) => `hopital${row}@rns.tn`,
    },
    "shops with mobile numbers": { Enseigne: (row: number) => `Café ${row}`, GSM: mobile },
    "schools that bear names of people": {
      école: (row: number) => `École Ali Bourguiba ${row}`,
      المدرسة: () => "مدرسة محمد علي",
    },
    "codes of eight digits": { "code établissement": cin, élèves: amount },
    "products with bar codes": { ref: (row: number) => String(6_190_000_000_000 + row), prix: amount },
    "births of newborns counted by given name": { prénom_count: amount, année: () => "2020" },
    "dates of an office": { "date de création": birth, montant: amount },
  }
  for (const [what, table] of Object.entries(harmless)) {
    it(`are not seen in ${what}`, () => {
      assert.deepEqual(signsOf(table), [])
    })
  }

  it("property: no table of numbers and short codes raises an alarm", () => {
    const cell = fc.oneof(
      fc.integer().map(String),
      fc.double({ noNaN: true }).map(String),
      fc.stringMatching(/^[A-Z]{2}\d{2}$/),
    )
    fc.assert(
      fc.property(
        fc.array(fc.array(cell, { minLength: 20, maxLength: 30 }), { minLength: 1, maxLength: 4 }),
        (columns) => {
          const signs = personalSigns(columns.map((values, index) => ({ name: `c${index}`, index, values })))
          assert.deepEqual(signs, [])
        },
      ),
      { numRuns: 50 },
    )
  })
})
