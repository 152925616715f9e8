namespace CrowdControl.Domain.Evidence;

/// <summary>What evidence is of, which decides how long it is kept. The names are those of the containers, in lower case.</summary>
public enum EvidenceClass
{
    /// <summary>Of no offence: engagement, complaints about service, what a channel had to answer for.</summary>
    Routine,

    /// <summary>Of an offence that is not grave.</summary>
    Crime,

    /// <summary>Of grave, sexual or violent offences.</summary>
    Serious,

    /// <summary>Of risk to children or adults who need protection.</summary>
    Protection,
}
