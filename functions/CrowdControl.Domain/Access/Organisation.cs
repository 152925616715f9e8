namespace CrowdControl.Domain.Access;

/// <summary>A customer: owns everything that carries its key.</summary>
public sealed record Organisation(TenantId Id, string Name)
{
    public const int MaximumName = 120;
}
