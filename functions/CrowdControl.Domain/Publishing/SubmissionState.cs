namespace CrowdControl.Domain.Publishing;

/// <summary>Where a submission stands. The names are stored and shown exactly as written here.</summary>
public enum SubmissionState
{
    Draft,
    Submitted,
    InReview,
    ChangesRequested,
    Rejected,
    Withdrawn,
    Approved,
    Scheduled,
    Recalled,
    Expired,
    Held,
    Publishing,
    OutcomeUnknown,
    Published,
    Failed,
    RemovedFromNetwork,
}

/// <summary>What kind of act the submission asks for.</summary>
public enum SubmissionKind { Post, Reply }
