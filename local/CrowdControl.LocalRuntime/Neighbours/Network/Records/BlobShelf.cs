using CrowdControl.LocalRuntime.Neighbours.Network.Ledger;

namespace CrowdControl.LocalRuntime.Neighbours.Network.Records;

/// <summary>Uploaded files, named by their CIDs. One is public from the moment that a record of its owner refers to it.</summary>
internal sealed class BlobShelf(string directory)
{
    private readonly Dictionary<(string Did, string Cid), Blob> _blobs = [];

    /// <summary>Puts the bytes on disk; they are found by whoever uploads the same ones again.</summary>
    public void Keep(string cid, ReadOnlySpan<byte> bytes)
    {
        Directory.CreateDirectory(directory);
        if (File.Exists(PathOf(cid))) return;
        var unfinished = PathOf(cid) + ".new";
        File.WriteAllBytes(unfinished, bytes);
        File.Move(unfinished, PathOf(cid));
    }

    public Blob? Find(string did, string cid) => _blobs.GetValueOrDefault((did, cid));

    /// <summary>A file that a record refers to, or null.</summary>
    public PublicBlob? Public(string did, string cid) =>
        Find(did, cid) is { References: > 0 } blob ? new PublicBlob(PathOf(cid), blob.MimeType) : null;

    public void Apply(BlobUploaded uploaded) =>
        _blobs.TryAdd((uploaded.Did, uploaded.Cid), new Blob(uploaded.MimeType, uploaded.Size));

    public void Refer(NetworkRecord record) => Count(record, 1);

    public void Release(NetworkRecord record) => Count(record, -1);

    private void Count(NetworkRecord record, int difference)
    {
        foreach (var reference in BlobReference.In(record.Value))
            if (Find(record.Did, reference.Cid) is { } blob)
                blob.References += difference;
    }

    private string PathOf(string cid) => Path.Combine(directory, cid);
}

/// <summary>What is known of an uploaded file, and how many places in its owner's records refer to it.</summary>
internal sealed class Blob(string mimeType, long size)
{
    public string MimeType { get; } = mimeType;

    public long Size { get; } = size;

    public int References { get; set; }
}

/// <summary>A file that anybody may read.</summary>
internal sealed record PublicBlob(string Path, string MimeType);
