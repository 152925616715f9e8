using CrowdControl.AuditLog.Tree;

namespace CrowdControl.AuditLog.Verifying;

/// <summary>One pass over all entries, which everything that speaks of them is held to.</summary>
internal sealed class EntryWalk
{
    private readonly ulong _size;
    private readonly Inventory _files;
    private readonly RootClaims _claims;
    private readonly BundlesAhead _bundles;
    private readonly TileChecks _tiles;
    private readonly EntryChecks _entries;
    private readonly SealChecks _seals;
    private readonly JournalChecks? _journal;
    private readonly ExportedLog _log;
    private readonly List<Finding> _findings = [];

    public EntryWalk(ExportedLog log, ulong size, Inventory files, RootClaims claims, JournalFrames frames)
    {
        (_log, _size, _files, _claims) = (log, size, files, claims);
        (_bundles, _tiles, _seals) = (new BundlesAhead(log, size), new TileChecks(log, size, files), new SealChecks(log, size, files));
        _entries = new EntryChecks(_seals);
        // A journal of one empty segment is that of a log without entries.
        _journal = files.Segments.Count > 0 ? new JournalChecks(frames) : null;
    }

    public IReadOnlyList<Finding> Findings => _findings;

    public IReadOnlyList<RecordedAnchor> Anchors => _entries.Anchors;

    /// <summary>Entries that hold, from the first on.</summary>
    public ulong Entries { get; private set; }

    /// <summary>Every entry was read, and nothing is wrong with any of them by itself.</summary>
    public bool Whole { get; private set; }

    public Digest? Root => Whole ? _tiles.Range.Root() : null;

    public void Run()
    {
        try
        {
            _claims.Reached(_tiles.Range);
            while (_tiles.Range.Count < _size) Bundle(_tiles.Range.Count / TileId.Full);
            _tiles.End();
            Whole = true;
            if (_journal?.GoesOn(_size) == true)
                _findings.Add(Finding.Lacking("seg/",
                    $"The journal goes on after the {_size} entries that the checkpoint covers; those were not looked at."));
            if (_entries.Signed > 0)
                _findings.Add(Finding.Remark("tile/entries/",
                    $"{_entries.Signed} entries are signed by officers who had a passkey then; what they signed is in packs, not in an export."));
            foreach (var day in _seals.Unspoken)
                _findings.Add(Finding.Lacking($"streams/{day}.jsonl", "No entry speaks of this list."));
        }
        catch (Refused refused)
        {
            _findings.Add(refused.Finding);
        }
    }

    public LogCounts Counts(int checkpoints) => new(
        _journal?.Frames ?? 0, checkpoints, _entries.Streams, _seals.Count,
        Entries > 0 ? _entries.First : null, Entries > 0 ? _entries.Last : null);

    private void Bundle(ulong bundle)
    {
        var hashed = _bundles.Next(bundle);
        var entries = hashed.Entries;
        _tiles.Begin(bundle, entries.Count);
        for (var i = 0; i < entries.Count; i++)
        {
            _entries.Take(Entries, entries[i], entries.Name);
            _tiles.Take(hashed.Hashes[i]);
            _journal?.Take(Entries, entries[i], _entries.Last, _tiles.Range);
            Entries++;
            _claims.Reached(_tiles.Range);
        }
        foreach (var width in _files.NarrowBundles(bundle)) Narrow(bundle, width, entries);
    }

    private void Narrow(ulong bundle, int width, BundleReader entries)
    {
        var name = TilePath.Bundle(bundle, width);
        var stored = _log.Read(name) ?? throw Refused.Because(name, "The file is missing.");
        if (!stored.AsSpan().SequenceEqual(entries.First(width)))
            throw Refused.At(bundle * TileId.Full, name, $"The file does not hold the first {width} entries of {entries.Name}.");
    }
}
