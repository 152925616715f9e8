using System.Diagnostics;

namespace CrowdControl.Benchmarks.Audit;

/// <summary>Contenders that take turns, so that whatever else the machine does meets all of them alike. A ratio is the median of those
/// that the rounds gave; figures by themselves say little on a machine that others use.</summary>
internal sealed class Rounds
{
    private const int WarmUps = 3;
    private const int Counted = 7;
    private readonly Dictionary<string, List<double>> _figures = [];

    /// <summary>Runs three rounds to warm up, which do not count, and seven that do.</summary>
    /// <param name="what">Is printed.</param>
    /// <param name="contenders">Each gives a figure, such as seconds or a rate.</param>
    public static async Task<Rounds> Of(string what, params (string Name, Func<Task<double>> Figure)[] contenders)
    {
        var rounds = new Rounds();
        for (var round = 1 - WarmUps; round <= Counted; round++)
        {
            var said = new List<string>();
            foreach (var (name, figure) in contenders)
            {
                await Settle();
                var value = await figure();
                said.Add($"{name} {value:G4}");
                if (round < 1) continue;
                if (!rounds._figures.TryGetValue(name, out var all)) rounds._figures[name] = all = [];
                all.Add(value);
            }
            Console.WriteLine($"  {what} {(round < 1 ? "warm-up" : $"round {round}")}: {string.Join(", ", said)} (load {Load()})");
        }
        return rounds;
    }

    public double Median(string name) => Median(_figures[name]);

    public double Ratio(string name, string to) => Median(_figures[name].Zip(_figures[to], (one, other) => one / other));

    public static double Median(IEnumerable<double> figures) => Quantile(figures, 0.5);

    /// <summary>The smallest figure that so large a share is not above.</summary>
    public static double Quantile(IEnumerable<double> figures, double share)
    {
        var sorted = figures.Order().ToList();
        return sorted[Math.Max(0, (int)Math.Ceiling(share * sorted.Count) - 1)];
    }

    // What one contender left to be written would be written at the cost of the next.
    private static async Task Settle()
    {
        using var sync = Process.Start("sync");
        await sync.WaitForExitAsync();
    }

    private static string Load() => File.ReadAllText("/proc/loadavg").Split(' ')[0];
}
