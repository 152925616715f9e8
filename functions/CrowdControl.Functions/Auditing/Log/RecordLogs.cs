using System.Collections.Concurrent;
using Azure.Storage.Blobs;
using CrowdControl.AuditLog.Journal;
using CrowdControl.AuditLog.Sequencing;
using CrowdControl.Domain;
using CrowdControl.Functions.Auditing.Anchors;
using CrowdControl.Functions.Auditing.Index;
using CrowdControl.Functions.Auditing.Secrets;
using CrowdControl.Functions.Auditing.Signing;
using CrowdControl.Functions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace CrowdControl.Functions.Auditing.Log;

/// <summary>Each organisation's log, in containers of its own, opened when it is first needed.</summary>
public sealed partial class RecordLogs : IAsyncDisposable
{
    /// <summary>The folder of a log that was never closed; the one opened after it is log2.</summary>
    internal const string First = "log1";

    /// <summary>Mending reads the whole log.</summary>
    private static readonly TimeSpan BetweenMendings = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<TenantId, OpenLog> _logs = new();
    private readonly Dictionary<TenantId, (DateTimeOffset Next, Task Running)> _mending = [];
    private readonly SemaphoreSlim _opening = new(1);
    private readonly StorageClients _storage;
    private readonly HeadTable _heads;
    private readonly IndexTable _index;
    private readonly IndexTerms _terms;
    private readonly SecretTable _secrets;
    private readonly SigningKeys _keys;
    private readonly KeyTable _keyTable;
    private readonly AuditSettings _settings;
    private readonly TimeProvider _clock;
    private readonly CosigningDesk? _witnesses;
    private readonly ILogger _log;

    internal RecordLogs(
        StorageClients storage, HeadTable heads, IndexTable index, IndexTerms terms, SecretTable secrets, SigningKeys keys, KeyTable keyTable,
        AuditSettings settings, TimeProvider clock,
        CosigningDesk? witnesses = null, ILogger<RecordLogs>? log = null)
    {
        (_storage, _heads, _index, _terms, _secrets, _keys, _keyTable) = (storage, heads, index, terms, secrets, keys, keyTable);
        (_settings, _clock, _witnesses, _log) = (settings, clock, witnesses, log ?? NullLogger<RecordLogs>.Instance);
    }

    /// <summary>The organisation's log.</summary>
    internal async ValueTask<SequencedLog> Of(TenantId tenant, CancellationToken cancellation) => (await Opened(tenant, cancellation)).Log;

    /// <summary>The organisation's log, its storage and its index. Opening asks for four containers and the key, once a process.</summary>
    internal async ValueTask<OpenLog> Opened(TenantId tenant, CancellationToken cancellation)
    {
        if (_logs.TryGetValue(tenant, out var open))
        {
            if (open.Log.Stopped) MendSoon(tenant);
            if (open.Keys.IsDue()) _ = LoadKeys(tenant, open.Keys);
            return open;
        }

        await _opening.WaitAsync(cancellation);
        try
        {
            return _logs.TryGetValue(tenant, out open) ? open : _logs[tenant] = await Open(tenant, cancellation);
        }
        finally
        {
            _opening.Release();
        }
    }

    /// <summary>
    /// Opens a log that stopped anew, and puts it in the place of the stopped one where nothing is wrong any more: it reads every entry, signs
    /// and asks the witnesses before anybody may write to it. Does nothing to a log that did not stop.
    /// </summary>
    /// <exception cref="LogStopped">Something is still wrong: the log stays as it is.</exception>
    internal async Task Mend(TenantId tenant, CancellationToken cancellation)
    {
        if (!_logs.TryGetValue(tenant, out var stopped) || !stopped.Log.Stopped) return;
        await _opening.WaitAsync(cancellation);
        try
        {
            if (_logs[tenant].Log != stopped.Log) return;
            var anew = await Open(tenant, cancellation);
            try
            {
                await anew.Log.PublishAll(cancellation);
                if ((await RecordCheck.Of(anew.Log, cancellation)).Why is { } why) throw new LogStopped(LogStop.Corrupt, why);
            }
            catch
            {
                await anew.DisposeAsync();
                throw;
            }

            _logs[tenant] = anew;
            await stopped.DisposeAsync();
        }
        finally
        {
            _opening.Release();
        }
    }

    /// <summary>The timer comes to one instance; another finds out by itself, when its log is asked for, whether it may go on. Whoever asks
    /// meanwhile hears why it stopped.</summary>
    private void MendSoon(TenantId tenant)
    {
        var now = _clock.GetUtcNow();
        lock (_mending)
        {
            if (_mending.TryGetValue(tenant, out var last) && now < last.Next) return;
            _mending[tenant] = (now + BetweenMendings, Task.Run(Try, CancellationToken.None));
        }

        async Task Try()
        {
            try
            {
                await Mend(tenant, CancellationToken.None);
            }
            catch (Exception fault)
            {
                // Still wrong, or what it stands on is away: the stopped log says so to everybody who uses it, and this is tried again.
                NotMended(fault, tenant.Value);
            }
        }
    }

    /// <summary>What is appended does not wait for the vault: the keys that are known sign until it answers.</summary>
    private async Task LoadKeys(TenantId tenant, KeyRing keys)
    {
        try
        {
            await keys.Load(CancellationToken.None);
        }
        catch (Exception fault)
        {
            KeysNotRead(fault, tenant.Value);
        }
    }

    /// <summary>Every organisation that has a log.</summary>
    internal Task<IReadOnlyList<TenantId>> Tenants(CancellationToken cancellation) => _heads.All(cancellation);

    /// <summary>Under which name the outside world knows the organisation's log.</summary>
    internal string OriginOf(TenantId tenant) => OriginOf(_settings.Origin, tenant);

    internal static string OriginOf(string service, TenantId tenant) => $"{service}/{tenant}/log/1";

    public async ValueTask DisposeAsync()
    {
        List<Task> mending;
        lock (_mending) mending = [.. _mending.Values.Select(last => last.Running)];
        await Task.WhenAll(mending);
        foreach (var open in _logs.Values) await open.DisposeAsync();
        _opening.Dispose();
    }

    /// <summary>Container of an area: 3 to 63 lower-case letters, digits and single hyphens.</summary>
    internal static string ContainerOf(LogArea area, TenantId tenant) => TenantContainer.Of(area.ToString().ToLowerInvariant(), tenant);

    /// <summary>How the names of all containers of an organisation's record end.</summary>
    internal static string EndingOf(TenantId tenant) => TenantContainer.EndingOf(tenant);

    [LoggerMessage(Level = LogLevel.Error, Message = "The record of {Tenant} stopped, and opening it anew found that it cannot go on yet.")]
    private partial void NotMended(Exception fault, string tenant);

    [LoggerMessage(Level = LogLevel.Error, Message = "The keys that sign the record of {Tenant} could not be read: those that are known sign on.")]
    private partial void KeysNotRead(Exception fault, string tenant);

    private async Task<OpenLog> Open(TenantId tenant, CancellationToken cancellation)
    {
        var containers = new Dictionary<LogArea, BlobContainerClient>();
        foreach (var area in Enum.GetValues<LogArea>()) containers[area] = await _storage.OfRecord(ContainerOf(area, tenant), cancellation);

        await _heads.Note(tenant, cancellation);
        var keys = new KeyRing(_keys, _keyTable, tenant, First, OriginOf(tenant), _clock);
        await keys.Load(cancellation);
        var store = new BlobStore(area => containers[area]);
        SequencedLog? log = null;
        LogIndex? index = null;
        var settings = new LogSettings(First, OriginOf(tenant))
        {
            Signers = () => keys.Signers,
            FormerKeys = () => keys.Known,
            Grid = _settings.Grid,
            Rolling = (first, token) => index!.Advance(first, token),
            Lease = new BlobLease(containers[LogArea.Live], new LogPaths(First).Lease).TryTake,
            Witnesses = _witnesses?.For(tenant, store, () => keys.Known, () => log!),
        };
        log = new SequencedLog(store, _heads.Of(tenant, First), settings, _clock);
        index = new LogIndex(_index, _terms, _secrets, tenant, First, log, _clock);
        return new OpenLog(log, store, index, keys, First, OriginOf(tenant));
    }
}

/// <summary>An organisation's log and what belongs to it.</summary>
/// <param name="Folder">Its folder on storage, such as log1.</param>
/// <param name="Origin">The name under which the outside world knows it.</param>
internal sealed record OpenLog(SequencedLog Log, ILogStore Store, LogIndex Index, KeyRing Keys, string Folder, string Origin) : IAsyncDisposable
{
    public async ValueTask DisposeAsync()
    {
        await Log.DisposeAsync();
        Index.Dispose();
    }

    public void Deconstruct(out SequencedLog log, out ILogStore store) => (log, store) = (Log, Store);
}
