using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using CrowdControl.Domain;
using CrowdControl.Domain.Access;
using CrowdControl.Functions.Hosting;

namespace CrowdControl.Functions.Access;

/// <summary>The organisation and its members: one partition an organisation, so that a change can be bound to all of them.</summary>
internal sealed class MemberTable(Tables tables)
{
    private const string Name = "members";

    /// <summary>Row of the organisation itself; it sorts before the members, and its ETag guards what holds for all of them.</summary>
    private const string HeadRow = "head";

    /// <summary>The organisation with its first member; does nothing where they are already.</summary>
    public async Task Found(Organisation organisation, Member first, CancellationToken cancellation)
    {
        var table = await tables.Open(Name, cancellation);
        var head = new TableEntity(organisation.Id.Value, HeadRow) { ["Name"] = organisation.Name, ["Revision"] = 0 };
        try
        {
            await table.SubmitTransactionAsync(
                [new(TableTransactionActionType.Add, head), new(TableTransactionActionType.Add, MemberRow.Of(first))], cancellation);
        }
        catch (TableTransactionFailedException there) when (there.Status == 409)
        {
        }
    }

    public async Task<Organisation?> Organisation(TenantId tenant, CancellationToken cancellation)
    {
        var table = await tables.Open(Name, cancellation);
        var head = await table.GetEntityIfExistsAsync<TableEntity>(tenant.Value, HeadRow, cancellationToken: cancellation);
        return head.HasValue ? OrganisationOf(head.Value!) : null;
    }

    public async Task<Versioned<Member>?> Get(TenantId tenant, MemberId id, CancellationToken cancellation)
    {
        var table = await tables.Open(Name, cancellation);
        var found = await table.GetEntityIfExistsAsync<TableEntity>(tenant.Value, MemberRow.Key(id), cancellationToken: cancellation);
        return found.HasValue ? Versioned(found.Value!) : null;
    }

    /// <summary>Insert only. False: there is a member with that id.</summary>
    public async Task<bool> Add(Member member, CancellationToken cancellation)
    {
        var table = await tables.Open(Name, cancellation);
        return await table.Insert(MemberRow.Of(member), cancellation);
    }

    /// <summary>Members in the order of their ids, after <paramref name="after"/>.</summary>
    public async IAsyncEnumerable<Member> List(
        TenantId tenant, string? after, int pageSize, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var table = await tables.Open(Name, cancellation);
        var (from, to) = (MemberRow.Prefix + after, MemberRow.Prefix + "~");
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {tenant.Value} and RowKey gt {from} and RowKey lt {to}");
        await foreach (var row in table.QueryAsync<TableEntity>(filter, pageSize, cancellationToken: cancellation)) yield return MemberRow.Read(row);
    }

    /// <summary>Everybody, at a version that <see cref="Change"/> checks: whoever comes second starts again.</summary>
    public async Task<Staff?> Everyone(TenantId tenant, CancellationToken cancellation)
    {
        var table = await tables.Open(Name, cancellation);
        TableEntity? head = null;
        var members = new List<Versioned<Member>>();
        await foreach (var row in table.QueryAsync<TableEntity>(
            TableClient.CreateQueryFilter($"PartitionKey eq {tenant.Value}"), cancellationToken: cancellation))
        {
            if (row.RowKey == HeadRow) head = row;
            else members.Add(Versioned(row));
        }

        return head is null ? null : new Staff(tenant, head.GetInt32("Revision") ?? 0, head.ETag, members);
    }

    /// <summary>False: somebody changed the member, or anybody's role, after <paramref name="staff"/> was read.</summary>
    public async Task<bool> Change(Staff staff, Versioned<Member> member, Member changed, CancellationToken cancellation)
    {
        var table = await tables.Open(Name, cancellation);
        var head = new TableEntity(staff.Tenant.Value, HeadRow) { ["Revision"] = staff.Revision + 1 };
        try
        {
            await table.SubmitTransactionAsync(
            [
                new(TableTransactionActionType.UpdateMerge, head, staff.Guard),
                new(TableTransactionActionType.UpdateReplace, MemberRow.Of(changed), member.Version),
            ], cancellation);
            return true;
        }
        catch (TableTransactionFailedException lost) when (lost.Status == 412)
        {
            return false;
        }
    }

    /// <summary>A change that concerns nobody else. False: somebody changed the member first.</summary>
    public async Task<bool> Change(Versioned<Member> member, Member changed, CancellationToken cancellation)
    {
        var table = await tables.Open(Name, cancellation);
        return await table.Replace(MemberRow.Of(changed), member.Version, cancellation);
    }

    private static Organisation OrganisationOf(TableEntity head) => new(new TenantId(head.PartitionKey), head.GetString("Name"));

    private static Versioned<Member> Versioned(TableEntity row) => new(MemberRow.Read(row), row.ETag);
}

/// <summary>Everybody in one organisation at one moment.</summary>
/// <param name="Revision">How often anybody's role or standing was changed before.</param>
internal sealed record Staff(TenantId Tenant, int Revision, ETag Guard, IReadOnlyList<Versioned<Member>> Members)
{
    public Versioned<Member>? Find(MemberId id) => Members.FirstOrDefault(member => member.Value.Id == id);
}
