import assert from "node:assert/strict"
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs"
import type { AddressInfo } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { after, before, describe, test } from "node:test"
import { SMTPServer } from "smtp-server"
import { type TestDatabase, testDatabase } from "../../../tests/support/database.ts"
import { openPool } from "../db.ts"
import { migrateJobs, startJobs } from "../jobs/index.ts"
import { silentLog } from "../log.ts"
import { composeMail, createMailer, enqueueMail, mailJobs } from "./index.ts"

const from = "portal@exemple.tn"
const mail = (to: string, subject = "Bonjour") => ({ to, subject, text: "Un texte.\n" })

interface Received {
  readonly recipients: readonly string[]
  readonly data: string
}

/** A mail server on this machine; it refuses who is called `gone`, for ever, and `busy`, the first time. */
async function mailServer() {
  const received: Received[] = []
  const refusedOnce = new Set<string>()
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onRcptTo({ address }, _session, done) {
      const refuse = (responseCode: number) => done(Object.assign(new Error("no"), { responseCode }))
      if (address.startsWith("gone@")) return refuse(550)
      if (address.startsWith("busy@") && !refusedOnce.has(address)) {
        refusedOnce.add(address)
        return refuse(451)
      }
      done()
    },
    onData(stream, session, done) {
      let data = ""
      stream.on("data", (chunk: Buffer) => (data += chunk))
      stream.on("end", () => {
        received.push({ recipients: session.envelope.rcptTo.map(({ address }) => address), data })
        done()
      })
    },
  })
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done))
  const { port } = server.server.address() as AddressInfo
  return { received, url: `smtp://127.0.0.1:${port}`, close: () => new Promise<void>((done) => server.close(done)) }
}

describe("a mailer", () => {
  test("sends by SMTP, in UTF-8, to one address", async () => {
    const server = await mailServer()
    const mailer = createMailer(server.url, { log: silentLog, from, folder: "" })
    await mailer.send(mail("amel@exemple.tn", "مرحبا"))
    mailer.close()
    await server.close()
    assert.deepEqual(server.received[0]!.recipients, ["amel@exemple.tn"])
    assert.match(server.received[0]!.data, /^Subject: =\?UTF-8\?/m)
    assert.match(server.received[0]!.data, /^Auto-Submitted: auto-generated/m)
  })

  test("a subject or an address never becomes another header or another recipient", async () => {
    const server = await mailServer()
    const mailer = createMailer(server.url, { log: silentLog, from, folder: "" })
    await mailer.send(mail("amel@exemple.tn", "Salut\r\nBcc: spy@exemple.tn\r\n\r\nText"))
    mailer.close()
    await server.close()
    assert.deepEqual(
      server.received.flatMap(({ recipients }) => recipients),
      ["amel@exemple.tn"],
    )
    assert.doesNotMatch(server.received[0]!.data, /^Bcc:/im)
    await assert.rejects(async () => enqueueMail({} as never, mail("a@b.tn, spy@exemple.tn")))
    await assert.rejects(async () => enqueueMail({} as never, mail("a@b.tn\nBcc: spy@exemple.tn")))
  })

  test("without a server writes whole files that only their owner reads", async () => {
    const folder = mkdtempSync(join(tmpdir(), "fihrist-mail-"))
    try {
      const mailer = createMailer(undefined, { log: silentLog, from, folder: join(folder, "mail") })
      await mailer.send(mail("amel@exemple.tn"))
      const [file, ...others] = readdirSync(join(folder, "mail"))
      assert.equal(others.length, 0)
      assert.match(file!, /\.eml$/)
      assert.match(readFileSync(join(folder, "mail", file!), "utf8"), /^To: amel@exemple\.tn\r$/m)
      assert.equal(statSync(join(folder, "mail", file!)).mode & 0o777, 0o600)
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})

describe("a composed mail", () => {
  const parts = {
    to: "amel@exemple.tn",
    subject: "عنوان",
    language: "ar",
    direction: "rtl",
    paragraphs: ["مرحبا <b>أمل</b>،"],
    action: { label: "تأكيد", url: "https://portal.test/x?a=1&b=2", copyLink: "انسخ:" },
    footer: "البوابة",
  } as const

  test("says the same as text and as HTML in its own direction; what people typed stays text", () => {
    const { text, html } = composeMail(parts)
    assert.match(text, /https:\/\/portal\.test\/x\?a=1&b=2/)
    assert.match(html!, /<html lang="ar" dir="rtl">/)
    assert.match(html!, /&lt;b&gt;أمل/)
    assert.match(html!, /href="https:\/\/portal\.test\/x\?a=1&amp;b=2"/)
    assert.doesNotMatch(html!, /<img|<script|<link/)
  })
})

describe("the job", () => {
  let database: TestDatabase
  before(async () => {
    database = await testDatabase()
    await migrateJobs(database.url)
  })
  after(() => database.drop())

  test("sends what a committed transaction asked for, tries again after a no for now, gives up after one for good", async () => {
    const server = await mailServer()
    const mailer = createMailer(server.url, { log: silentLog, from, folder: "" })
    for (const to of ["amel@exemple.tn", "gone@exemple.tn", "busy@exemple.tn"]) {
      await database.db.transaction().execute((tx) => enqueueMail(tx, mail(to)))
    }
    const pool = openPool({ url: database.url })
    const runner = await startJobs(mailJobs({ db: database.db, mailer, log: silentLog }), { pool, log: silentLog })
    const deadline = Date.now() + 20_000
    const jobsLeft = async (): Promise<number> => {
      const { rows } = await pool.query(
        "select count(*)::int as n from graphile_worker.jobs where task_identifier = 'send-mail'",
      )
      return rows[0].n
    }
    // A job is done a moment after its mail has arrived.
    while ((await jobsLeft()) > 0 && Date.now() < deadline) await new Promise((done) => setTimeout(done, 50))
    const left = await jobsLeft()
    await runner.close()
    await pool.end()
    mailer.close()
    await server.close()
    assert.deepEqual(server.received.flatMap(({ recipients }) => recipients).sort(), [
      "amel@exemple.tn",
      "busy@exemple.tn",
    ])
    assert.equal(left, 0)
  })
})
