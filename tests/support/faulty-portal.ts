/** A portal that speaks HTTP by hand, so that it can break off at any byte, trickle, or answer too much. */

import type { AddressInfo } from "node:net"
import { createServer, type Server, type Socket } from "node:net"

export interface Asked {
  readonly url: URL
  /** How often anything was asked before. */
  readonly nth: number
  readonly headers: string
}

/** What goes over the line for one request; the line is closed after it where `ends` says so. */
export type Misbehave = (socket: Socket, whole: Buffer) => void

export interface FaultyPortal {
  /** Ends with a slash. */
  readonly url: string
  readonly requests: URL[]
  /** Called for each request; where it answers nothing, the portal answers as it should. */
  fault: ((asked: Asked) => Misbehave | undefined) | undefined
  close(): Promise<void>
}

export interface PlainAnswer {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body: string | Buffer
}

export function rawAnswer({ status = 200, headers = {}, body }: PlainAnswer): Buffer {
  const lines = Object.entries({ "content-type": "application/json", connection: "close", ...headers })
  const head = lines.map(([name, value]) => `${name}: ${value}\r\n`).join("")
  const bytes = Buffer.from(body)
  return Buffer.concat([Buffer.from(`HTTP/1.1 ${status} X\r\n${head}content-length: ${bytes.length}\r\n\r\n`), bytes])
}

export async function startFaultyPortal(answer: (url: URL) => PlainAnswer): Promise<FaultyPortal> {
  const open = new Set<Socket>()
  const server: Server = createServer((socket) => {
    open.add(socket)
    socket.on("error", () => {})
    socket.on("close", () => open.delete(socket))
    socket.once("data", (data) => {
      const headers = data.toString("latin1")
      const url = new URL(/^\w+ (\S+)/.exec(headers)?.[1] ?? "/", portal.url)
      portal.requests.push(url)
      const whole = rawAnswer(answer(url))
      const misbehave = portal.fault?.({ url, nth: portal.requests.length - 1, headers })
      if (misbehave) misbehave(socket, whole)
      else socket.end(whole)
    })
  })
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done))
  const portal: FaultyPortal = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    requests: [],
    fault: undefined,
    close: () =>
      new Promise((done) => {
        server.close(() => done())
        for (const socket of open) socket.destroy()
      }),
  }
  return portal
}

/** Breaks the line off before anything came. */
export const hangUp: Misbehave = (socket) => void socket.resetAndDestroy()

/** Breaks off after so many bytes of the answer; below zero, so many before its end. */
export function cutAfter(bytes: number): Misbehave {
  return (socket, whole) => void socket.write(whole.subarray(0, bytes), () => socket.destroy())
}

/** In the middle of its body, where headers and body of the answer are `whole`. */
export const cutInBody: Misbehave = (socket, whole) => {
  const body = whole.indexOf("\r\n\r\n") + 4
  cutAfter(body + Math.floor((whole.length - body) / 2))(socket, whole)
}

/** One byte at a time, and never done. */
export function trickle(from: number, everyMs = 20): Misbehave {
  return (socket, whole) => {
    socket.write(whole.subarray(0, from))
    let at = from
    const timer = setInterval(() => {
      socket.write(whole.subarray(at, at + 1))
      at += 1
    }, everyMs)
    socket.on("close", () => clearInterval(timer))
  }
}

export function refuseWith(status: number, headers: Readonly<Record<string, string>> = {}): Misbehave {
  return (socket) => void socket.end(rawAnswer({ status, headers, body: "busy" }))
}
