using CrowdControl.LocalRuntime.Neighbours.Network.Ledger;

namespace CrowdControl.LocalRuntime.Neighbours.Network.Records;

/// <summary>All repositories, by account.</summary>
internal sealed class RepositoryBook
{
    private readonly Dictionary<string, Repository> _repositories = [];

    public Repository Of(string did)
    {
        if (!_repositories.TryGetValue(did, out var repository)) _repositories[did] = repository = new Repository(did);
        return repository;
    }

    public NetworkRecord? Find(string did, string collection, string rkey) => _repositories.GetValueOrDefault(did)?.Find(collection, rkey);

    public NetworkRecord? Find(string uri) => AtUri.Parse(uri) is { } at ? Find(at.Authority, at.Collection, at.Rkey) : null;

    public NetworkRecord Apply(RecordWritten written)
    {
        var record = new NetworkRecord(written.Did, written.Collection, written.Rkey, written.Cid, written.Value, written.At, written.Rev);
        var repository = Of(written.Did);
        repository.Put(record);
        (repository.Commit, repository.Rev) = (written.Commit, written.Rev);
        return record;
    }

    public NetworkRecord? Apply(RecordRemoved removed)
    {
        var repository = Of(removed.Did);
        (repository.Commit, repository.Rev) = (removed.Commit, removed.Rev);
        return repository.Remove(removed.Collection, removed.Rkey);
    }
}
