using System.Text.RegularExpressions;
using CrowdControl.LocalRuntime.Servers;

namespace CrowdControl.Tests.AuditLog;

/// <summary>The table of what proves each goal of the record speaks of tests and benchmarks that exist.</summary>
public partial class GoalsTests
{
    private static readonly string[] Rows =
        [.. File.ReadAllLines(Path.Combine(Repository.Root, "docs", "audit-goals.md")).Where(line => line.StartsWith("| G", StringComparison.Ordinal))];

    [Fact]
    public void Each_goal_has_a_test_or_a_benchmark_and_whatever_is_named_is_there()
    {
        var tests = typeof(GoalsTests).Assembly.GetTypes().Select(type => type.Name).ToHashSet();
        var benchmarks = File.ReadAllText(Path.Combine(Repository.Root, "tests", "CrowdControl.Benchmarks", "Program.cs"));

        Assert.Equal(Enumerable.Range(1, 10).Select(goal => $"G{goal}"), Rows.Select(row => row.Split('|')[1].Trim()));
        Assert.All(Rows, row =>
        {
            var named = Named().Matches(row.Split('|')[3]).Select(match => match.Groups[1].Value).ToList();
            Assert.NotEmpty(named);
            Assert.All(named, name => Assert.True(
                tests.Contains(name) || benchmarks.Contains($"\"{name}\"", StringComparison.Ordinal) || Directory.Exists(Path.Combine(Repository.Root, name)), name));
        });
    }

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Named();
}
