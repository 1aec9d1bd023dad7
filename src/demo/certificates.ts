// Data table: certificates of the demo. DEMO ONLY: the key is public on purpose, and nothing may ever trust this CA.
//
// Made once with OpenSSL 3.0; the CA's own key was thrown away. ca.cnf is the smallest that `openssl ca` takes, with
// copy_extensions = copy; `openssl ca` because only it can set both dates.
//   openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out ca.key         # and the same for demo.key
//   openssl req -new -key ca.key -subj "/CN=uhc demo CA (trust it nowhere)" -out ca.csr \
//     -addext basicConstraints=critical,CA:TRUE -addext keyUsage=critical,keyCertSign
//   openssl ca -batch -notext -config ca.cnf -selfsign -keyfile ca.key -in ca.csr -out ca.pem \
//     -startdate 20200101000000Z -enddate 21200101000000Z
// and for each of good, expired, wrong-name, with its NAME and END:
//   openssl req -new -key demo.key -subj "/CN=NAME" -out server.csr \
//     -addext subjectAltName=DNS:NAME -addext extendedKeyUsage=serverAuth
//   openssl ca -batch -notext -config ca.cnf -cert ca.pem -keyfile ca.key -in server.csr -out server.pem \
//     -startdate 20200101000000Z -enddate END

/** demo only: the CA that every certificate below comes from. */
export const DEMO_CA = `-----BEGIN CERTIFICATE-----
MIIBmDCCAT6gAwIBAgIUMX7KrUlQjcvwbIjkdtmWIxC01gEwCgYIKoZIzj0EAwIw
KTEnMCUGA1UEAwwedWhjIGRlbW8gQ0EgKHRydXN0IGl0IG5vd2hlcmUpMCAXDTIw
MDEwMTAwMDAwMFoYDzIxMjAwMTAxMDAwMDAwWjApMScwJQYDVQQDDB51aGMgZGVt
byBDQSAodHJ1c3QgaXQgbm93aGVyZSkwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNC
AASLBeCqR8Hl+dM2+9OtN/E8+WIjHDuLo/tak+AAvr/A+3p7X/gSmm+NJiHKxIpa
DUNvim8NQC9FKf8ItQABDFNPo0IwQDAPBgNVHRMBAf8EBTADAQH/MA4GA1UdDwEB
/wQEAwICBDAdBgNVHQ4EFgQUQthN8InrEfxITnah4DRSwgAipEowCgYIKoZIzj0E
AwIDSAAwRQIgWrLIFRVi2C88sZ4xjdmvWt/1L/AaJYfO+6GAdIuIDtgCIQCUIJ6r
LjrYs3lZhNbMiIEaIBMtzRyBQr7SZ5vPpRexOA==
-----END CERTIFICATE-----
`;

/** demo only: api.demo.test, valid until 2120. */
export const GOOD_CERTIFICATE = `-----BEGIN CERTIFICATE-----
MIIBtTCCAVygAwIBAgIUWdZ7CkvVAE5L/R4WXiO6UfMeH3swCgYIKoZIzj0EAwIw
KTEnMCUGA1UEAwwedWhjIGRlbW8gQ0EgKHRydXN0IGl0IG5vd2hlcmUpMCAXDTIw
MDEwMTAwMDAwMFoYDzIxMjAwMTAxMDAwMDAwWjAYMRYwFAYDVQQDDA1hcGkuZGVt
by50ZXN0MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEKbhwVQk9QJKhZ7pyRl36
n4ZMCk8j6DQLpNu3X2ixNW/KS0Bq0UHHasuDPPQz0eFb16WjtzNLENVpyhHhs5HU
A6NxMG8wGAYDVR0RBBEwD4INYXBpLmRlbW8udGVzdDATBgNVHSUEDDAKBggrBgEF
BQcDATAdBgNVHQ4EFgQU7b3iCY3zfJQiK7JyPYYeaT6dLLYwHwYDVR0jBBgwFoAU
QthN8InrEfxITnah4DRSwgAipEowCgYIKoZIzj0EAwIDRwAwRAIgHB+lQa7oWfzk
zLG+tSB94SYsWc7T0MYOCNABW3VLI8oCIG9MLEwru4d1hzLR1BUVDqhOgWaqzYnx
+Z9Li0z1ZAlU
-----END CERTIFICATE-----
`;

/** demo only: api.demo.test, expired on 1 January 2024. */
export const EXPIRED_CERTIFICATE = `-----BEGIN CERTIFICATE-----
MIIBszCCAVqgAwIBAgIUU18grP3X2xCEu6DfF/ZBGLpOP1kwCgYIKoZIzj0EAwIw
KTEnMCUGA1UEAwwedWhjIGRlbW8gQ0EgKHRydXN0IGl0IG5vd2hlcmUpMB4XDTIw
MDEwMTAwMDAwMFoXDTI0MDEwMTAwMDAwMFowGDEWMBQGA1UEAwwNYXBpLmRlbW8u
dGVzdDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABCm4cFUJPUCSoWe6ckZd+p+G
TApPI+g0C6Tbt19osTVvyktAatFBx2rLgzz0M9HhW9elo7czSxDVacoR4bOR1AOj
cTBvMBgGA1UdEQQRMA+CDWFwaS5kZW1vLnRlc3QwEwYDVR0lBAwwCgYIKwYBBQUH
AwEwHQYDVR0OBBYEFO294gmN83yUIiuycj2GHmk+nSy2MB8GA1UdIwQYMBaAFELY
TfCJ6xH8SE52oeA0UsIAIqRKMAoGCCqGSM49BAMCA0cAMEQCIFOsgzKhe/ur3639
jswpYglyKxs//xrsqYu80CrnDPE7AiAbXfe9kmE15WTUijmKPtHfsvV06bCBswN7
ioGkc866kA==
-----END CERTIFICATE-----
`;

/** demo only: billing.demo.test, valid until 2120. */
export const WRONG_NAME_CERTIFICATE = `-----BEGIN CERTIFICATE-----
MIIBvTCCAWSgAwIBAgIUMhBjUvQKk+9o9ObX21B8YRZwr8kwCgYIKoZIzj0EAwIw
KTEnMCUGA1UEAwwedWhjIGRlbW8gQ0EgKHRydXN0IGl0IG5vd2hlcmUpMCAXDTIw
MDEwMTAwMDAwMFoYDzIxMjAwMTAxMDAwMDAwWjAcMRowGAYDVQQDDBFiaWxsaW5n
LmRlbW8udGVzdDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABCm4cFUJPUCSoWe6
ckZd+p+GTApPI+g0C6Tbt19osTVvyktAatFBx2rLgzz0M9HhW9elo7czSxDVacoR
4bOR1AOjdTBzMBwGA1UdEQQVMBOCEWJpbGxpbmcuZGVtby50ZXN0MBMGA1UdJQQM
MAoGCCsGAQUFBwMBMB0GA1UdDgQWBBTtveIJjfN8lCIrsnI9hh5pPp0stjAfBgNV
HSMEGDAWgBRC2E3wiesR/EhOdqHgNFLCACKkSjAKBggqhkjOPQQDAgNHADBEAiAZ
/vGb5IcNYkYsbxa9PQjScYLur8OuQKAmaBr2BC8d7QIgHrFiad8Nv0RU62DsOqSH
lkAv/9tOTh/WzQKhDJvo7QA=
-----END CERTIFICATE-----
`;

/** demo only: the key of all three, published here and worth nothing. */
export const DEMO_KEY = /* gitleaks:allow */ `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgRAnpSP5R1sZFsOov
cWakVEbNUhPd6iKzAmWXcKf4AL6hRANCAAQpuHBVCT1AkqFnunJGXfqfhkwKTyPo
NAuk27dfaLE1b8pLQGrRQcdqy4M89DPR4VvXpaO3M0sQ1WnKEeGzkdQD
-----END PRIVATE KEY-----
`;
