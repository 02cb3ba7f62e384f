// Usage: node --import ./tests/support/load-typescript.mjs FILE
// Node takes types off by itself and keeps what it compiled; added here are JSX, and imports found without asking around.
// A start of the whole portal costs a quarter of what it costs by way of tsx; the tests start hundreds.
import { createHash } from "node:crypto"
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs"
import { createRequire, enableCompileCache, registerHooks } from "node:module"
import { join } from "node:path"
import { fileURLToPath } from "node:url"

const cache = fileURLToPath(new URL("../../node_modules/.cache/fihrist-tests", import.meta.url))
enableCompileCache(cache)
registerHooks({ resolve, load })

function resolve(specifier, context, next) {
  const kind = /^\.\.?\/.*\.(tsx?)$/.exec(specifier)?.[1]
  if (!kind || !context.parentURL) return next(specifier, context)
  const url = new URL(specifier, context.parentURL).href
  return { url, format: kind === "ts" ? "module-typescript" : "module", shortCircuit: true }
}

function load(url, context, next) {
  if (!url.endsWith(".tsx")) return next(url, context)
  return { source: withoutJsx(fileURLToPath(url)), format: "module", shortCircuit: true }
}

function withoutJsx(file) {
  const text = readFileSync(file, "utf8")
  const kept = join(cache, `${createHash("sha256").update(file).update(text).digest("hex")}.js`)
  return readKept(kept) ?? keep(kept, transform(file, text))
}

function readKept(file) {
  try {
    return readFileSync(file, "utf8")
  } catch {
    return undefined
  }
}

/** Appears whole; where nothing can be written, nothing is kept. */
function keep(file, source) {
  try {
    mkdirSync(cache, { recursive: true })
    writeFileSync(`${file}.${process.pid}`, source)
    renameSync(`${file}.${process.pid}`, file)
  } catch {}
  return source
}

function transform(file, text) {
  const { transformSync } = createRequire(import.meta.url)("esbuild")
  const options = { loader: "tsx", jsx: "automatic", jsxImportSource: "preact", format: "esm", target: "esnext" }
  return transformSync(text, { ...options, sourcefile: file, sourcemap: "inline", sourcesContent: false }).code
}
