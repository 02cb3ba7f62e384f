import assert from "node:assert/strict"
import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { describe, test } from "node:test"
import fc from "fast-check"
import type { Session } from "./account.ts"
import { deviceOf, networkOf } from "./client.ts"
import { csrfTokenOf, isCsrfToken } from "./csrf.ts"
import { normaliseEmail } from "./email.ts"
import { hashPassword, isOutdated, verifyPassword } from "./password-hash.ts"
import { requireName } from "./profile.ts"
import { createSecretBox, openSecretBox } from "./secret-box.ts"

describe("an e-mail address", () => {
  test("has one spelling: lower case, the domain in ASCII", () => {
    assert.equal(normaliseEmail("  Amel.Ben@Exemple.TN "), "amel.ben@exemple.tn")
    assert.equal(normaliseEmail("amel@موقع.تونس"), normaliseEmail("amel@xn--4gbrim.xn--pgbs0dh"))
  })

  test("is refused when no mail can be sent to it, or when it could be read as two", () => {
    const bad = [
      ..."|@|amel|amel@|@exemple.tn|amel@localhost|amel@1.2.3.4|a b@exemple.tn|amel@exemple..tn|.amel@exemple.tn".split(
        "|",
      ),
      ...["a@b.tn,c@d.tn", "a@b.tn\nBcc: c@d.tn", "<a@b.tn>", '"a"@b.tn', "a@b@c.tn", `${"a".repeat(65)}@b.tn`],
      `a@${"b".repeat(250)}.tn`,
    ]
    for (const text of bad) assert.equal(normaliseEmail(text), undefined, text)
  })

  test("never holds a control character or a separator, whatever was typed", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const email = normaliseEmail(`${text}@exemple.tn`)
        assert.ok(email === undefined || /^[^\s,;<>"]+$/.test(email))
        assert.equal(email === undefined ? undefined : normaliseEmail(email), email)
      }),
    )
  })
})

describe("a name", () => {
  test("is one line without signs that turn the text around it, and no advertisement", () => {
    assert.equal(requireName(" Amel\n \u202eBen\u0000 Salah "), "Amel Ben Salah")
    assert.throws(() => requireName("Gagnez sur https://x.tn"))
    assert.throws(() => requireName(" \u200b "))
    assert.throws(() => requireName("<script>"))
  })
})

describe("where somebody is", () => {
  test("is kept as a /24 or a /48", () => {
    assert.equal(networkOf("196.203.10.20"), "196.203.10.0/24")
    assert.equal(networkOf("::ffff:196.203.10.20"), "196.203.10.0/24")
    assert.equal(networkOf("2001:4350:0a::1"), "2001:4350:a::/48")
    assert.equal(networkOf("::1"), "0:0:0::/48")
    assert.equal(networkOf("nonsense"), "unknown")
  })

  test("a browser is named without its version", () => {
    assert.equal(deviceOf("Mozilla/5.0 (X11; Linux x86_64) Chrome/140.0 Safari/537.36 Edg/140.0"), "Edge, Linux")
    assert.equal(deviceOf("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Safari/604.1"), "Safari, iOS")
    assert.equal(deviceOf("<script>"), "")
    assert.equal(deviceOf(undefined), "")
  })
})

describe("a password hash", () => {
  test("tells its parameters, is different each time, and verifies only its password", async () => {
    const [one, two] = await Promise.all([hashPassword("un chameau"), hashPassword("un chameau")])
    assert.match(one, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$[^$]{22}\$[^$]{43}$/)
    assert.notEqual(one, two)
    assert.equal(await verifyPassword(one, "un chameau"), true)
    assert.equal(await verifyPassword(one, "un chamois"), false)
    assert.equal(await verifyPassword(undefined, "un chameau"), false)
  })

  test("the same letters typed in another way are the same password", async () => {
    assert.equal(await verifyPassword(await hashPassword("été"), "e\u0301te\u0301"), true)
  })

  test("of weaker parameters still verifies, and is known as outdated", async () => {
    const weak = "$argon2id$v=19$m=8192,t=1,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
    assert.equal(isOutdated(weak), true)
    assert.equal(await verifyPassword(weak, "x"), false)
    assert.equal(isOutdated(await hashPassword("x")), false)
  })

  test("for no account takes about as long as for a wrong password", async () => {
    const stored = await hashPassword("un chameau")
    const time = async (hash: string | undefined) => {
      const start = performance.now()
      for (let n = 0; n < 5; n += 1) await verifyPassword(hash, "autre")
      return performance.now() - start
    }
    const [known, unknown] = [await time(stored), await time(undefined)]
    assert.ok(unknown > known / 3 && unknown < known * 3, `${known} ms and ${unknown} ms`)
  })

  test("hundreds at once wait in turn, and beyond a queue people are told", async () => {
    const quick = "$argon2id$v=19$m=64,t=1,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
    const outcomes = await Promise.allSettled(Array.from({ length: 210 }, () => verifyPassword(quick, "x")))
    const refused = outcomes.filter(({ status }) => status === "rejected")
    assert.equal(refused.length, 8)
    assert.equal((refused[0] as PromiseRejectedResult).reason.code, "sign-in-busy")
  })
})

describe("what a form carries", () => {
  const session = (byte: number) => ({ csrfSecret: Buffer.alloc(32, byte) }) as unknown as Session

  test("looks different each time and fits its session only", () => {
    const [one, two] = [csrfTokenOf(session(1)), csrfTokenOf(session(1))]
    assert.notEqual(one, two)
    assert.ok(isCsrfToken(session(1), one) && isCsrfToken(session(1), two))
    assert.equal(isCsrfToken(session(2), one), false)
    for (const bad of [undefined, "", "x", one.slice(1), [one], `${one}AA`])
      assert.equal(isCsrfToken(session(1), bad), false)
  })
})

describe("the secret box", () => {
  test("opens what it sealed for the same purpose, and nothing else", () => {
    const box = createSecretBox("a secret")
    const sealed = box.seal("JBSWY3DP", "totp 1")
    assert.equal(box.open(sealed, "totp 1"), "JBSWY3DP")
    assert.equal(box.open(sealed, "totp 2"), undefined)
    assert.equal(createSecretBox("another").open(sealed, "totp 1"), undefined)
    assert.equal(box.open(sealed.with(20, sealed[20]! ^ 1), "totp 1"), undefined)
    assert.equal(box.open(Buffer.from("short"), "totp 1"), undefined)
  })

  test("of a folder is made once, for its owner's eyes only, and a damaged one is said to be so", () => {
    const dataDir = mkdtempSync(join(tmpdir(), "fihrist-secret-"))
    try {
      const sealed = openSecretBox({ secret: undefined, dataDir }).seal("x", "y")
      assert.equal(openSecretBox({ secret: undefined, dataDir }).open(sealed, "y"), "x")
      assert.equal(statSync(join(dataDir, "secret")).mode & 0o777, 0o600)
      writeFileSync(join(dataDir, "secret"), "oops")
      assert.throws(() => openSecretBox({ secret: undefined, dataDir }), /damaged/)
    } finally {
      rmSync(dataDir, { recursive: true })
    }
  })
})
