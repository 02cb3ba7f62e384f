import assert from "node:assert/strict"
import { readFileSync } from "node:fs"
import { createServer, type Server } from "node:https"
import type { AddressInfo } from "node:net"
import { join } from "node:path"
import { after, before, describe, it } from "node:test"
import { createGuardedFetch, type GuardedClient } from "../platform/fetch/index.ts"
import { silentLog } from "../platform/log.ts"
import { createVocabularies } from "../vocabulary/index.ts"
import { type CertificateRule, certificatesIn, checkedCertificates } from "./certificates.ts"
import { HarvestStopped } from "./connector.ts"
import { HarvestSourceInvalid } from "./errors.ts"
import { askSource } from "./reading/index.ts"

const folder = join(import.meta.dirname, "../../tests/support/certificates")
const file = (name: string) => readFileSync(join(folder, name), "utf8")
const [root, intermediate, server] = [file("root.pem"), file("intermediate.pem"), file("server.pem")]

describe("certificates that a source needs", () => {
  it("are kept without what stands around them, and shown by name and date", () => {
    const kept = checkedCertificates(`Bag Attributes\r\n  friendlyName: x\r\n${root}\nsubject=…\n${intermediate}`)
    assert.equal(kept, root + intermediate)
    assert.deepEqual(
      certificatesIn(kept).map(({ subject, issuer, validTo }) => [subject, issuer, validTo.toISOString()]),
      [
        ["O=Tests of Fihrist, CN=Root", "O=Tests of Fihrist, CN=Root", "2120-01-01T00:00:00.000Z"],
        ["O=Tests of Fihrist, CN=Intermediate", "O=Tests of Fihrist, CN=Root", "2120-01-01T00:00:00.000Z"],
      ],
    )
  })

  it("are refused where they are none, too many, a server's own, or come with a private key", () => {
    const refused = (pem: string, rule: CertificateRule, why: RegExp) =>
      assert.throws(
        () => checkedCertificates(pem),
        (error) => {
          assert.ok(error instanceof HarvestSourceInvalid)
          assert.match(error.message, why)
          return error.values.field === "extraCa" && error.values.rule === rule
        },
      )
    refused("", "no-pem", /PEM/)
    refused("not a certificate", "no-pem", /PEM/)
    refused(root.slice(0, -40), "no-pem", /PEM/)
    refused(`${root}-----BEGIN CERTIFICATE-----\n`, "no-pem", /PEM/)
    refused("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", "unreadable", /cannot be read/)
    refused(root.repeat(6), "too-many", /6 certificates are given, 5 at most/)
    refused(server, "of-server", /"O=Tests of Fihrist, CN=portal.example.tn" is the certificate of a server/)
    refused(root + file("server.key"), "private-key", /private key/)
    refused(root + "x".repeat(70_000), "too-long", /65536/)
  })
})

describe("a source whose certificate is", () => {
  let client: GuardedClient
  const servers: Server[] = []
  const ports: Record<string, number> = {}

  before(async () => {
    const sent = { incomplete: server, complete: server + intermediate, expired: file("expired.pem") + intermediate }
    for (const [name, cert] of Object.entries(sent)) {
      const one = createServer({ key: file("server.key"), cert }, (_, response) => response.end("reached"))
      await new Promise<void>((listening) => one.listen(0, "127.0.0.1", listening))
      ports[name] = (one.address() as AddressInfo).port
      servers.push(one)
    }
    client = createGuardedFetch({
      allow: ["127.0.0.0/8"],
      log: silentLog,
      userAgent: "test",
      limits: { attempts: 1 },
      resolve: async () => [{ address: "127.0.0.1", family: 4 }],
    })
  })
  after(async () => {
    await client.close()
    for (const one of servers) one.close()
  })

  const vocabularies = createVocabularies({ themes: [], licences: [], places: [], frequencies: [] })
  const ask = async (
    name: string,
    { extraCa, host = "portal.example.tn" }: { extraCa?: string; host?: string } = {},
  ) => {
    const { fetch } = client.visitorFor({ key: name, extraCa })
    try {
      return (await askSource(`https://${host}:${ports[name]}/`, { fetch, vocabularies })).text
    } catch (error) {
      if (error instanceof HarvestStopped) return error.code
      throw error
    }
  }

  it("without its issuer's is not read, and says so", async () => {
    assert.equal(await ask("incomplete"), "certificate-chain-incomplete")
    assert.equal(await ask("complete", { extraCa: intermediate }), "certificate-chain-incomplete")
  })

  it("completed by certificates given for it is read, and no other source with it", async () => {
    assert.equal(await ask("complete", { extraCa: root }), "reached")
    assert.equal(await ask("incomplete", { extraCa: root }), "certificate-chain-incomplete")
    assert.equal(await ask("incomplete", { extraCa: root + intermediate }), "reached")
    assert.equal(await ask("incomplete"), "certificate-chain-incomplete")
  })

  it("of another host, or expired, is refused with them as without", async () => {
    const extraCa = root + intermediate
    assert.equal(await ask("complete", { extraCa, host: "other.example.tn" }), "certificate-of-another-host")
    assert.equal(await ask("expired", { extraCa }), "certificate-expired")
  })
})
