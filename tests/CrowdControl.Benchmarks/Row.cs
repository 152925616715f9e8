using System.Text.Json;
using System.Text.Json.Serialization;

namespace CrowdControl.Benchmarks;

/// <summary>One measured figure, beside its goal and, where there is one, a peer measured in the same run.</summary>
internal sealed record Row(
    string Name,
    double Value,
    string Unit,
    string? Goal = null,
    bool? Met = null,
    string? Peer = null,
    double? Ratio = null)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public static Row AtMost(string name, double value, string unit, double goal) =>
        new(name, value, unit, $"<={goal:0.##}", value <= goal);

    public static Row AtLeast(string name, double value, string unit, double goal) =>
        new(name, value, unit, $">={goal:0.##}", value >= goal);

    public static void Print(IEnumerable<Row> rows, TextWriter to)
    {
        foreach (var row in rows)
            to.WriteLine($"{row.Name,-44} {row.Value,12:0.##} {row.Unit,-28} {row.Goal,-10} {(row.Met is { } met ? met ? "met" : "NOT met" : "")}");
    }

    public static void Save(IReadOnlyList<Row> rows, string file)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, JsonSerializer.Serialize(rows, Json) + "\n");
    }
}
