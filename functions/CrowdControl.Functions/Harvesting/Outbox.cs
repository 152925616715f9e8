using CrowdControl.Domain;
using CrowdControl.Domain.Mentions;
using CrowdControl.Functions.Monitoring;

namespace CrowdControl.Functions.Harvesting;

/// <summary>Collects what many sources of one organisation find at the same time, so that messages are full.</summary>
internal sealed class Outbox(TenantId tenant, MentionQueue queue) : IDisposable
{
    private readonly SemaphoreSlim _one = new(1);
    private List<Mention> _waiting = [];

    public int Sent { get; private set; }

    public async Task Put(Mention mention, CancellationToken cancellation)
    {
        await _one.WaitAsync(cancellation);
        try
        {
            _waiting.Add(mention);
            if (_waiting.Count >= MentionQueue.Most) await Send(cancellation);
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Returns once everything that was put is on the queue.</summary>
    public async Task Flush(CancellationToken cancellation)
    {
        await _one.WaitAsync(cancellation);
        try
        {
            if (_waiting.Count > 0) await Send(cancellation);
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private async Task Send(CancellationToken cancellation)
    {
        await queue.Send(tenant, _waiting, cancellation);
        Sent += _waiting.Count;
        _waiting = [];
    }
}
