using CrowdControl.AuditLog.Canonical;

namespace CrowdControl.Tests.AuditLog.Canonical;

/// <summary>Values of every kind, strings with every kind of character.</summary>
internal static class RandomJson
{
    private static readonly string[] Characters =
        ["a", "Z", "0", "\"", "\\", "/", "\n", "\t", "\b", "\f", "\r", "\0", "\u001f", "\u007f", "é", "€", "\ufb33", "😂", "\u2028"];

    public static JsonItem Item(Random random, int depth) => random.Next(depth > 0 ? 7 : 5) switch
    {
        0 => JsonItem.Null,
        1 => random.Next(2) == 0,
        2 => random.NextInt64(-JsonItem.GreatestInteger, JsonItem.GreatestInteger),
        3 => Finite(random),
        4 => Text(random),
        5 => JsonItem.Of([.. Enumerable.Range(0, random.Next(5)).Select(_ => Item(random, depth - 1))]),
        _ => JsonItem.Of([.. Names(random).Select(name => (name, Item(random, depth - 1)))]),
    };

    public static string Text(Random random) =>
        string.Concat(Enumerable.Range(0, random.Next(6)).Select(_ => Characters[random.Next(Characters.Length)]));

    private static IEnumerable<string> Names(Random random) =>
        Enumerable.Range(0, random.Next(5)).Select(_ => Text(random)).Distinct();

    private static double Finite(Random random)
    {
        while (true)
        {
            var value = BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue));
            if (double.IsFinite(value)) return value;
        }
    }
}
