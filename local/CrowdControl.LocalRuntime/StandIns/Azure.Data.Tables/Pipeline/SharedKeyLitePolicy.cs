using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Web;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Azure.Data.Tables.Pipeline;

/// <summary>Signs each try with the account's key, by the Shared Key Lite rules of the Table service.</summary>
internal sealed class SharedKeyLitePolicy(TableSharedKeyCredential credential) : HttpPipelineSynchronousPolicy
{
    public override void OnSendingRequest(HttpMessage message)
    {
        var date = DateTimeOffset.UtcNow.ToString("r", CultureInfo.InvariantCulture);
        var signed = Encoding.UTF8.GetBytes($"{date}\n{Resource(message.Request.Uri.ToUri())}");
        var signature = Convert.ToBase64String(HMACSHA256.HashData(credential.Key, signed));
        message.Request.Headers.SetValue("x-ms-date", date);
        message.Request.Headers.SetValue("Authorization", $"SharedKeyLite {credential.AccountName}:{signature}");
    }

    private string Resource(Uri uri)
    {
        var component = HttpUtility.ParseQueryString(uri.Query)["comp"];
        var path = $"/{credential.AccountName}{uri.AbsolutePath}";
        return component is null ? path : $"{path}?comp={component}";
    }
}
