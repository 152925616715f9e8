namespace CrowdControl.Benchmarks.Audit;

/// <summary>Contenders that take turns, so that whatever else the machine does meets all of them alike. A ratio is the median of those
/// that the rounds gave; figures by themselves say little on a machine that others use.</summary>
internal sealed class Rounds
{
    private const int Counted = 7;
    private readonly Dictionary<string, List<double>> _figures = [];

    /// <summary>Runs one round to warm up, which does not count, and seven that do.</summary>
    /// <param name="what">Is printed.</param>
    /// <param name="contenders">Each gives a figure, such as seconds or a rate.</param>
    public static async Task<Rounds> Of(string what, params (string Name, Func<Task<double>> Figure)[] contenders)
    {
        var rounds = new Rounds();
        for (var round = 0; round <= Counted; round++)
        {
            var said = new List<string>();
            foreach (var (name, figure) in contenders)
            {
                var value = await figure();
                said.Add($"{name} {value:G4}");
                if (round == 0) continue;
                if (!rounds._figures.TryGetValue(name, out var all)) rounds._figures[name] = all = [];
                all.Add(value);
            }
            Console.WriteLine($"  {what} {(round == 0 ? "warm-up" : $"round {round}")}: {string.Join(", ", said)} (load {Load()})");
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

    private static string Load() => File.ReadAllText("/proc/loadavg").Split(' ')[0];
}
