import assert from "node:assert/strict";
import { test } from "node:test";
import { farLook } from "./far-host.ts";
import type { Job } from "./jobs.ts";

const limits = { signal: new AbortController().signal, timeoutMs: 5000 };

test("what several readings are made of is asked for once while they wait, and again later", async () => {
  const asked: string[] = [];
  const look = farLook({
    do: async (job: Job) => {
      asked.push(job.is === "run" ? (job.run.command[3] ?? "") : job.path);
      const stdout = Buffer.from(job.is === "run" ? "end\n" : "");
      return { is: "whole", code: 0, how: "user", stdout, stderr: Buffer.alloc(0), ms: 1 };
    },
    hello: () => ({ system: "Linux", user: "0", host: "far" }),
  });
  const controllers = ["cpu", "cpuset", "memory"] as const;
  await Promise.all(controllers.map((cgroup) => look.fetch({ cgroup }, limits)));
  assert.deepEqual(asked.toSorted(), ["/proc/self/cgroup", "/proc/self/mountinfo", "footing-groups"]);
  await look.fetch({ file: "/proc/self/mountinfo" }, limits);
  assert.equal(asked.length, 4);
});
