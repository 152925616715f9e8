namespace CrowdControl.Domain.Approvals;

/// <summary>What an approver may say to a submission.</summary>
public enum Verdict { Approved, Rejected, ChangesRequested }
