using System.Text.Json;
using CrowdControl.Domain;
using CrowdControl.Domain.Access;
using CrowdControl.Domain.Disclosing;
using CrowdControl.Domain.Mentions;
using CrowdControl.Functions.Auditing.Excerpts;
using CrowdControl.Functions.Channels;
using CrowdControl.Functions.Disclosing.Store;
using CrowdControl.Functions.Hosting;
using Microsoft.DurableTask.Client;

namespace CrowdControl.Functions.Disclosing;

/// <summary>Takes requests for disclosure packs and what is decided of them, and gives finished ones out.</summary>
public sealed class DisclosureDesk
{
    private readonly DisclosureTable _table;
    private readonly DisclosureRecord _record;
    private readonly DisclosureRuns _runs;
    private readonly ChannelRegister _channels;
    private readonly RecordExcerpts _excerpts;
    private readonly PackShelf _shelf;
    private readonly ExhibitChoice _exhibits;

    internal DisclosureDesk(
        DisclosureTable table, DisclosureRecord record, DisclosureRuns runs, ChannelRegister channels, RecordExcerpts excerpts, PackShelf shelf,
        ExhibitChoice exhibits) =>
        (_table, _record, _runs, _channels, _excerpts, _shelf, _exhibits) = (table, record, runs, channels, excerpts, shelf, exhibits);

    internal async Task<Page<DisclosureView>> List(Caller caller, Paging paging, CancellationToken cancellation)
    {
        var reach = new DisclosureReach(caller);
        var all = (await _table.All(caller.Tenant, cancellation)).Where(reach.MaySee).ToList();
        var from = paging.Cursor is null ? 0 : all.FindIndex(pack => pack.Id.Value == paging.Cursor) + 1;
        var some = all.Skip(from).Take(paging.Limit).ToList();
        return new Page<DisclosureView>(
            [.. some.Select(pack => DisclosureView.Of(pack, caller))], from + some.Count < all.Count ? some[^1].Id.Value : null);
    }

    internal async Task<Outcome<DisclosurePack>> Get(Caller caller, DisclosureId id, CancellationToken cancellation) =>
        await Seen(caller, id, cancellation) is { } stored ? stored.Pack : new Refusal.NotFound("disclosure");

    internal async Task<Outcome<DisclosurePack>> Ask(
        Caller caller, Intent intent, NewDisclosureRequest asked, CancellationToken cancellation)
    {
        if (asked.Read() is not Outcome<DisclosureTerms>.Done { Value: var terms }) return ((Outcome<DisclosureTerms>.Refused)asked.Read()).Why;
        if (await Barred(caller, terms.Scope, cancellation) is { } barred) return barred;
        if (await _exhibits.Barred(caller, terms, cancellation) is { } unknown) return unknown;

        var fingerprint = MentionKey.Digest([JsonSerializer.Serialize(asked, Json.Options)]);
        var pack = DisclosurePack.Ask(caller.Tenant, new DisclosureId(intent.IdFor("disclosure")), terms, By(caller));
        if (await _table.Find(caller.Tenant, pack.Id, cancellation) is { } made) return Same(made, fingerprint);
        if (await _record.Acted(caller, pack, "disclosure.requested", "requested", DisclosureRecord.Terms(terms), cancellation) is { } stopped) return stopped;
        return await _table.Add(pack, fingerprint, cancellation) ? pack
            : await _table.Find(caller.Tenant, pack.Id, cancellation) is { } quicker ? Same(quicker, fingerprint)
            : throw new InvalidOperationException($"The disclosure {pack.Id} was refused as there already, and is not there.");
    }

    internal async Task<Outcome<DisclosurePack>> Approve(
        Caller caller, DisclosureId id, DurableTaskClient client, CancellationToken cancellation)
    {
        var approved = await Change(
            caller, id, Permission.ApproveDisclosures, "disclosure.approved", "approved", null, pack => pack.Approve(By(caller)), cancellation);
        if (approved is Outcome<DisclosurePack>.Done { Value: { State: DisclosureState.Preparing } pack }) await _runs.Begin(client, pack, cancellation);
        return approved;
    }

    internal Task<Outcome<DisclosurePack>> Refuse(Caller caller, DisclosureId id, ReasonRequest said, CancellationToken cancellation) => Change(
        caller, id, Permission.ApproveDisclosures, "disclosure.refused", "refused", said, pack => pack.Refuse(By(caller), said.Reason), cancellation);

    internal Task<Outcome<DisclosurePack>> Cancel(Caller caller, DisclosureId id, ReasonRequest said, CancellationToken cancellation) => Change(
        caller, id, Permission.BuildDisclosures, "disclosure.cancelled", "cancelled", said, pack => pack.Cancel(said.Reason), cancellation);

    /// <summary>The finished pack. That it was taken, by whom and for whom, is on the record before its first byte is sent.</summary>
    internal async Task<Outcome<TakenPack>> Take(Caller caller, DisclosureId id, Intent intent, CancellationToken cancellation)
    {
        if (await Seen(caller, id, cancellation) is not { } stored) return new Refusal.NotFound("disclosure");
        if (!new DisclosureReach(caller).MayBuild(stored.Pack)) return NotPermitted(Permission.BuildDisclosures);
        if (stored.Pack.Made is not { } made) return new Refusal.WrongState("The pack is not made yet. Wait until it is ready.");
        var details = new Dictionary<string, string> { ["recipient"] = stored.Pack.Terms.Recipient, ["manifest"] = made.Manifest };
        if (await _record.Acted(caller, stored.Pack, "disclosure.taken", $"taken/{intent.IdFor("taken")}", details, cancellation) is { } stopped) return stopped;
        return new TakenPack(
            $"disclosure-{id}.zip", made.Bytes, await _shelf.OpenPack(caller.Tenant, id, cancellation));
    }

    private async Task<Outcome<DisclosurePack>> Change(
        Caller caller, DisclosureId id, Permission permission, string act, string entry, ReasonRequest? said,
        Func<DisclosurePack, Outcome<DisclosurePack>> apply, CancellationToken cancellation)
    {
        if (said?.Refused is { } nothingSaid) return nothingSaid;
        while (await Seen(caller, id, cancellation) is { } stored)
        {
            if (!new DisclosureReach(caller).Reaches(permission, stored.Pack.Terms.Scope)) return NotPermitted(permission);
            if (apply(stored.Pack) is not Outcome<DisclosurePack>.Done { Value: var changed }) return apply(stored.Pack);
            if (changed == stored.Pack) return changed;
            var details = said is null ? [] : new Dictionary<string, string> { ["reason"] = said.Reason };
            if (await _record.Acted(caller, changed, act, $"{entry}/{caller.Member.Id}", details, cancellation) is { } stopped) return stopped;
            if (await _table.Change(stored, changed, cancellation)) return changed;
        }

        return new Refusal.NotFound("disclosure");
    }

    /// <summary>What the caller may not see is not there.</summary>
    private async Task<StoredDisclosure?> Seen(Caller caller, DisclosureId id, CancellationToken cancellation) =>
        await _table.Find(caller.Tenant, id, cancellation) is { } stored && new DisclosureReach(caller).MaySee(stored.Pack) ? stored : null;

    private async Task<Refusal?> Barred(Caller caller, DisclosureScope scope, CancellationToken cancellation)
    {
        if (scope.Channel is { } channel && await _channels.Get(caller.Tenant, channel, cancellation) is null) return new Refusal.NotFound("channel");
        if (!new DisclosureReach(caller).Reaches(Permission.BuildDisclosures, scope)) return NotPermitted(Permission.BuildDisclosures);
        return scope.Entries is [.., var last] && last >= await _excerpts.Size(caller.Tenant, cancellation)
            ? new Refusal.Invalid("entries", $"The record has no entry {last}.")
            : null;
    }

    private static Outcome<DisclosurePack> Same(StoredDisclosure made, string fingerprint) =>
        made.Fingerprint == fingerprint ? made.Pack : new Refusal.KeyReused();

    private static Refusal.NotPermitted NotPermitted(Permission permission) => new(
        $"Your roles do not give you {permission} here. An administrator can give you a role that reaches it.");

    private static DisclosureActor By(Caller caller) => new(caller.Signatory, caller.At);
}

/// <summary>A pack on its way out.</summary>
internal sealed record TakenPack(string Name, long Length, Stream Bytes);
