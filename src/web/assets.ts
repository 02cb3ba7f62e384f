import { readFileSync } from "node:fs"
import { join } from "node:path"

/** Names of built files by what they are; written by scripts/build-web.mjs. */
export interface AssetManifest {
  readonly style: string
  readonly scripts: Readonly<Record<string, string>>
  /** Fonts worth asking for before the sheet is read, per language. */
  readonly preload: Readonly<Record<string, readonly string[]>>
  readonly icon: string
  /** What the movable map fetches, and no other page. */
  readonly map: {
    readonly worker: string
    readonly style: string
    /** By country and file: `tn-boundaries`. */
    readonly boundaries: Readonly<Record<string, string>>
  }
  readonly files: readonly string[]
}

export interface AssetFile {
  readonly type: string
  readonly body: Buffer
  readonly brotli?: Buffer
}

export interface Assets {
  readonly manifest: AssetManifest
  /** Changes with every build that changes a file. */
  readonly buildId: string
  file(name: string): AssetFile | undefined
}

const types: Readonly<Record<string, string>> = {
  css: "text/css; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  svg: "image/svg+xml",
  json: "application/json; charset=utf-8",
  woff2: "font/woff2",
  txt: "text/plain; charset=utf-8",
}

/** All assets in memory (under 3 MB): a name is looked up in a table and never becomes a path. */
export function loadAssets(folder: string): Assets {
  const manifest = JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8")) as AssetManifest & {
    buildId: string
  }
  const files = new Map(manifest.files.map((name) => [name, readAsset(folder, name)]))
  return { manifest, buildId: manifest.buildId, file: (name) => files.get(name) }
}

function readAsset(folder: string, name: string): AssetFile {
  const extension = name.slice(name.lastIndexOf(".") + 1)
  const body = readFileSync(join(folder, name))
  const type = types[extension] ?? "application/octet-stream"
  return extension === "woff2" ? { type, body } : { type, body, brotli: readFileSync(join(folder, `${name}.br`)) }
}
