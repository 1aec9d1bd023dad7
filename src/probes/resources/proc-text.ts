import type { MemoryFacts, PressureFacts } from "../../model/resources.ts";

/** /proc/meminfo (proc(5)); undefined where MemAvailable is missing, as before Linux 3.14. */
export function memoryFrom(text: string): MemoryFacts | undefined {
  const bytes = (name: string): number | undefined => {
    const kibibytes = new RegExp(`^${name}:\\s{1,20}(\\d{1,15}) kB$`, "m").exec(text)?.[1];
    return kibibytes === undefined ? undefined : Number(kibibytes) * 1024;
  };
  const [total, available] = [bytes("MemTotal"), bytes("MemAvailable")];
  const [swapTotal = 0, swapFree = 0] = [bytes("SwapTotal"), bytes("SwapFree")];
  if (total === undefined || available === undefined) return undefined;
  return {
    totalBytes: total,
    availableBytes: available,
    swapTotalBytes: swapTotal,
    swapUsedBytes: swapTotal - swapFree,
  };
}

/** /proc/pressure/cpu, memory and io; undefined where the kernel keeps no account of it. */
export function pressureFrom(
  cpu: string | undefined,
  memory: string | undefined,
  io: string | undefined,
): PressureFacts | undefined {
  if (cpu === undefined || memory === undefined) return undefined;
  const percent = (text: string, line: "some" | "full"): number =>
    Number(new RegExp(`^${line} avg10=(\\d{1,3}\\.\\d\\d) `, "m").exec(text)?.[1] ?? 0);
  return {
    cpuSome: percent(cpu, "some"),
    memorySome: percent(memory, "some"),
    memoryFull: percent(memory, "full"),
    ioFull: percent(io ?? "", "full"),
  };
}
