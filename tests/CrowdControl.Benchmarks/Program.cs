using CrowdControl.Benchmarks;
using CrowdControl.LocalRuntime.Servers;

Dictionary<string, Func<Task<IReadOnlyList<Row>>>> benches = new()
{
    ["approval"] = ApprovalBench.Run,
    ["ingest"] = IngestBench.Run,
};
var names = args.Length == 0 ? [.. benches.Keys] : args;
if (names.FirstOrDefault(name => !benches.ContainsKey(name)) is { } unknown)
{
    Console.Error.WriteLine($"There is no benchmark {unknown}. Known: {string.Join(", ", benches.Keys)}.");
    return 2;
}

var rows = new List<Row>();
foreach (var name in names) rows.AddRange(await benches[name]());
Row.Print(rows, Console.Out);
Row.Save(rows, Path.Combine(Repository.Root, "artifacts", "bench.json"));
return rows.Any(row => row.Met == false) ? 1 : 0;
