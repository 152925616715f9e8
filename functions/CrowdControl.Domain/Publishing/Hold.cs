namespace CrowdControl.Domain.Publishing;

/// <summary>Why a submission waits, since when, and the state that it goes back to.</summary>
public sealed record Hold(SubmissionState From, string Why, DateTimeOffset Since);
