using System.Collections.Concurrent;
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

    /// <summary>So soon an instance goes on in a log that another instance opened.</summary>
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<TenantId, OpenLog> _logs = new();
    private readonly ConcurrentDictionary<(TenantId, int), OpenLog> _ended = new();
    private readonly Dictionary<TenantId, (DateTimeOffset Next, Task Running)> _mending = [];
    private readonly SemaphoreSlim _opening = new(1);
    private readonly LogOpening _opener;
    private readonly HeadTable _heads;
    private readonly string _service;
    private readonly TimeProvider _clock;
    private readonly ILogger _log;

    internal RecordLogs(
        StorageClients storage, HeadTable heads, IndexTable index, IndexTerms terms, SecretTable secrets, SigningKeys keys, KeyTable keyTable,
        AuditSettings settings, TimeProvider clock, CosigningDesk? witnesses = null, ILogger<RecordLogs>? log = null)
    {
        _opener = new LogOpening(storage, heads, index, terms, secrets, keys, keyTable, settings, clock, witnesses);
        (_heads, _service, _clock, _log) = (heads, settings.Origin, clock, log ?? NullLogger<RecordLogs>.Instance);
    }

    /// <summary>The organisation's log.</summary>
    internal async ValueTask<SequencedLog> Of(TenantId tenant, CancellationToken cancellation) => (await Opened(tenant, cancellation)).Log;

    /// <summary>The organisation's log that goes on, its storage and its index. Opening asks for four containers and the key, once a process.</summary>
    internal async ValueTask<OpenLog> Opened(TenantId tenant, CancellationToken cancellation)
    {
        if (_logs.TryGetValue(tenant, out var open) && _clock.GetUtcNow() - open.Looked < BetweenLooks)
        {
            if (open.Log.Stopped) MendSoon(tenant);
            if (open.Keys.IsDue()) _ = LoadKeys(tenant, open.Keys);
            return open;
        }

        await _opening.WaitAsync(cancellation);
        try
        {
            if (!_logs.TryGetValue(tenant, out open))
            {
                await _heads.Note(tenant, cancellation);
                return _logs[tenant] = await Open(tenant, cancellation);
            }

            if (_clock.GetUtcNow() - open.Looked < BetweenLooks) return open;
            if (await _heads.Current(tenant, cancellation) != open.Number)
            {
                // It was closed. What is under way in it ends as it can: it takes nothing more in.
                var next = await Open(tenant, cancellation);
                _logs[tenant] = next;
                await open.DisposeAsync();
                return next;
            }

            open.Looked = _clock.GetUtcNow();
        }
        finally
        {
            _opening.Release();
        }

        return await Opened(tenant, cancellation);
    }

    /// <summary>A log of the organisation by its number: the one that goes on, or one that was closed, as far as its last good checkpoint.</summary>
    /// <returns>Null where there is no such log, or nothing of it that could be read.</returns>
    internal async ValueTask<OpenLog?> Numbered(TenantId tenant, int number, CancellationToken cancellation)
    {
        var current = await Opened(tenant, cancellation);
        if (number == current.Number) return current;
        if (_ended.TryGetValue((tenant, number), out var ended)) return ended;
        if (number < 1 || number > current.Number || await _heads.End(tenant, number, cancellation) is not { Last: { } last }) return null;
        await _opening.WaitAsync(cancellation);
        try
        {
            return _ended.TryGetValue((tenant, number), out ended) ? ended : _ended[(tenant, number)] = await _opener.Open(tenant, number, last, cancellation);
        }
        finally
        {
            _opening.Release();
        }
    }

    /// <summary>The log after the one that goes on, which nobody writes to yet.</summary>
    internal Task<OpenLog> Next(TenantId tenant, int number, CancellationToken cancellation) => _opener.Open(tenant, number, null, cancellation);

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

    /// <summary>Every organisation that has a log.</summary>
    internal Task<IReadOnlyList<TenantId>> Tenants(CancellationToken cancellation) => _heads.All(cancellation);

    /// <summary>Under which name the outside world knows the organisation's first log.</summary>
    internal string OriginOf(TenantId tenant) => OriginOf(_service, tenant);

    internal static string OriginOf(string service, TenantId tenant) => LogOpening.OriginOf(service, tenant, 1);

    internal static string FolderOf(int number) => LogOpening.FolderOf(number);

    /// <summary>Container of an area: 3 to 63 lower-case letters, digits and single hyphens.</summary>
    internal static string ContainerOf(LogArea area, TenantId tenant) => TenantContainer.Of(area.ToString().ToLowerInvariant(), tenant);

    /// <summary>How the names of all containers of an organisation's record end.</summary>
    internal static string EndingOf(TenantId tenant) => TenantContainer.EndingOf(tenant);

    public async ValueTask DisposeAsync()
    {
        List<Task> mending;
        lock (_mending) mending = [.. _mending.Values.Select(last => last.Running)];
        await Task.WhenAll(mending);
        foreach (var open in _logs.Values.Concat(_ended.Values)) await open.DisposeAsync();
        _opening.Dispose();
    }

    private async Task<OpenLog> Open(TenantId tenant, CancellationToken cancellation) =>
        await _opener.Open(tenant, await _heads.Current(tenant, cancellation), null, cancellation);
}
