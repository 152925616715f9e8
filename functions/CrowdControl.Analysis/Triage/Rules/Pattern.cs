using System.Collections.Frozen;
using System.Globalization;

namespace CrowdControl.Analysis.Triage.Rules;

/// <summary>A sequence of words inside one sentence, written in plain text.</summary>
/// <remarks>
/// <c>word</c>, <c>one|other</c>, <c>begins*</c>, <c>$list</c>, a trailing <c>?</c> for "may be absent", <c>..3</c> for up to three
/// words between (none of them a negation), <c>^</c> for the start of a sentence. Bounded work at every position: no back-tracking
/// beyond the few gaps of one pattern.
/// </remarks>
internal sealed class Pattern
{
    private readonly Element[] _elements;
    private readonly FrozenSet<string> _negations;

    private Pattern(Element[] elements, FrozenSet<string> negations) => (_elements, _negations) = (elements, negations);

    public static Pattern Parse(string text, IReadOnlyDictionary<string, string[]> lists)
    {
        var elements = text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(part => Element.Parse(part, lists)).ToArray();
        return new Pattern(elements, lists["not"].ToFrozenSet(StringComparer.Ordinal));
    }

    /// <summary>The index after the last word of a match that begins at <paramref name="start"/>, or -1.</summary>
    public int EndOf(Sentence sentence, int start) => Walk(sentence, start, 0, start);

    private int Walk(Sentence sentence, int at, int step, int start)
    {
        if (step == _elements.Length) return at > start ? at : -1;
        var element = _elements[step];
        if (element.Gap > 0) return Leap(sentence, at, step, start);
        if (element.IsStart) return at == 0 ? Walk(sentence, at, step + 1, start) : -1;
        if (at < sentence.Count && element.Takes(sentence, at) && Walk(sentence, at + 1, step + 1, start) is >= 0 and var end) return end;
        return element.IsOptional ? Walk(sentence, at, step + 1, start) : -1;
    }

    private int Leap(Sentence sentence, int at, int step, int start)
    {
        for (var skipped = 0; skipped <= _elements[step].Gap && at + skipped <= sentence.Count; skipped++)
        {
            if (Walk(sentence, at + skipped, step + 1, start) is >= 0 and var end) return end;
            if (at + skipped < sentence.Count && sentence.IsAny(at + skipped, _negations)) return -1;
        }
        return -1;
    }

    private sealed record Element(FrozenSet<string> Words, string[] Beginnings, bool IsOptional, bool IsStart, int Gap)
    {
        public static Element Parse(string part, IReadOnlyDictionary<string, string[]> lists)
        {
            if (part == "^") return new Element(FrozenSet<string>.Empty, [], false, true, 0);
            if (part.StartsWith("..", StringComparison.Ordinal))
                return new Element(FrozenSet<string>.Empty, [], false, false, int.Parse(part.AsSpan(2), CultureInfo.InvariantCulture));
            var isOptional = part.EndsWith('?');
            var all = part.TrimEnd('?').Split('|').SelectMany(word => word.StartsWith('$') ? lists[word[1..]] : [word]).ToList();
            return new Element(
                all.Where(word => !word.EndsWith('*')).ToFrozenSet(StringComparer.Ordinal),
                [.. all.Where(word => word.EndsWith('*')).Select(word => word[..^1])],
                isOptional, false, 0);
        }

        public bool Takes(Sentence sentence, int at) => sentence.IsAny(at, Words)
            || (Beginnings.Length > 0 && sentence.BeginsWithAny(at, Beginnings));
    }
}
