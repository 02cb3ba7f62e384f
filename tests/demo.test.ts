import assert from "node:assert/strict"
import { type ChildProcess, spawn } from "node:child_process"
import { join } from "node:path"
import { after, before, describe, test } from "node:test"
import { fileURLToPath } from "node:url"
import { temporaryFolder } from "./support/folder.ts"
import { typescript } from "./support/typescript.ts"

const checkout = fileURLToPath(new URL("..", import.meta.url))

interface Running {
  readonly url: string
  readonly out: string
  readonly errors: string
  stop(): Promise<number | null>
}

interface Answer {
  readonly total: number
  readonly facets: Readonly<Record<string, readonly { value: string; count: number }[]>>
}

interface Related {
  readonly total: number
  readonly items: readonly {
    readonly slug: string
    readonly endpointUrl?: string
    readonly endpointDescription?: string
  }[]
}

describe("./fihrist demo", () => {
  const folder = temporaryFolder()
  const dataDir = join(folder.path, "demo")
  let demo: Running

  before(async () => {
    demo = await startDemo(dataDir)
  })
  after(async () => {
    await demo?.stop()
    folder.remove()
  })

  const datasets = async (query: string): Promise<Answer> =>
    (await fetch(`${demo.url}/api/v1/datasets?limit=1&${query}`)).json() as Promise<Answer>

  test("says Ready alone, once all that its portals publish can be searched", async () => {
    assert.equal(demo.out, `Ready: ${demo.url}\n`)
    assert.equal((await datasets("")).total, 243)
  })

  test("is a catalogue in three languages from ten portals of seven kinds", async () => {
    const { facets } = await datasets("")
    assert.equal(facets.source?.length, 10)
    assert.deepEqual(facets.language?.map(({ value }) => value).sort(), ["ar", "en", "fr"])
    assert.ok((facets.theme?.length ?? 0) > 8)
    for (const language of ["ar", "fr", "en"]) {
      assert.equal((await fetch(`${demo.url}/${language}/datasets`)).status, 200)
    }
  })

  test("shows the series and the data services of its portals, whose addresses answer", async () => {
    for (const [nouns, count] of [
      ["series", 4],
      ["services", 3],
    ] as const) {
      const list = (await (await fetch(`${demo.url}/api/v1/${nouns}`)).json()) as Related
      assert.equal(list.total, count)
      for (const { slug, endpointUrl, endpointDescription } of list.items) {
        for (const language of ["ar", "fr", "en"])
          assert.equal((await fetch(`${demo.url}/${language}/${nouns}/${slug}`)).status, 200, slug)
        for (const address of [endpointUrl, endpointDescription])
          if (address) assert.equal((await fetch(address)).status, 200, address)
      }
    }
  })

  test("is searched in Arabic and in French", async () => {
    assert.ok((await datasets(`q=${encodeURIComponent("بلديات سوسة")}`)).total > 0)
    assert.ok((await datasets("q=hopitaux+circonscription")).total > 0)
  })

  test("keeps its catalogue and harvests nothing at its next start", async () => {
    assert.equal(await demo.stop(), 0)
    demo = await startDemo(dataDir)
    assert.doesNotMatch(demo.errors, /harvested/)
    assert.equal((await datasets("")).total, 243)
  })
})

async function startDemo(dataDir: string): Promise<Running> {
  const args = [...typescript, "src/main.ts", "demo", "--port", "0", "--data", dataDir]
  // The instance of this test alone, whatever the environment names.
  const env = { ...process.env, DATABASE_URL: "", FIHRIST_DATA: "", FIHRIST_BASE_URL: "", HOST: "", FIHRIST_ROLES: "" }
  const child = spawn(process.execPath, args, { cwd: checkout, env, stdio: ["ignore", "pipe", "pipe"] })
  const said = { out: "", errors: "" }
  const ended = new Promise<number | null>((done) => child.once("close", done))
  child.stderr.on("data", (chunk) => {
    said.errors += chunk
  })
  const url = await new Promise<string>((done, failed) => {
    child.stdout.on("data", (chunk) => {
      said.out += chunk
      const ready = /^Ready: (\S+)\n/m.exec(said.out)?.[1]
      if (ready) done(ready)
    })
    void ended.then((code) => failed(new Error(`ended with ${code}: ${said.errors}`)))
  })
  return { url, ...said, stop: () => stop(child, ended) }
}

function stop(child: ChildProcess, ended: Promise<number | null>): Promise<number | null> {
  child.kill("SIGTERM")
  return ended
}
