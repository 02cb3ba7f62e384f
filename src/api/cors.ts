/** Public reads are for every page of the web; there are no cookies in them, so any origin may ask. */
export const corsHeaders = {
  "access-control-allow-origin": "*",
  "access-control-expose-headers": "etag, link, retry-after, x-request-id",
}

export const preflightHeaders = {
  ...corsHeaders,
  "access-control-allow-methods": "GET, HEAD, POST, OPTIONS",
  "access-control-allow-headers": "accept, accept-language, authorization, content-type, if-none-match, x-ckan-api-key",
  "access-control-max-age": "86400",
}
