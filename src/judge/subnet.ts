/** The network that an address lies in, for a length that ends between two of its groups: "10.1.2.0/24", "fd77:0:0:1::/64". */
export function subnetOf(address: string, bits: number): string {
  if (!address.includes(":")) {
    const kept = address.split(".").slice(0, bits / 8);
    return `${[...kept, "0", "0", "0", "0"].slice(0, 4).join(".")}/${bits}`;
  }
  const [head = "", tail = ""] = address.split("::");
  const [before, after] = [groupsOf(head), groupsOf(tail)];
  const zeros = address.includes("::") ? 8 - before.length - after.length : 0;
  const all = [...before, ...Array.from({ length: zeros }, () => "0"), ...after];
  return `${all.slice(0, bits / 16).join(":")}::/${bits}`;
}

function groupsOf(part: string): readonly string[] {
  return part.split(":").filter((group) => group !== "");
}
