using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Microsoft.Identity.Web;

/// <summary>Lets a function ask who calls it.</summary>
public static class AzureFunctionsAuthenticationHttpContextExtension
{
    /// <returns>Whether the caller is known, and if not, the answer to give.</returns>
    public static async Task<(bool, IActionResult?)> AuthenticateAzureFunctionAsync(this HttpContext httpContext)
    {
        var answer = await httpContext.AuthenticateAsync("Bearer");
        if (answer.Succeeded)
        {
            httpContext.User = answer.Principal;
            return (true, null);
        }

        return (false, new UnauthorizedObjectResult(new ProblemDetails
        {
            Title = "Authorization failed.",
            Detail = answer.Failure?.Message,
        }));
    }
}
