using System.Text;
using CrowdControl.Analysis.Text;

namespace CrowdControl.Analysis.Triage.Languages;

internal enum Script { Latin, Cyrillic, Greek, Hebrew, Arabic, Devanagari, Bengali, Gurmukhi, Gujarati, Tamil, Thai, Hangul, Kana, Han, Other }

/// <summary>How many letters of each script a text holds.</summary>
internal sealed class ScriptCount
{
    private readonly int[] _counts = new int[Enum.GetValues<Script>().Length];

    public int Letters { get; private set; }

    public static ScriptCount Of(List<Token> words)
    {
        var count = new ScriptCount();
        foreach (var word in words)
            foreach (var rune in word.Form.Span.EnumerateRunes())
                if (Rune.IsLetter(rune)) count.Add(ScriptOf(rune.Value));
        return count;
    }

    public double Share(Script script) => Letters == 0 ? 0 : (double)_counts[(int)script] / Letters;

    private void Add(Script script)
    {
        _counts[(int)script]++;
        Letters++;
    }

    private static Script ScriptOf(int point) => point switch
    {
        < 0x250 or (>= 0x1E00 and <= 0x1EFF) => Script.Latin,
        >= 0x370 and <= 0x3FF => Script.Greek,
        >= 0x400 and <= 0x52F => Script.Cyrillic,
        >= 0x590 and <= 0x5FF => Script.Hebrew,
        (>= 0x600 and <= 0x77F) or (>= 0x8A0 and <= 0x8FF) or (>= 0xFB50 and <= 0xFEFC) => Script.Arabic,
        >= 0x900 and <= 0x97F => Script.Devanagari,
        >= 0x980 and <= 0x9FF => Script.Bengali,
        >= 0xA00 and <= 0xA7F => Script.Gurmukhi,
        >= 0xA80 and <= 0xAFF => Script.Gujarati,
        >= 0xB80 and <= 0xBFF => Script.Tamil,
        >= 0xE00 and <= 0xE7F => Script.Thai,
        (>= 0xAC00 and <= 0xD7A3) or (>= 0x1100 and <= 0x11FF) => Script.Hangul,
        >= 0x3040 and <= 0x30FF => Script.Kana,
        (>= 0x3400 and <= 0x9FFF) or (>= 0x20000 and <= 0x3FFFF) => Script.Han,
        _ => Script.Other,
    };
}
