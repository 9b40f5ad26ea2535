// Solves one program with HiGHS and prints status, objective and processor time.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";

const highs = await createRequire(import.meta.url)("highs")();
const before = process.cpuUsage();
const solution = highs.solve(readFileSync(process.argv[2], "utf8"), {
  mip_rel_gap: 0, mip_abs_gap: 0.5, output_flag: false, time_limit: Number(process.argv[3]),
});
const used = process.cpuUsage(before);
console.log(JSON.stringify({ status: solution.Status, value: solution.ObjectiveValue ?? 0, cpu: (used.user + used.system) / 1e6 }));
