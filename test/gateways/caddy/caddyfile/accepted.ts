// data: Caddyfiles that Caddy 2.6 accepts, one for each matter
/** By what they are about. */
export const ACCEPTED: Readonly<Record<string, string>> = {
  "words in quotes, with escapes, over lines": `:80 {
	respond "say \\"hi\\" \\n" 200
	header X "two
lines"
	header Y \`back \\ tick " quote\`
	respond /a \\
		"joined" 201 # with a comment
	respond /b#c d#e
}
`,
  "one site without braces": "example.com\n\nreverse_proxy localhost:9000\n",
  "addresses of all kinds": `http://a.example, https://b.example:8443, *.c.example {
	respond a
}
:8080, d.example:8080 {
	respond d
}
[::1]:9000, 127.0.0.1 {
	respond ip
}
E.Example/path/* {
	respond path
}
{env.HOSTNAME}.example:81 {
	tls internal
	respond placeholder
}
`,
  "sites on other addresses": `a.example {
	bind 10.0.0.1 10.0.0.2
	respond a
}
b.example {
	bind 10.0.0.1
	respond b
}
http://c.example {
	bind unix//run/c.sock
	respond c
}
`,
  "snippets and their arguments": `(proxy) {
	reverse_proxy {args.0} {args.1}
	header X-Which {args.2}
}
(both) {
	import proxy a:1 b:2 "one two"
}
:80 {
	import both
	handle /x {
		import proxy c:3 d:4 {args.0}
	}
}
`,
  "matchers, on the line and in blocks": `:80 {
	@api path /api/* /v1/*
	@post {
		method POST PUT
		header Content-Type application/json
		header !X-None
	}
	@not not path /static/* /img/*
	@either {
		not {
			host a.example
			method GET
		}
		query a=b c=*
		remote_ip 10.0.0.0/8 private_ranges
		protocol https
	}
	@re path_regexp id ^/([0-9]+)$
	@cel expression {method} == "GET" && {path}.startsWith("/x")
	@quoted \`{query.a} == "1"\`
	@file file {
		root /srv
		try_files {path} {path}/index.html
		try_policy largest_size
	}
	@vars vars {query.x} 1 2
	@header_re header_regexp cookie Cookie a=(.*)
	reverse_proxy @api a:1
	reverse_proxy @post b:1
	reverse_proxy @not c:1
	reverse_proxy @either d:1
	respond @re "{re.id.1}"
	respond @cel "cel"
	respond @quoted "quoted"
	respond @file "file"
	respond @vars "vars"
	respond @header_re "header"
	respond /exact "exact"
	respond * "all"
}
`,
  "blocks within blocks, in Caddy's order": `:80 {
	respond last
	handle_path /api/* {
		@inner path /inner/*
		reverse_proxy @inner a:1
		handle {
			reverse_proxy b:1
		}
		rewrite * /v2{uri}
	}
	handle /b* {
		respond b
	}
	handle {
		route {
			respond second
			header X first
		}
	}
	header /x X y
	redir /old /new permanent
	redir /page https://a.example html
	root * /srv
	file_server browse
	handle_errors {
		respond "{err.status_code}"
	}
	try_files {path} /index.php?{query}
	encode gzip zstd
	basicauth /secret {
		name JDJhJDE0JHh4eHg=
	}
	request_body {
		max_size 10MB
	}
	abort /gone
	error /teapot "short and stout" 418
}
`,
  "everything of reverse_proxy": `:80 {
	reverse_proxy /a a:1 127.0.0.1:2 [::1]:3 unix//run/d.sock {env.E}:5 f {
		to g:7 h:8
		lb_policy header X-Key
		lb_retries 3
		lb_try_duration 5s
		lb_try_interval 250ms
		lb_retry_match {
			path /retry
			method POST
		}
		lb_retry_match method PUT
		health_uri /health?x=1
		health_port 8080
		health_interval 1m30s
		health_timeout 2s
		health_status 2xx
		health_body (?i)ok
		health_headers {
			Host a.example
			Empty
		}
		fail_duration 1d
		max_fails 3
		unhealthy_status 500 5xx
		unhealthy_latency 1.5s
		unhealthy_request_count 100
		flush_interval -1
		buffer_requests
		max_buffer_size 1MiB
		trusted_proxies 10.0.0.0/8 private_ranges
		header_up Host {upstream_hostport}
		header_up +X-More more
		header_up -X-Less
		header_up X-Part "(a)" "b$1"
		header_down X-Down down
		method GET
		rewrite /to{uri}
		transport http {
			read_buffer 4KiB
			write_buffer 8kb
			max_response_header 1MB
			dial_timeout 2s
			dial_fallback_delay 300ms
			response_header_timeout 10s
			expect_continue_timeout 1s
			read_timeout 30s
			write_timeout 40s
			resolvers 10.0.0.53 10.0.0.54
			tls
			tls_client_auth /c.pem /k.pem
			tls_insecure_skip_verify
			tls_timeout 3s
			tls_trusted_ca_certs /ca1.pem /ca2.pem
			tls_server_name inner.example
			tls_renegotiation once
			tls_except_ports 80 8080
			keepalive 90s
			keepalive_interval 20s
			keepalive_idle_conns 10
			keepalive_idle_conns_per_host 5
			versions 1.1 2
			compression off
			max_conns_per_host 20
		}
		@bad status 5xx 404
		@typed {
			status 200
			header Content-Type text/*
		}
		handle_response @bad {
			respond "{rp.status_code}" 502
		}
		handle_response {
			copy_response_headers {
				include X-Kept
			}
			copy_response 201
		}
		replace_status @typed 203
	}
	reverse_proxy /b https://b.example
	reverse_proxy /c h2c://c.example:8080
	reverse_proxy /d http://d1 http://d2:81 {
		transport http {
			keepalive off
		}
	}
	reverse_proxy /e {
		dynamic srv _http._tcp.e.example {
			refresh 10s
			resolvers 10.0.0.53
			dial_timeout 1s
		}
	}
	reverse_proxy /f {
		dynamic a {
			name f.example
			port 8080
			refresh 1m
		}
	}
	reverse_proxy /g {
		dynamic multi {
			a g1.example 80
			srv {
				service http
				proto tcp
				name g2.example
			}
		}
	}
	reverse_proxy /h h1 h2 {
		lb_policy cookie name secret
	}
	reverse_proxy /i i1 i2 {
		lb_policy random_choose 3
	}
	reverse_proxy /j j1 {
		transport fastcgi {
			root /srv
			split .php
			env A b
			dial_timeout 1s
		}
	}
}
`,
  "directives that hold a proxy": `a.example {
	root * /srv
	php_fastcgi unix//run/php.sock {
		split .php .phtml
		env A b
		index start.php
		try_files {path} start.php
		dial_timeout 1s
		lb_policy first
	}
}
b.example {
	php_fastcgi /x/* 127.0.0.1:9000
}
c.example {
	forward_auth auth:9091 {
		uri /verify
		copy_headers Remote-User X-A>X-B
		header_up X-Forwarded-Proto https
	}
	reverse_proxy c:1
}
`,
  "global options": `{
	debug
	http_port 8080
	https_port 8443
	default_bind 0.0.0.0
	grace_period 10s
	shutdown_delay 5s
	order respond before redir
	admin localhost:2020 {
		origins a.example
	}
	storage file_system {
		root /data
	}
	email me@example.com
	acme_ca https://ca.example/dir
	local_certs
	key_type p256
	skip_install_trust
	auto_https disable_redirects
	default_sni a.example
	ocsp_stapling off
	on_demand_tls {
		ask https://ask.example
		interval 1m
		burst 5
	}
	log {
		output file /var/log/caddy.log {
			roll_size 10MiB
			roll_keep 5
			roll_keep_for 48h
		}
		format json {
			time_format iso8601
		}
		level WARN
		exclude http.log.access.log0
	}
	servers :8443 {
		listener_wrappers {
			http_redirect
			tls
		}
		timeouts {
			read_body 10s
			read_header 10s
			write 30s
			idle 2m
		}
		max_header_size 1MB
		log_credentials
		protocols h1 h2
		strict_sni_host
	}
	servers {
		protocols h1
	}
	pki {
		ca local {
			name "Mine"
		}
	}
}
a.example {
	log {
		output stdout
		format filter {
			wrap console
			fields {
				request>headers>Authorization delete
				request>remote_ip ip_mask {
					ipv4 24
					ipv6 64
				}
			}
		}
	}
	skip_log /health
	respond a
	redir /x /y
}
b.example {
	respond b
}
`,
  "certificates of sites": `a.example {
	tls cert.pem key.pem {
		protocols tls1.2 tls1.3
		ciphers TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256
		alpn h2 http/1.1
		client_auth {
			mode require_and_verify
		}
	}
}
b.example {
	tls me@example.com
}
c.example, localhost {
	tls internal
}
d.example:8443 {
	tls {
		ca https://ca.example
		key_type rsa2048
		on_demand
	}
}
`,
  "variables, maps and other handlers": `:80 {
	map {host} {backend} {count} {
		a.example one 1
		~(.*)\\.example "\${1}" -
		default none 0
	}
	vars a b
	vars /x c 1
	method /m POST
	uri strip_prefix /s
	uri replace /a /b 2
	uri path_regexp /{2,} /
	request_header -X-Gone
	request_header X-Set "{backend}"
	header {
		-Server
		+X-Add a
		?X-Default b
		X-Replace c d
		defer
	}
	push /style.css
	templates {
		mime text/html
		between [[ ]]
	}
	metrics /metrics
	acme_server /acme/*
	reverse_proxy {backend}:80
}
`,
  "words of later releases, which 2.6 takes as they stand": `:80 {
	acme_server {
		ca local
		one two
		three
	}
	reverse_proxy {args[:]} {x[1]}:80
}
`,
};
