using System.Security.Cryptography;
using CrowdControl.AuditLog.Notes;
using CrowdControl.AuditLog.Tree;

namespace CrowdControl.AuditLog.Verifying;

/// <summary>All statements about the log's root at some size, in the order of the sizes: the log's own checkpoints, what
/// witnesses signed, and checkpoints that others kept. Each is read when the tree reaches its size.</summary>
internal sealed class RootClaims
{
    private readonly ExportedLog _log;
    private readonly Trust _trust;
    private readonly string _origin;
    private readonly List<Claim> _claims = [];
    private readonly List<Finding> _findings = [];
    private readonly List<Anchor> _anchors = [];
    private int _next;
    private ulong _ownGood;
    private ulong _outsideGood;

    public RootClaims(ExportedLog log, Trust trust, Checkpoint newest, Inventory files, IReadOnlyList<HeldCheckpoint> held)
    {
        (_log, _trust, _origin) = (log, trust, newest.Origin);
        _claims.Add(new Claim(newest.Size, ExportName.Checkpoint, null));
        _claims.AddRange(files.Numbered.Select(size => new Claim(size, null, null)));
        _claims.AddRange(files.Cosignatures.Where(line => line.Size <= newest.Size)
            .Select(line => new Claim(line.Size, line.Name, null)));
        _claims.AddRange(held.Select(kept => new Claim(SizeOf(kept), kept.Where, kept)));
        _claims.Sort((first, second) => first.Size.CompareTo(second.Size));
    }

    public IReadOnlyList<Finding> Findings => _findings;

    /// <summary>Signatures of known witnesses that hold.</summary>
    public IReadOnlyList<Anchor> Anchors => _anchors;

    /// <summary>Statements that hold.</summary>
    public int Good { get; private set; }

    /// <summary>The tree has come to this size.</summary>
    public void Reached(CompactRange tree)
    {
        if (_next == _claims.Count || _claims[_next].Size > tree.Count) return;
        for (var root = tree.Root(); _next < _claims.Count && _claims[_next].Size == tree.Count; _next++) Check(_claims[_next], root);
    }

    /// <summary>What was not reached: statements about more entries than there are.</summary>
    /// <param name="size">Of the export.</param>
    /// <param name="whole">Whether every entry was read.</param>
    public void End(ulong size, bool whole)
    {
        var rest = _claims.Skip(_next).ToList();
        foreach (var claim in rest.Where(claim => claim.Size > size)) Beyond(claim, size);
        if (!whole && rest.Count(claim => claim.Size <= size) is > 0 and var left)
            _findings.Add(Finding.Remark(ExportName.Checkpoint, $"{left} signed statements about later entries were not looked at."));
    }

    private void Check(Claim claim, Digest root)
    {
        var outside = claim.Held is not null || claim.Name?.StartsWith("cosig/", StringComparison.Ordinal) == true;
        try
        {
            if (claim.Held is { } held) Compare(held.Note, claim.Size, root, held.Where);
            else if (!outside) Compare(SignedNote.Parse(Bytes(claim)), claim.Size, root, claim.Where);
            else if (!Cosigned(claim, root)) return;
            Good++;
            _ownGood = claim.Size;
            if (outside) _outsideGood = claim.Size;
        }
        catch (WrongRoot wrong)
        {
            // A log that was rebuilt and signed again agrees with itself: only what an outsider knew narrows an outsider's "no" down.
            var good = outside ? _outsideGood : Math.Max(_ownGood, _outsideGood);
            _findings.Add(claim.Size == 0
                ? Finding.Wrong(claim.Where, wrong.Message)
                : new Finding(Gravity.Wrong, claim.Where, wrong.Message, Math.Min(good, claim.Size - 1), claim.Size - 1));
        }
        catch (FormatException wrong) when (wrong is not Refused)
        {
            _findings.Add(Finding.Wrong(claim.Where, wrong.Message));
        }
    }

    private void Compare(SignedNote note, ulong size, Digest root, string where)
    {
        var trusted = _trust.Judge(note);
        if (trusted.Checkpoint.Origin != _origin)
            throw new FormatException($"This is a checkpoint of {trusted.Checkpoint.Origin}, not of {_origin}.");
        if (trusted.Checkpoint.Size != size)
            throw new FormatException($"This is a checkpoint of {trusted.Checkpoint.Size} entries, which its name denies.");
        if (trusted.Checkpoint.Root != root)
            throw new WrongRoot($"The first {size} entries make the root {root}, and this says {trusted.Checkpoint.Root}: one of them was "
                + "changed, added or taken out.");
        _findings.AddRange(_trust.PassedOver(where, note));
        foreach (var cosignature in trusted.Cosignatures) _anchors.Add(Anchor.Of(cosignature, size, where, null));
    }

    /// <returns>False where the line was passed over.</returns>
    private bool Cosigned(Claim claim, Digest root)
    {
        var bytes = Bytes(claim);
        var text = NoteText.Read(bytes, "cosignature");
        if (text.IndexOf('\n', StringComparison.Ordinal) != text.Length - 1)
            throw new FormatException("The file holds more than one line.");
        var line = NoteSignature.Parse(text[..^1]);
        if (ExportName.FileNameOf(line.Name) != claim.Where[(claim.Where.LastIndexOf('/') + 1)..])
            throw new FormatException($"The line is of {line.Name}, which the file's name denies.");
        try
        {
            if (_trust.Judge(new Checkpoint(_origin, claim.Size, root).Text, line) is { } holds)
            {
                _anchors.Add(Anchor.Of(holds, claim.Size, claim.Where, Convert.ToHexStringLower(SHA256.HashData(bytes))));
                return true;
            }
        }
        catch (FormatException)
        {
            throw new WrongRoot(
                $"{line.Name} did not sign the root that the first {claim.Size} entries make: they are not those that the witness saw, or "
                    + "the line was changed.");
        }
        _findings.AddRange(_trust.PassedOver(claim.Where, line));
        return false;
    }

    private void Beyond(Claim claim, ulong size)
    {
        try
        {
            if (claim.Held is { } held) _trust.Judge(held.Note);
            else _trust.Judge(SignedNote.Parse(Bytes(claim)));
            _findings.Add(new Finding(Gravity.Wrong, claim.Where,
                $"This signed checkpoint is of {claim.Size} entries, and the export ends after {size}: the log's end was cut off, or an "
                    + "old copy was put back.",
                size, size));
        }
        catch (FormatException wrong)
        {
            _findings.Add(Finding.Wrong(claim.Where, wrong.Message));
        }
    }

    private ReadOnlySpan<byte> Bytes(Claim claim) =>
        _log.Read(claim.Where) is { Length: <= NoteText.MaximumSize } bytes ? bytes
            : throw new FormatException("The file is missing, or longer than a note.");

    private static ulong SizeOf(HeldCheckpoint held) => Checkpoint.Parse(held.Note.Text).Size;

    private sealed record Claim(ulong Size, string? Name, HeldCheckpoint? Held)
    {
        public string Where => Name ?? ExportName.Numbered(Size);
    }

    private sealed class WrongRoot(string message) : FormatException(message);
}
