#!/usr/bin/env bash
# What a careful person does by hand, as a script: nginx -t, dig, nc, openssl s_client, curl, from the lowest layer up.
# Usage: probe.sh nginx.conf [health path]. Prints the id of the first cause that it finds, or `healthy`.
set -u
conf=$1 health=${2:-/}

say() { echo "$1"; exit 0; }

refused=$(nginx -t -c "$conf" 2>&1) || case $refused in
  *"host not found in upstream"*) say dns-name-not-found ;;
  *"no servers are inside upstream"*) say upstream-empty ;;
  *"invalid port in upstream"*) say upstream-address-invalid ;;
  *"open() "*"failed (2"*) say config-include-missing ;;
  *) say config-syntax-error ;;
esac

text=$(nginx -T -c "$conf" 2>/dev/null | sed 's/#.*//' | tr '\n' ' ')
groups=$(grep -oP 'upstream\s+\S+\s*\{[^}]*\}' <<<"$text")
verify=$(grep -oP 'proxy_ssl_verify\s+\Kon' <<<"$text" | head -1)
trust=$(grep -oP 'proxy_ssl_trusted_certificate\s+\K[^;]+' <<<"$text" | head -1)

# Every `*_pass` as "scheme address", groups replaced by their servers.
targets() {
  grep -oP '\b(proxy|fastcgi|uwsgi|grpc)_pass\s+[^;]+' <<<"$text" | while read -r directive url; do
    scheme=${directive%_pass}
    case $url in https://* | grpcs://*) scheme=https ;; esac
    host=${url#*://} && [[ $host == unix:* ]] || host=${host%%/*}
    members=$(grep -P "^upstream\s+\Q$host\E\s*\{" <<<"$groups" | grep -oP '\bserver\s+\K[^;]+' | grep -v '\bdown\b')
    for address in ${members:+$(awk '{print $1}' <<<"$members")}; do echo "$scheme $address"; done
    [[ -n $members || $host == *'$'* ]] || echo "$scheme $host"
  done
}

resolve() {
  [[ $1 =~ ^[0-9.]+$ || $1 == *:* ]] && { echo "$1"; return; }
  getent ahosts "$1" | awk '{print $1; exit}'
}

why_unresolved() {
  case $(dig +time=1 +tries=1 "$1" 2>&1) in
    *NXDOMAIN*) echo dns-name-not-found ;;
    *SERVFAIL* | *"status: REFUSED"*) echo dns-server-failure ;;
    *NOERROR*) echo dns-no-address ;;
    *) echo dns-resolver-unreachable ;;
  esac
}

check_tls() {
  local name=() said
  [[ $3 =~ [a-z] ]] && name=(-servername "$3")
  said=$(timeout 5 openssl s_client -connect "$1:$2" "${name[@]}" ${trust:+-CAfile "$trust"} </dev/null 2>&1)
  case $said in
    *"wrong version number"*) say tls-to-plaintext-port ;;
    *"alert protocol version"*) say tls-version-mismatch ;;
    *"alert handshake failure"*) say tls-cipher-mismatch ;;
    *"alert unrecognized name"*) say tls-sni-rejected ;;
    *"certificate required"*) say tls-client-certificate-required ;;
  esac
  [[ -z $verify ]] || case $said in
    *"Verify return code: 10 "*) say tls-certificate-expired ;;
    *"Verify return code: 9 "*) say tls-certificate-not-yet-valid ;;
    *"Verify return code: 18 "*) say tls-certificate-self-signed ;;
    *"Verify return code: 2"[01]" "*) say tls-certificate-untrusted ;;
  esac
}

check_http() {
  local out status
  out=$(curl -sk -m 5 -D - -o /dev/null "${@:2}" "$1$health" 2>&1)
  status=$?
  case $status in
    1 | 8) say wrong-service ;;
    28) say service-hung ;;
    35) say tls-handshake-timeout ;;
    52) say connection-closed-early ;;
    56) say connection-reset ;;
  esac
  case $(awk 'NR == 1 {print $2}' <<<"$out") in
    5??) say application-error ;;
    429) say rate-limited ;;
    404) [[ $health == / ]] || say health-path-not-found ;;
    401 | 403) [[ $health == / ]] || say health-auth-required ;;
    405) [[ $health == / ]] || say health-method-not-allowed ;;
  esac
}

while read -r scheme address; do
  if [[ $address == unix:* ]]; then
    path=${address#unix:} && path=${path%%:*}
    [[ -S $path ]] || say unix-socket-missing
    [[ $scheme == proxy ]] && check_http http://localhost --unix-socket "$path"
    continue
  fi
  port=${address##*:} host=${address%:*}
  [[ $address =~ :[0-9]+$ ]] || { host=$address && [[ $scheme == https ]] && port=443 || port=80; }
  host=${host#[} host=${host%]}
  ip=$(resolve "$host")
  [[ -n $ip ]] || say "$(why_unresolved "$host")"
  case $(nc -zv -w 2 "$ip" "$port" 2>&1) in
    *refused*) say port-refused ;;
    *"timed out"*) say connect-timeout ;;
    *"No route"*) say host-unreachable ;;
    *"is unreachable"*) say network-unreachable ;;
  esac
  [[ $scheme == https ]] && check_tls "$ip" "$port" "$host"
  [[ $ip == *:* ]] && ip="[$ip]"
  case $scheme in
    proxy) check_http "http://$ip:$port" ;;
    https) check_http "https://$host:$port" --resolve "$host:$port:$ip" ;;
  esac
done < <(targets | sort -u)
echo healthy
