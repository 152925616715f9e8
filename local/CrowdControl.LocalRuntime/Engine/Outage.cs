using Microsoft.Extensions.Logging;

namespace CrowdControl.LocalRuntime.Engine;

/// <summary>Says once that something cannot work, however often it is tried, and once that it works again.</summary>
/// <param name="who">Who cannot work, as the start of a sentence.</param>
internal sealed class Outage(ILogger log, string who)
{
    private bool _on;

    public void Seen(Exception fault)
    {
        if (_on) return;
        _on = true;
        log.LogWarning(fault, "{Who} was stopped by a fault of its storage; it tried again until it could go on.", who);
    }

    public void Over()
    {
        if (!_on) return;
        _on = false;
        log.LogInformation("{Who} went on after a fault of its storage.", who);
    }
}
