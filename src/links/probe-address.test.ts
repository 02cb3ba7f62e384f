import assert from "node:assert/strict"
import { createServer } from "node:https"
import type { AddressInfo } from "node:net"
import { after, before, beforeEach, describe, it } from "node:test"
import { type Answer, type Portal, type Route, startPortal } from "../../tests/support/portal-server.ts"
import { orphanCertificate, selfSignedCertificate, testKey } from "../../tests/support/test-certificates.ts"
import { createGuardedFetch, type GuardedClient } from "../platform/fetch/index.ts"
import { silentLog } from "../platform/log.ts"
import { probeAddress } from "./index.ts"

let portal: Portal
let client: GuardedClient
let methods: string[] = []
before(async () => {
  portal = await startPortal()
  client = createGuardedFetch({ allow: ["127.0.0.0/8"], log: silentLog, userAgent: "test" })
})
after(async () => {
  await client.close()
  await portal.close()
})
beforeEach(() => {
  methods = []
})

/** Answers as a web server does: no body to HEAD, a part to a range. */
function file(answer: Answer): Route {
  return (_url, { method = "", headers }) => {
    methods.push(method)
    const body = Buffer.from(answer.body)
    const range = /^bytes=0-(\d+)$/.exec(headers.range ?? "")
    if (method === "HEAD") {
      return { ...answer, body: "", headers: { ...answer.headers, "content-length": String(body.length) } }
    }
    if (!range || answer.status) return answer
    const part = body.subarray(0, Number(range[1]) + 1)
    const told = { "content-range": `bytes 0-${part.length - 1}/${body.length}` }
    return { ...answer, status: 206, headers: { ...answer.headers, ...told }, body: part }
  }
}

const csv = "annee,valeur\n".repeat(2000)
const asFile: Answer = { type: "text/csv; charset=utf-8", body: csv }
const page = (title: string, body = "<p>نص</p>".repeat(200)): Answer => ({
  type: "text/html",
  body: `<!doctype html><html><head><title>${title}</title></head><body>${body}</body></html>`,
})

async function probe(path: string, declared: { format?: string; isDownload?: boolean } = {}) {
  return probeAddress(client.fetch, new URL(path, portal.url).href, { isDownload: true, ...declared })
}
const codeOf = async (path: string, declared = {}) => (await probe(path, declared)).problem

describe("a file that is there", () => {
  it("tells its type, size and date, and shows its first bytes", async () => {
    portal.set("/a.csv", file({ ...asFile, headers: { "last-modified": "Mon, 02 Nov 2026 08:00:00 GMT" } }))
    assert.deepEqual(await probe("/a.csv"), {
      ...{ status: 200, mediaType: "text/csv", byteSize: csv.length, lastModified: "2026-11-02T08:00:00.000Z" },
    })
    assert.deepEqual(methods, ["HEAD", "GET"])
  })

  it("answers by its first bytes where HEAD is refused, whatever the refusal says", async () => {
    for (const status of [405, 404, 501]) {
      const route = file(asFile) as (url: URL, request: never) => Answer
      portal.set("/b.csv", (url, request) =>
        request.method === "HEAD" ? { status, body: "" } : route(url, request as never),
      )
      assert.deepEqual(await probe("/b.csv"), { status: 200, mediaType: "text/csv", byteSize: csv.length })
    }
  })

  it("is read no further than its first bytes from a server that knows no ranges either", async () => {
    portal.set("/c.csv", (_url, { method }) => (method === "HEAD" ? { status: 501, body: "" } : asFile))
    assert.deepEqual(await probe("/c.csv"), { status: 200, mediaType: "text/csv", byteSize: csv.length })
  })
})

describe("what is not there", () => {
  it("says so with the answer's status", async () => {
    assert.deepEqual(await probe("/none.csv"), { status: 404, problem: "http-404", mediaType: "text/plain" })
  })

  it("or has a code of its own where nothing answers, or must not be asked", async () => {
    const nobody = await startPortal()
    await nobody.close()
    assert.deepEqual(await probeAddress(client.fetch, nobody.url), { status: 0, problem: "refused" })
    for (const [url, problem] of [
      ["http://169.254.169.254/", "blocked-address"],
      ["file:///etc/passwd", "unsupported-scheme"],
      ["http://user:secret@127.0.0.1/", "credentials-in-url"],
      ["http://[", "bad-url"],
    ] as const) {
      assert.deepEqual(await probeAddress(client.fetch, url), { status: 0, problem })
    }
  })
})

describe("an answer that is not what it promises", () => {
  it("a web page under the name of a table is no table", async () => {
    portal.set("/table.csv", file(page("Statistiques agricoles")))
    portal.set("/table", file(page("Statistiques agricoles")))
    assert.equal(await codeOf("/table.csv"), "html-instead")
    assert.equal(await codeOf("/table", { format: "XLSX" }), "html-instead")
  })

  it("an address of a page may answer with a page", async () => {
    portal.set("/dataset/olives", file(page("Olives")))
    assert.equal(await codeOf("/dataset/olives", { format: "HTML" }), undefined)
    assert.equal(await codeOf("/dataset/olives", { format: "CSV", isDownload: false }), undefined)
    assert.equal(await codeOf("/dataset/olives", { format: "WMS" }), undefined)
  })

  it("a page that asks to sign in is known by its password field, and by where it sends", async () => {
    portal.set("/private.csv", file(page("Accès", `<form><input name=p type="password"></form>`)))
    portal.set("/moved.csv", { status: 302, headers: { location: "/user/login?next=moved.csv" }, body: "" })
    portal.set("/user/login", file(page("Bienvenue")))
    assert.equal(await codeOf("/private.csv"), "login-page")
    assert.equal(await codeOf("/moved.csv"), "login-page")
  })

  it("an error page with the status of success is found by its words, in three languages", async () => {
    for (const title of ["404 Not Found", "Page introuvable", "الصفحة غير موجودة", "La page n’existe plus"]) {
      portal.set("/gone.xlsx", file(page(title)))
      assert.equal(await codeOf("/gone.xlsx"), "soft-404", title)
    }
  })

  it("or by a name that cannot exist and is answered all the same", async () => {
    const everything = await startPortal({ "*": file(page("Portail national")) })
    const url = new URL("data/2024.csv", everything.url).href
    assert.equal((await probeAddress(client.fetch, url)).problem, "soft-404")
    const siblings = everything.requests.filter((path) => path !== "/data/2024.csv")
    assert.match(siblings[0] ?? "", /^\/data\/[0-9a-f-]{36}\.csv$/)
    await everything.close()
  })

  it("a page about errors is believed where the host knows what is not there", async () => {
    portal.set("/guide", file(page("Erreur 404 : comment la corriger")))
    assert.equal(await codeOf("/guide", { format: "HTML" }), undefined)
  })

  it("the home page that came instead is not the file", async () => {
    portal.set("/old/file.csv", { status: 301, headers: { location: "/fr/" }, body: "" })
    portal.set("/fr/", file(page("Portail")))
    assert.equal(await codeOf("/old/file.csv"), "redirected-home")
  })

  it("an error told as data is an error", async () => {
    portal.set("/api.json", file({ body: `{"error": {"code": 500}}` }))
    portal.set("/wfs.xml", file({ type: "text/xml", body: `<?xml version="1.0"?><ows:ExceptionReport/>` }))
    portal.set("/fine.json", file({ body: `{"error": null, "rows": [1]}` }))
    assert.equal(await codeOf("/api.json"), "soft-404")
    assert.equal(await codeOf("/wfs.xml"), "soft-404")
    assert.equal(await codeOf("/fine.json"), undefined)
  })

  it("an empty file is empty", async () => {
    portal.set("/empty.csv", file({ type: "text/csv", body: "" }))
    assert.equal(await codeOf("/empty.csv"), "empty")
  })

  it("a page that a spreadsheet program wrote under its own name is a page with the table in it", async () => {
    portal.set("/export.xls", file(page("Classeur", `<table xmlns:x="urn:schemas-microsoft-com:office:excel">`)))
    const { problem, format } = await probe("/export.xls")
    assert.deepEqual([problem, format], ["other-format", "HTML"])
  })

  it("a table under the format of a picture is named a table", async () => {
    portal.set("/distances.csv", file(asFile))
    const { problem, format } = await probe("/distances.csv", { format: "JPEG" })
    assert.deepEqual([problem, format], ["other-format", "CSV"])
  })

  it("another format than declared is named, and kinds that pass for one another are not", async () => {
    const zip = Buffer.from("PK\x03\x04........xl/workbook.xml", "latin1")
    const found: readonly (readonly [string, string | Buffer, string | undefined])[] = [
      ["/1.csv", "%PDF-1.7 ...", "PDF"],
      ["/2.csv", zip, "XLSX"],
      ["/3.xlsx", "a;b\n1;2\n", "TXT"],
      ["/4.csv", `[{"a": 1}]`, "JSON"],
      ["/5.xls", zip, undefined],
      ["/6.csv.gz", "\x1f\x8b....", undefined],
      ["/7.geojson", `{"type": "FeatureCollection"}`, undefined],
      ["/8.csv", "السنة;القيمة\n2024;3\n", undefined],
      ["/9.xml", `<?xml version="1.0"?><a/>`, undefined],
    ]
    for (const [path, body, real] of found) {
      const bytes = typeof body === "string" && body.startsWith("\x1f") ? Buffer.from(body, "latin1") : body
      portal.set(path, file({ type: "application/octet-stream", body: bytes }))
      const { problem, format } = await probe(path)
      assert.deepEqual([problem, format], real ? ["other-format", real] : [undefined, undefined], path)
    }
  })
})

describe("a host whose certificate cannot be trusted", () => {
  for (const [problem, cert] of [
    ["tls-self-signed", selfSignedCertificate],
    ["tls-incomplete-chain", orphanCertificate],
  ] as const) {
    it(`is told apart from one that does not answer: ${problem}`, async () => {
      const secure = createServer({ key: testKey, cert }, (_request, response) => response.end("a,b\n"))
      await new Promise<void>((done) => secure.listen(0, "127.0.0.1", done))
      const url = `https://127.0.0.1:${(secure.address() as AddressInfo).port}/a.csv`
      assert.deepEqual(await probeAddress(client.fetch, url), { status: 0, problem })
      secure.closeAllConnections()
      secure.close()
    })
  }
})
