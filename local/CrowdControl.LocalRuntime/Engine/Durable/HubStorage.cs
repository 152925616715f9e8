using Azure.Data.Tables;
using Azure.Storage.Queues;
using CrowdControl.LocalRuntime.Engine.Durable.Storage;
using CrowdControl.LocalRuntime.Engine.Receipts;

namespace CrowdControl.LocalRuntime.Engine.Durable;

/// <summary>The hub's table, control queue, work-item queue, and the journal of the messages in hand.</summary>
internal sealed class HubStorage : IDisposable
{
    private readonly Lock _gate = new();
    private readonly ReceiptJournal _journal;
    private Task? _created;

    public HubStorage(HubSettings settings, TableServiceClient tables, QueueServiceClient queues)
    {
        _journal = new ReceiptJournal(settings.JournalPath);
        Table = new HubTable(tables.GetTableClient(settings.Name + "Orchestrations"));
        Control = Queue("-control-00");
        Work = Queue("-workitems");

        HubQueue Queue(string role) => new(
            queues.GetQueueClient(settings.Name.ToLowerInvariant() + role), Table, _journal, settings.MaxQueuePollingInterval);
    }

    public HubTable Table { get; }

    public HubQueue Control { get; }

    public HubQueue Work { get; }

    /// <summary>Makes what is not there yet; once it has, it costs nothing. All who ask at one time wait for the same attempt.</summary>
    public Task Create(CancellationToken cancellation)
    {
        lock (_gate)
        {
            if (_created is null or { IsFaulted: true }) _created = CreateAll();
            return _created.WaitAsync(cancellation);
        }
    }

    /// <summary>Gives back to their queues what the process before this one had taken.</summary>
    public async Task TakeBack(CancellationToken cancellation)
    {
        foreach (var (queue, id, receipt) in _journal.Left())
        {
            await (queue == Control.Name ? Control : Work).GiveBack(id, receipt, cancellation);
            _journal.Done(queue, id);
        }
    }

    public void Dispose()
    {
        Control.Dispose();
        Work.Dispose();
        _journal.Dispose();
    }

    private async Task CreateAll()
    {
        await Table.Create(CancellationToken.None);
        await Control.Create(CancellationToken.None);
        await Work.Create(CancellationToken.None);
    }
}
