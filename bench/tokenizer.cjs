/** The yardstick of the other benchmarks: one pass over a config that only counts its words and marks. */
const { readFileSync } = require("node:fs");
const text = readFileSync(process.argv[2], "latin1");
let words = 0;
let marks = 0;
let i = 0;
while (i < text.length) {
  let code = text.charCodeAt(i);
  if (code === 32 || code === 10 || code === 9 || code === 13) {
    i++;
    continue;
  }
  if (code === 35) {
    while (i < text.length && text.charCodeAt(i) !== 10) i++;
    continue;
  }
  if (code === 59 || code === 123 || code === 125) {
    marks++;
    i++;
    continue;
  }
  words++;
  if (code === 34 || code === 39) {
    const quote = code;
    i++;
    while (i < text.length && text.charCodeAt(i) !== quote) i += text.charCodeAt(i) === 92 ? 2 : 1;
    i++;
    continue;
  }
  while (i < text.length) {
    code = text.charCodeAt(i);
    if (code === 32 || code === 10 || code === 9 || code === 13 || code === 59) break;
    if (code === 123 && text.charCodeAt(i - 1) !== 36) break;
    i += code === 92 ? 2 : 1;
  }
}
console.log(JSON.stringify({ counted: words + marks, rssKiB: process.resourceUsage().maxRSS }));
