using System.Globalization;
using CrowdControl.AuditLog.Tree;

namespace CrowdControl.AuditLog.Notes;

/// <summary>What a log says about itself (C2SP tlog-checkpoint): its name, its size and its root.</summary>
/// <param name="Origin">The log's name, and that of its key; no white space, no plus.</param>
/// <param name="Size">Leaves, up to 2^64-1.</param>
/// <param name="Root">Of the tree of these leaves.</param>
public sealed record Checkpoint(string Origin, ulong Size, Digest Root)
{
    /// <summary>Origin, size and root, each on a line; this is what is signed.</summary>
    public string Text => string.Create(CultureInfo.InvariantCulture, $"{Origin}\n{Size}\n{Root.ToBase64()}\n");

    /// <summary>Reads the text of a checkpoint in its one spelling. Extension lines are refused, because our logs write none.</summary>
    /// <exception cref="FormatException">Anything else; the message says why.</exception>
    public static Checkpoint Parse(string text)
    {
        var lines = text.Split('\n');
        if (lines.Length != 4 || lines[3].Length > 0) throw new FormatException("A checkpoint has three lines: origin, size and root.");
        if (!NoteText.IsKeyName(lines[0])) throw new FormatException("A checkpoint's origin is empty or holds white space or a plus.");
        return new Checkpoint(lines[0], NoteText.Decimal(lines[1], "checkpoint's size"), Digest.FromBase64(lines[2]));
    }
}
