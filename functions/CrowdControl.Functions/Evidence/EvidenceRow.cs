using System.Runtime.Serialization;
using Azure;
using Azure.Data.Tables;
using CrowdControl.Functions.Auditing.Secrets;

namespace CrowdControl.Functions.Evidence;

/// <summary>A case, an exhibit or a touch of one. Everything that says more than ids and times is sealed: facts under a key that stays,
/// and what is erased with an exhibit under the exhibit's own key.</summary>
internal sealed class EvidenceRow : ITableEntity
{
    public string PartitionKey { get; set; } = "";

    public string RowKey { get; set; } = "";

    public DateTimeOffset? Timestamp { get; set; }

    public ETag ETag { get; set; }

    public string? FactsBy { get; set; }

    public byte[]? FactsKey { get; set; }

    public byte[]? Facts { get; set; }

    public string? ItemBy { get; set; }

    public byte[]? ItemKey { get; set; }

    public byte[]? Item { get; set; }

    public void Keep(DataKey facts, byte[] sealedFacts) =>
        (FactsBy, FactsKey, Facts) = (facts.Wrapped.By, facts.Wrapped.Bytes, sealedFacts);

    public void KeepItem(DataKey? key, byte[]? sealedItem) =>
        (ItemBy, ItemKey, Item) = key is null ? (null, null, null) : (key.Wrapped.By, key.Wrapped.Bytes, sealedItem);

    [IgnoreDataMember]
    public WrappedKey WrappedFacts => new(FactsBy!, FactsKey!);

    [IgnoreDataMember]
    public WrappedKey? WrappedItem => ItemKey is null ? null : new WrappedKey(ItemBy!, ItemKey);
}
