#!/bin/sh
# Makes the certificates that the probe tests use. TEST FIXTURES ONLY: the keys are public, trust none of them anywhere.
# Run once with OpenSSL 3 in this folder; what it writes is committed, so that the tests need Node.js alone.
set -eu
work=$(mktemp -d)
trap 'rm -r "$work"' EXIT
: > "$work/index"
cat > "$work/ca.cnf" <<CONFIG
[ca]
default_ca = fixtures
[fixtures]
database = $work/index
new_certs_dir = $work
rand_serial = yes
default_md = sha256
policy = any
unique_subject = no
[any]
organizationName = supplied
commonName = supplied
[authority]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign,cRLSign
[server]
basicConstraints = CA:FALSE
subjectAltName = DNS:good.test,DNS:*.wild.test,IP:127.0.0.1,IP:::1
[bare]
basicConstraints = CA:FALSE
[client]
extendedKeyUsage = clientAuth
CONFIG

# sign NAME ISSUER SECTION [FROM TO]: a key and a certificate called NAME
sign() {
  openssl ecparam -name prime256v1 -genkey -noout -out "$1.key"
  openssl req -new -key "$1.key" -subj "/O=uhc test fixture/CN=$1.test" -out "$work/$1.csr"
  issuer="-cert $2.pem -keyfile $2.key"
  [ "$1" != "$2" ] || issuer="-selfsign -keyfile $1.key"
  # shellcheck disable=SC2086
  openssl ca -batch -notext -config "$work/ca.cnf" $issuer -in "$work/$1.csr" -out "$1.pem" -extensions "$3" \
    -startdate "${4:-20200101000000Z}" -enddate "${5:-21200101000000Z}" 2> "$work/log" || cat "$work/log"
}
sign root root authority
sign inner root authority
sign innermost inner authority
sign good inner server
sign deep innermost server
sign expired inner server 20190101000000Z 20190201000000Z
sign future inner server 21100101000000Z
sign bare bare bare
sign client root client
rm inner.key innermost.key root.key
