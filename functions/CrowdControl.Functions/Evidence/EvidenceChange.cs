using System.Text;
using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using CrowdControl.Domain;
using CrowdControl.Domain.Evidence;
using CrowdControl.Functions.Hosting;

namespace CrowdControl.Functions.Evidence;

/// <summary>Rows of one organisation that change together or not at all.</summary>
internal sealed class EvidenceChange(TenantId tenant)
{
    private readonly List<TableTransactionAction> _actions = [];

    public IReadOnlyList<TableTransactionAction> Actions => _actions;

    /// <param name="next">As it is to be; the same again keeps everybody else from changing it meanwhile.</param>
    public EvidenceChange Case(StoredCase read, Case next)
    {
        var row = Row(EvidenceKeys.Of(next.Id));
        row.Keep(read.Facts, read.Facts.Seal(JsonSerializer.SerializeToUtf8Bytes(next, Json.Options), Place(row)));
        return Write(row, read.Version);
    }

    /// <summary>With the marks by which it is found.</summary>
    public EvidenceChange Exhibit(StoredExhibit read, Exhibit next, bool dropKey = false)
    {
        var row = Row(EvidenceKeys.Of(next.Id));
        row.Keep(read.Facts, read.Facts.Seal(JsonSerializer.SerializeToUtf8Bytes(next with { Label = null }, Json.Options), Place(row)));
        if (!dropKey && read.Item is { } item) row.KeepItem(item, item.Seal(Encoding.UTF8.GetBytes(next.Label ?? ""), Place(row)));
        var (before, after) = (EvidenceKeys.Marks(read.Version is null ? null : read.Exhibit), EvidenceKeys.Marks(next));
        foreach (var gone in before.Except(after)) _actions.Add(new TableTransactionAction(TableTransactionActionType.Delete, Mark(gone), ETag.All));
        foreach (var fresh in after.Except(before)) _actions.Add(new TableTransactionAction(TableTransactionActionType.UpsertReplace, Mark(fresh)));
        return Write(row, read.Version);
    }

    /// <summary>Once, however often it is written.</summary>
    public EvidenceChange Custody(StoredExhibit of, CustodyEvent touch)
    {
        var row = Row(EvidenceKeys.Custody(of.Exhibit.Id, touch));
        row.Facts = of.Facts.Seal(JsonSerializer.SerializeToUtf8Bytes(touch with { Why = null }, Json.Options), Place(row));
        if (touch.Why is { } why && of.Item is { } item) row.Item = item.Seal(Encoding.UTF8.GetBytes(why), Place(row));
        _actions.Add(new TableTransactionAction(TableTransactionActionType.UpsertReplace, row));
        return this;
    }

    /// <summary>Storage has to be told of the case's holds.</summary>
    public EvidenceChange ToHold(CaseId of)
    {
        _actions.Add(new TableTransactionAction(TableTransactionActionType.UpsertReplace, Mark(EvidenceKeys.ToHold(of))));
        return this;
    }

    /// <summary>Takes the next number of the kind.</summary>
    public EvidenceChange Number(string kind, int given, ETag? version)
    {
        var row = new TableEntity(tenant.Value, EvidenceKeys.Number(kind)) { ["Given"] = given };
        _actions.Add(version is { } read
            ? new TableTransactionAction(TableTransactionActionType.UpdateReplace, row, read)
            : new TableTransactionAction(TableTransactionActionType.Add, row));
        return this;
    }

    private EvidenceChange Write(EvidenceRow row, ETag? version)
    {
        _actions.Add(version is { } read
            ? new TableTransactionAction(TableTransactionActionType.UpdateReplace, row, read)
            : new TableTransactionAction(TableTransactionActionType.Add, row));
        return this;
    }

    private EvidenceRow Row(string key) => new() { PartitionKey = tenant.Value, RowKey = key };

    private TableEntity Mark(string key) => new(tenant.Value, key);

    private string Place(EvidenceRow row) => EvidenceTable.Place(tenant, row.RowKey);
}
