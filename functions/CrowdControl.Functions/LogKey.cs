using CrowdControl.Domain.Access;
using CrowdControl.Functions.Access;
using CrowdControl.Functions.Auditing;
using CrowdControl.Functions.Auditing.Log;
using CrowdControl.Functions.Auditing.Signing;
using Microsoft.Extensions.Configuration;

namespace CrowdControl.Functions;

/// <summary><c>CrowdControl.Functions log-key</c>, on one machine: prints the verifier key of the record of the organisation that the first
/// sign-in will set up, and makes the key if need be, so that a witness can be told before either starts.</summary>
internal static class LogKey
{
    public static async Task<int> Print()
    {
        var configuration = new ConfigurationBuilder().AddEnvironmentVariables().Build();
        var (audit, first) = (AuditSettings.Read(configuration), SetUpSettings.Read(configuration));
        if (!audit.IsKeyFile) throw new InvalidOperationException("The setting Audit__SigningKey has to be the path of a file for this.");
        var origin = RecordLogs.OriginOf(audit.Origin, Organisation.FirstOf(first.Directory, first.ObjectId));
        await Console.Out.WriteLineAsync(SigningKeys.OfFile(audit.SigningKey, origin).Key.ToString());
        return 0;
    }
}
