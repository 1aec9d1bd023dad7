import { defineCheck } from "../../src/model/check.ts";
import { toldFindings } from "../../src/testimony/problem.ts";
import { conclude } from "../../src/testimony/verdict.ts";

export default defineCheck({
  id: "grpc-clients-served",
  layer: "config",
  since: "0.1.0",
  title: "Servers that pass gRPC on speak HTTP/2 to their clients",
  about: [
    "Looks at `grpc_pass` in servers of which no socket has HTTP/2 (`http2` on a listen line of any server of that socket, or",
    "`http2 on`). gRPC clients speak HTTP/2 alone: over TLS they agree on no protocol, over plaintext their first bytes are no",
    "request. Callers that speak gRPC-Web over HTTP/1.1 are served all the same, so it is a warning and no error.",
  ].join("\n"),
  for: "gateway",
  needs: {},
  // The cause is owned by the check that sees it happen.
  causes: {},
  judge({ gateway }) {
    return conclude(
      toldFindings(gateway, "http-version-mismatch"),
      "every server that forwards gRPC speaks HTTP/2",
    );
  },
});
