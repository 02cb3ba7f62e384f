/** Public reads are for every page of the web; there are no cookies in them, so any origin may ask. */
export const corsHeaders = {
  "access-control-allow-origin": "*",
  "access-control-expose-headers": "etag, link, location, retry-after, x-request-id",
}

export const preflightHeaders = {
  ...corsHeaders,
  "access-control-allow-methods": "GET, HEAD, POST, PATCH, PUT, DELETE, OPTIONS",
  "access-control-allow-headers":
    "accept, accept-language, authorization, content-type, idempotency-key, if-match, if-none-match, range, x-ckan-api-key",
  "access-control-max-age": "86400",
}
