import { type LookupAddress, lookup as systemLookup } from "node:dns"
import { isIP, type LookupFunction } from "node:net"
import { createSecureContext, getCACertificates, type SecureContext } from "node:tls"
import { buildConnector } from "undici"
import type { AddressRule } from "./addresses.ts"
import { FetchRefused } from "./guarded-fetch.ts"

/** All addresses of a host name. */
export type Resolve = (host: string) => Promise<readonly LookupAddress[]>

export const resolveBySystem: Resolve = (host) =>
  new Promise((done, fail) => {
    systemLookup(host, { all: true }, (error, addresses) => (error ? fail(error) : done(addresses)))
  })

/**
 * Connects to permitted addresses only. The check sits in the name resolution of the very connection, so that a name which
 * resolves differently a second time (DNS rebinding) gains nothing, and once more on the socket that came of it.
 */
export function guardedConnector(
  mayReach: AddressRule,
  resolve: Resolve,
  { timeoutMs, extraCa }: { timeoutMs: number; extraCa?: string },
): buildConnector.connector {
  const connect = buildConnector({
    timeout: timeoutMs,
    ...(extraCa ? { secureContext: trusting(extraCa) } : {}),
    lookup: guardedLookup(mayReach, resolve),
    autoSelectFamily: true,
  })
  return (options, callback) => {
    const host = options.hostname.replace(/^\[|\]$/g, "")
    if (isIP(host) !== 0 && !mayReach(host)) {
      callback(blocked(host, host), null)
      return
    }
    connect(options, (error, socket) => {
      if (error) return callback(error, null)
      const remote = socket?.remoteAddress
      if (socket && (remote === undefined || !mayReach(remote))) {
        socket.destroy()
        return callback(blocked(host, remote ?? "unknown"), null)
      }
      callback(null, socket as NonNullable<typeof socket>)
    })
  }
}

/** All that is trusted anyway, and these certificates. Everything is verified as ever. */
function trusting(extraCa: string): SecureContext {
  return createSecureContext({ ca: [...getCACertificates("default"), extraCa] })
}

function guardedLookup(mayReach: AddressRule, resolve: Resolve): LookupFunction {
  return (host, options, callback) => {
    resolve(host).then(
      (found) => {
        const addresses = found.filter(({ address }) => mayReach(address))
        const first = addresses[0]
        if (!first) return callback(blocked(host, found[0]?.address ?? "no address"), "", 0)
        if (options.all) return callback(null, [...addresses])
        callback(null, first.address, first.family)
      },
      (error) => callback(error, "", 0),
    )
  }
}

function blocked(host: string, address: string): FetchRefused {
  const named = host === address ? address : `${host} (${address})`
  return new FetchRefused(
    "blocked-address",
    `${named} is not a public address, so it is not fetched. An operator can allow its range with FIHRIST_FETCH_ALLOW.`,
  )
}
