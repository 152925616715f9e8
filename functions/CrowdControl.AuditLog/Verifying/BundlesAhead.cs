using CrowdControl.AuditLog.Tree;

namespace CrowdControl.AuditLog.Verifying;

/// <summary>Reads and hashes one bundle while the one before it is being looked at, so that a second processor has its half of the
/// work.</summary>
internal sealed class BundlesAhead(ExportedLog log, ulong size)
{
    private HashedBundle _free = new(new BundleReader(log, size));
    private HashedBundle _current = new(new BundleReader(log, size));
    private Task? _reading;

    /// <summary>The bundles in order; each is valid until the next is asked for.</summary>
    /// <exception cref="Refused">It is missing, or is no bundle.</exception>
    public HashedBundle Next(ulong bundle)
    {
        (_reading ?? Read(bundle)).GetAwaiter().GetResult();
        (_current, _free) = (_free, _current);
        _reading = (bundle + 1) * TileId.Full < size ? Read(bundle + 1) : null;
        return _current;
    }

    private Task Read(ulong bundle)
    {
        var into = _free;
        return Task.Run(() => into.Load(bundle));
    }
}

/// <summary>A bundle and the hashes of its entries.</summary>
internal sealed class HashedBundle(BundleReader entries)
{
    private readonly Digest[] _hashes = new Digest[TileId.Full];

    public BundleReader Entries => entries;

    public ReadOnlySpan<Digest> Hashes => _hashes.AsSpan(0, entries.Count);

    public void Load(ulong bundle)
    {
        entries.Load(bundle);
        entries.Hash(_hashes);
    }
}
