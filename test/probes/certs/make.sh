#!/bin/sh
# Makes the certificates that the probe tests use. TEST FIXTURES ONLY: the keys are public, trust none of them anywhere.
# Run once with OpenSSL 3 in this folder; what it writes is committed, so that the tests need Node.js alone.
set -eu
key() { openssl ecparam -name prime256v1 -genkey -noout -out "$1.key"; }
# sign NAME ISSUER EXTENSIONS [DATES]: a certificate for NAME.key
sign() {
  printf '%s\n' "$3" > ext.cnf
  openssl req -new -key "$1.key" -subj "/O=uhc test fixture/CN=$1" -out req.pem
  # shellcheck disable=SC2086
  openssl x509 -req -in req.pem -CA "$2.pem" -CAkey "$2.key" -set_serial "0x$(openssl rand -hex 8)" \
    -extfile ext.cnf ${4:--days 36500} -out "$1.pem"
}
authority='basicConstraints=critical,CA:TRUE
keyUsage=critical,keyCertSign,cRLSign
subjectKeyIdentifier=hash'
names='subjectAltName=DNS:good.test,DNS:*.wild.test,IP:127.0.0.1,IP:::1
basicConstraints=CA:FALSE'
for name in root inner innermost good deep expired bare client; do key "$name"; done
openssl req -x509 -key root.key -subj "/O=uhc test fixture/CN=root" -days 36500 -out root.pem \
  -addext 'basicConstraints=critical,CA:TRUE' -addext 'keyUsage=critical,keyCertSign,cRLSign'
openssl req -x509 -key bare.key -subj "/O=uhc test fixture/CN=bare.test" -days 36500 -out bare.pem
sign inner root "$authority"
sign innermost inner "$authority"
sign good inner "$names"
sign deep innermost "$names"
sign client root 'extendedKeyUsage=clientAuth'
faketime='2019-01-01 00:00:00'
sign expired inner "$names" "-not_before 20190101000000Z -not_after 20190201000000Z"
rm -f req.pem ext.cnf inner.key.x
