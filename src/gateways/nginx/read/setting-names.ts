/** The settings that the pass modules have alike, by the name of the module: "proxy" → "proxy_read_timeout". */
export interface SettingNames {
  readonly setHeader: string;
  readonly param: string;
  readonly method: string;
  readonly connectTimeout: string;
  readonly sendTimeout: string;
  readonly readTimeout: string;
  readonly nextUpstream: string;
  readonly nextUpstreamTries: string;
  readonly nextUpstreamTimeout: string;
  readonly bufferSize: string;
  readonly buffering: string;
  readonly bind: string;
  readonly sslName: string;
  readonly sslServerName: string;
  readonly sslVerify: string;
  readonly sslVerifyDepth: string;
  readonly sslTrustedCertificate: string;
  readonly sslCrl: string;
  readonly sslProtocols: string;
  readonly sslCiphers: string;
  readonly sslCertificate: string;
  readonly sslCertificateKey: string;
}

/** Puts the names together, once for each module: every location looks all of them up. */
export function settingNames(prefix: string): SettingNames {
  return {
    setHeader: `${prefix}_set_header`,
    param: `${prefix}_param`,
    method: `${prefix}_method`,
    connectTimeout: `${prefix}_connect_timeout`,
    sendTimeout: `${prefix}_send_timeout`,
    readTimeout: `${prefix}_read_timeout`,
    nextUpstream: `${prefix}_next_upstream`,
    nextUpstreamTries: `${prefix}_next_upstream_tries`,
    nextUpstreamTimeout: `${prefix}_next_upstream_timeout`,
    bufferSize: `${prefix}_buffer_size`,
    buffering: `${prefix}_buffering`,
    bind: `${prefix}_bind`,
    sslName: `${prefix}_ssl_name`,
    sslServerName: `${prefix}_ssl_server_name`,
    sslVerify: `${prefix}_ssl_verify`,
    sslVerifyDepth: `${prefix}_ssl_verify_depth`,
    sslTrustedCertificate: `${prefix}_ssl_trusted_certificate`,
    sslCrl: `${prefix}_ssl_crl`,
    sslProtocols: `${prefix}_ssl_protocols`,
    sslCiphers: `${prefix}_ssl_ciphers`,
    sslCertificate: `${prefix}_ssl_certificate`,
    sslCertificateKey: `${prefix}_ssl_certificate_key`,
  };
}
