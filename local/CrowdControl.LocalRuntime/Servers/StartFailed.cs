namespace CrowdControl.LocalRuntime.Servers;

/// <summary>Something beside the app could not be started; the message is one line that says what to do.</summary>
internal sealed class StartFailed(string message) : Exception(message);
