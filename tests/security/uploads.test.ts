/** Files made to run in a reader's browser, by each way in; files from nobody; names that are paths. */
import assert from "node:assert/strict"
import { after, before, describe, it } from "node:test"
import { readForm } from "../support/read-form.ts"
import { type SecretOffice, secret, secretOffice, tokenOf, uploaded } from "./secret-office.ts"

const html = "<!doctype html><script>alert(document.cookie)</script>"
const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
const hostile: readonly { readonly name: string; readonly bytes: string | Buffer }[] = [
  { name: "page.html", bytes: html },
  { name: "page.csv", bytes: html },
  { name: "image.svg", bytes: svg },
  { name: "image.png", bytes: svg },
  {
    name: "feuille.xml",
    bytes: `<?xml version="1.0"?><?xml-stylesheet href="data:text/xsl,x" type="text/xsl"?><html xmlns="http://www.w3.org/1999/xhtml"><script>alert(1)</script></html>`,
  },
  { name: "gif.gif", bytes: `GIF89a/*${html}*/=1;` },
  { name: "pdf.html", bytes: `%PDF-1.4\n${html}` },
  { name: "zip.html", bytes: Buffer.concat([Buffer.from("PK\u0003\u0004"), Buffer.from(html)]) },
  { name: "script.js", bytes: "alert(1)" },
  { name: "texte.txt", bytes: Buffer.from(`\ufeff${html}`, "utf16le") },
  { name: "sept.txt", bytes: "+ADw-script+AD4-alert(1)+ADw-/script+AD4-" },
  { name: "a.swf", bytes: "FWS\u0009xxxx" },
]
const paths = [
  "../../../etc/passwd",
  "..\\..\\x.csv",
  "/etc/passwd",
  "a\r\nset-cookie: x=y.csv",
  'x"; filename="evil.html',
  ".htaccess",
  "a\0.csv",
  "\u202egnp.csv",
  "",
]

let office: SecretOffice
before(async () => {
  office = await secretOffice()
})
after(async () => office.portal.close())

function multipart(fields: Record<string, string>, file: { field: string; name: string; bytes: string | Buffer }) {
  const boundary = "----essai"
  const parts = Object.entries(fields).map(
    ([name, value]) => `--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  )
  const head = `--${boundary}\r\ncontent-disposition: form-data; name="${file.field}"; filename="${file.name.replaceAll(/["\r\n\0]/g, "_")}"\r\ncontent-type: text/html\r\n\r\n`
  const payload = Buffer.concat([
    Buffer.from(parts.join("") + head),
    Buffer.from(file.bytes),
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ])
  return { payload, type: `multipart/form-data; boundary=${boundary}` }
}

/** A dataset of the owner's with this file, sent in this way; answers where the public finds the file. */
const ways: Readonly<Record<string, (file: { name: string; bytes: string | Buffer }) => Promise<string[]>>> = {
  async "by tus"(file) {
    const { owner, portal } = office
    const id = await uploaded(portal, owner, file)
    const authorization = `Bearer ${await tokenOf(portal, owner)}`
    const given = {
      organization: "agriculture",
      title: { fr: "Fichier" },
      description: { fr: "x" },
      licence: "lndpo-tn",
      distributions: [{ title: { fr: "x" }, upload: id }],
    }
    const headers = { authorization, "content-type": "application/json" }
    const made = await portal.app.inject({
      method: "POST",
      url: "/api/v1/datasets",
      headers,
      payload: JSON.stringify(given),
    })
    assert.equal(made.statusCode, 201, made.body)
    const shown = await portal.app.inject({
      method: "POST",
      url: `/api/v1/datasets/${made.json().id}/publish`,
      headers,
      payload: "{}",
    })
    assert.equal(shown.statusCode, 200, shown.body)
    return [shown.json().distributions[0].downloadUrl, `/files/stored/${id}`]
  },
  async "by a form without scripts"(file) {
    const { owner, portal } = office
    const page = await owner.get("/fr/office/datasets/new")
    const form = readForm(page.body, "dataset-form")
    form.set("title.fr", "Par formulaire")
    form.set("act", "save")
    const { payload, type } = multipart(Object.fromEntries(form), { field: "upload", ...file })
    const cookie = `fihrist_session=${owner.cookies.get("fihrist_session")}`
    const headers = { cookie, "content-type": type, "sec-fetch-site": "same-origin" }
    const answer = await portal.app.inject({ method: "POST", url: "/fr/office/datasets/new", headers, payload })
    assert.ok([200, 303].includes(answer.statusCode), `${answer.statusCode}`)
    const stored = /\/files\/stored\/[\w-]{36}/.exec(answer.body)?.[0]
    const to = /datasets\/([\w-]{36})/.exec(String(answer.headers.location ?? ""))?.[1]
    if (stored) return [stored]
    return [
      /name="file\.[\w-]+\.stored" value="([\w-]{36})"/.exec(
        (await owner.get(`/fr/office/datasets/${to}/edit`)).body,
      )?.[1] ?? "",
    ].map((id) => `/files/stored/${id}`)
  },
  async "by a client of CKAN"(file) {
    const { owner, portal, ids } = office
    const { payload, type } = multipart(
      { package_id: ids.shown ?? "", name: "x", format: "HTML", mimetype: "text/html" },
      { field: "upload", ...file },
    )
    const headers = { authorization: await tokenOf(portal, owner), "content-type": type }
    const answer = await portal.app.inject({ method: "POST", url: "/api/3/action/resource_create", headers, payload })
    assert.equal(answer.statusCode, 200, answer.body)
    return [answer.json().result.url]
  },
}

describe("a file made to run in a browser", () => {
  for (const [way, send] of Object.entries(ways)) {
    it(`${way} comes out as something to be saved, in a box without an origin`, async () => {
      for (const file of hostile) {
        for (const address of await send(file)) {
          const url = new URL(address, "http://127.0.0.1:8080")
          const answer = await office.owner.get(url.pathname)
          assert.equal(answer.statusCode, 200, `${file.name} ${address} ${answer.body.slice(0, 200)}`)
          const { headers } = answer
          assert.match(String(headers["content-disposition"]), /^attachment;/, file.name)
          assert.equal(headers["x-content-type-options"], "nosniff")
          assert.match(String(headers["content-security-policy"]), /^sandbox; default-src 'none'/)
          assert.doesNotMatch(String(headers["content-type"]), /html|svg|xml|javascript|flash/i, file.name)
          if (String(headers["content-type"]).startsWith("text/"))
            assert.doesNotMatch(String(headers["content-type"]), /utf-7/i)
        }
      }
    })
  }

  it("is shown as nothing but text where its first rows are looked at", async () => {
    const { owner, portal, ids } = office
    const authorization = await tokenOf(portal, owner)
    for (const file of hostile) {
      const { payload, type } = multipart({ package_id: ids.shown ?? "", format: "CSV" }, { field: "upload", ...file })
      await portal.app.inject({
        method: "POST",
        url: "/api/3/action/resource_create",
        headers: { authorization, "content-type": type },
        payload,
      })
    }
    const { distributions } = (await portal.app.inject(`/api/v1/datasets/${ids.shown}`)).json()
    for (const { id } of distributions) {
      const { body, statusCode } = await portal.app.inject(`/fr/datasets/${ids.shownSlug}/preview/${id}`)
      assert.ok(statusCode < 500)
      assert.doesNotMatch(body, /<script>alert|<svg xmlns="http:\/\/www.w3.org\/2000\/svg"><script/)
    }
  })
})

describe("a name of a file", () => {
  it("is a name and nothing more: no path, no header, no other name", async () => {
    const { portal, owner } = office
    for (const name of paths) {
      const sent = await uploaded(portal, owner, { name, bytes: "a,b\n" }).catch((error: Error) => error)
      if (sent instanceof Error) {
        assert.match(sent.message, /upload: 4\d\d/, JSON.stringify(name))
        continue
      }
      const answer = await owner.get(`/files/stored/${sent}`)
      assert.equal(answer.statusCode, 200)
      const disposition = String(answer.headers["content-disposition"])
      assert.doesNotMatch(disposition, /[\r\n\0]|\/|\\/, JSON.stringify(name))
      assert.equal(disposition.match(/filename=/g)?.length, 1, disposition)
      assert.equal(answer.headers["set-cookie"], undefined)
    }
  })
})

describe("bytes of nobody", () => {
  it("are not taken: not by tus, not by a form, not by CKAN", async () => {
    const { portal, citizen } = office
    const { payload, type } = multipart({ name: "status" }, { field: "upload", name: "x.csv", bytes: "a" })
    for (const url of [
      "/api/3/action/resource_create",
      "/api/3/action/status_show",
      "/fr/office/datasets/new",
      "/fr/office/datasets/import",
    ]) {
      const headers = { "content-type": type, "sec-fetch-site": "same-origin" }
      const answer = await portal.app.inject({ method: "POST", url, headers, payload })
      assert.ok(
        [400, 401, 403, 409].includes(answer.statusCode),
        `${url} ${answer.statusCode} ${answer.body.slice(0, 100)}`,
      )
    }
    await assert.rejects(uploaded(portal, citizen), /upload: 403/)
  })

  it("under another's upload are not added, told or thrown away", async () => {
    const { portal, stranger, ids } = office
    const authorization = `Bearer ${await tokenOf(portal, stranger)}`
    for (const method of ["HEAD", "GET", "PATCH", "DELETE"] as const) {
      const headers = {
        authorization,
        "tus-resumable": "1.0.0",
        "upload-offset": "0",
        "content-type": "application/offset+octet-stream",
      }
      const request = { method, url: `/api/v1/uploads/${ids.file}`, headers }
      const answer = await portal.app.inject(method === "PATCH" ? { ...request, payload: "x" } : request)
      assert.equal(answer.statusCode, 404, method)
    }
    assert.equal((await office.owner.get(`/files/stored/${ids.file}`)).statusCode, 200)
  })

  it("tell not even their name to who names them in a form of her own", async () => {
    const { stranger, ids } = office
    const page = await stranger.get("/fr/office/datasets/new")
    const form = readForm(page.body, "dataset-form")
    form.set("title.fr", "À moi")
    form.set("act", "save")
    const line = "11111111-1111-7111-8111-111111111111"
    const taken: Record<string, string> = { file: line, [`file.${line}.stored`]: ids.file ?? "" }
    const arrived: Record<string, string> = { arrived: ids.file ?? "" }
    for (const named of [arrived, taken]) {
      const answer = await stranger.post("/fr/office/datasets/new", { ...Object.fromEntries(form), ...named })
      assert.ok(!answer.body.includes(secret))
    }
  })
})
