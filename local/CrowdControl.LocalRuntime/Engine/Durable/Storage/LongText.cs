using System.Globalization;
using Azure.Data.Tables;

namespace CrowdControl.LocalRuntime.Engine.Durable.Storage;

/// <summary>Text over several properties of a row, since one property holds 64 KiB at most.</summary>
internal static class LongText
{
    /// <summary>UTF-16 code units of one property; 64 KiB are 32,768.</summary>
    private const int Piece = 30_000;

    /// <summary>Of one row, well below 1 MiB with what else is in it.</summary>
    public const int Most = 420_000;

    public static void Write(TableEntity row, string name, string? text)
    {
        if (text is null) return;
        Checked(name, text);
        // A piece that is not full ends the text, so that a shorter one written over a longer one reads well.
        for (int at = 0, piece = 0; at <= text.Length; at += Piece, piece++)
            row[Name(name, piece)] = text.Substring(at, Math.Min(Piece, text.Length - at));
    }

    /// <exception cref="InvalidDataException">It does not fit into a row.</exception>
    public static string? Checked(string what, string? text) => text is { Length: > Most }
        ? throw new InvalidDataException($"{what} is {text.Length} characters long; the local task hub keeps {Most} at most.")
        : text;

    public static string? Read(TableEntity row, string name)
    {
        if (row.GetString(Name(name, 0)) is not { } piece) return null;
        var pieces = new List<string> { piece };
        while (piece.Length == Piece) pieces.Add(piece = row.GetString(Name(name, pieces.Count)) ?? "");
        return string.Concat(pieces);
    }

    private static string Name(string name, int piece) => name + piece.ToString(CultureInfo.InvariantCulture);
}
