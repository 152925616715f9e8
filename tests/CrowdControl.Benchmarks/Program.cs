using CrowdControl.Benchmarks;
using CrowdControl.Benchmarks.Audit;
using CrowdControl.LocalRuntime.Servers;

Dictionary<string, Func<Task<IReadOnlyList<Row>>>> benches = new()
{
    ["approval"] = ApprovalBench.Run,
    ["ingest"] = IngestBench.Run,
    ["audit.append"] = AppendBench.Run,
    ["audit.azurite"] = AzuriteBench.Run,
    ["audit.verify"] = VerifyBench.Run,
    ["audit.proof"] = ProofBench.Run,
    ["audit.pack"] = PackBench.Run,
    ["audit.latency"] = LatencyBench.Run,
    ["audit.writes"] = WritesBench.Run,
};

// "audit" is all of its parts.
var asked = args.Length == 0 ? [""] : args;
bool IsOf(string bench, string name) => name.Length == 0 || bench == name || bench.StartsWith($"{name}.", StringComparison.Ordinal);
if (asked.FirstOrDefault(name => !benches.Keys.Any(bench => IsOf(bench, name))) is { } unknown)
{
    Console.Error.WriteLine($"There is no benchmark {unknown}. Known: {string.Join(", ", benches.Keys)}.");
    return 2;
}

var rows = new List<Row>();
foreach (var (_, run) in benches.Where(bench => asked.Any(name => IsOf(bench.Key, name)))) rows.AddRange(await run());
Row.Print(rows, Console.Out);
Row.Save(rows, Path.Combine(Repository.Root, "artifacts", "bench.json"));
return rows.Any(row => row.Met == false) ? 1 : 0;
