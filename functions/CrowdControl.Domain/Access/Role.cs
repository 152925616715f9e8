namespace CrowdControl.Domain.Access;

/// <summary>The built-in role templates of product reference, section 4.</summary>
public enum Role
{
    Author,
    Approver,
    Publisher,
    DigitalDesk,
    DutyOfficer,
    SafeguardingLead,
    ProfessionalStandards,
    InformationAssetOwner,
    Administrator,
    ApiCaller,
}
