using System.Text;

namespace CrowdControl.Tests.Watches;

/// <summary>Random text of everything that breaks readers of text: lone surrogates, marks, joiners, controls, signs, scripts.</summary>
internal static class HostileText
{
    private static readonly string[] Pieces =
    [
        "knife", "Knife", "KNIFE", "caf\u00E9", "cafe\u0301", "\uD83D", "\uDE00", "\u200D", "\u200B", "\u00AD", "#knife", "#", "@knife", "@a.b", "@",
        "a@b.co", "https://x.example/knife", "www.", "o'neill", "don\u2019t", "'", "\u0301", "\uFB01", "\uFF2B\uFF2E", "\U0001D424", "\U0001F44D\U0001F3FD",
        "\U0001F468\u200D\U0001F469\u200D\U0001F467", "\u202E", "\0", "\n", " ", " ", " ", "1,000", "_", "__a_", "\u65E5\u672C", "\u0E01\u0E34", "\uAC00",
        "\u1112\u1161\u11AB", "\u2122", "\u0130", "\u03C2", "attack", "school", "-", ".", "\u0645\u0631\u062D\u0628\u0627", "\uFF9E", "\u3164", "\u1160",
    ];

    public static string Next(Random random, int pieces)
    {
        var text = new StringBuilder();
        for (var i = random.Next(pieces); i >= 0; i--)
            text.Append(random.Next(8) == 0 ? ((char)random.Next(0x10000)).ToString() : Pieces[random.Next(Pieces.Length)]);
        return text.ToString();
    }
}
