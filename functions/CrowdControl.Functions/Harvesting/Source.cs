using CrowdControl.Domain.Harvesting;

namespace CrowdControl.Functions.Harvesting;

/// <summary>One channel or feed of an organisation, and how it is read.</summary>
/// <param name="Key">The id of the channel or feed.</param>
/// <param name="Account">Whose lists they are: where it changes, reading starts anew.</param>
internal abstract record Source(string Key, string Account)
{
    /// <summary>Hands over what is new since <paramref name="state"/>, and returns the state that follows once all of it is safe.</summary>
    /// <exception cref="SourceFault">It could not be read to the end; what was handed over before stays valid.</exception>
    public abstract Task<SourceState> Read(SourceState state, SourceRun run, CancellationToken cancellation);
}

/// <summary>A source could not be read: for the people who see the channel or feed, and for the next attempt.</summary>
internal sealed class SourceFault(string message, DateTimeOffset? retryAt, Exception? inner) : Exception(message, inner)
{
    public DateTimeOffset? RetryAt { get; } = retryAt;
}

internal sealed class ClaimedElsewhere : Exception;
