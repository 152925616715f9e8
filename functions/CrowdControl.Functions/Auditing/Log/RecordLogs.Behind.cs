using CrowdControl.Domain;
using CrowdControl.Functions.Auditing.Signing;
using Microsoft.Extensions.Logging;

namespace CrowdControl.Functions.Auditing.Log;

/// <summary>What nobody waits for.</summary>
public sealed partial class RecordLogs
{
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

    [LoggerMessage(Level = LogLevel.Error, Message = "The record of {Tenant} stopped, and opening it anew found that it cannot go on yet.")]
    private partial void NotMended(Exception fault, string tenant);

    [LoggerMessage(Level = LogLevel.Error, Message = "The keys that sign the record of {Tenant} could not be read: those that are known sign on.")]
    private partial void KeysNotRead(Exception fault, string tenant);
}
