#!/bin/sh
# Usage: tests/support/certificates/make.sh - makes the certificates of the tests anew, valid from 2020 to 2120. They
# protect nothing: the key of the server lies beside them, those of the authorities are thrown away.
set -eu
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cat >"$work/config" <<CONFIG
[ca]
default_ca = tests
[tests]
database = $work/index
rand_serial = yes
new_certs_dir = $work
default_md = sha256
policy = any
unique_subject = no
[any]
organizationName = optional
commonName = supplied
[authority]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign,cRLSign
[server]
basicConstraints = CA:FALSE
subjectAltName = DNS:portal.example.tn
CONFIG
: >"$work/index"

key() { openssl ecparam -name prime256v1 -genkey -noout -out "$1"; }
# sign KEY NAME EXTENSIONS LAST-YEAR ISSUER-OPTIONS
sign() {
  key=$1 name=$2 extensions=$3 year=$4
  shift 4
  openssl req -new -key "$key" -subj "/O=Tests of Fihrist/CN=$name" -out "$work/request"
  openssl ca -batch -notext -config "$work/config" -extensions "$extensions" -in "$work/request" \
    -startdate 20200101000000Z -enddate "${year}0101000000Z" "$@" 2>/dev/null
}

key "$work/root.key"
key "$work/intermediate.key"
key server.key
by_root="-cert root.pem -keyfile $work/root.key"
by_intermediate="-cert intermediate.pem -keyfile $work/intermediate.key"
sign "$work/root.key" Root authority 2120 -selfsign -keyfile "$work/root.key" >root.pem
# shellcheck disable=SC2086 # the options are words
{
  sign "$work/intermediate.key" Intermediate authority 2120 $by_root >intermediate.pem
  sign server.key portal.example.tn server 2120 $by_intermediate >server.pem
  sign server.key portal.example.tn server 2021 $by_intermediate >expired.pem
}
chmod 644 server.key
