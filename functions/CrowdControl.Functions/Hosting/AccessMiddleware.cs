using System.Security.Claims;
using CrowdControl.Functions.Access;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Identity.Web;

namespace CrowdControl.Functions.Hosting;

/// <summary>Decides who may call a route, before anything that they sent is looked at. A route that says nothing lets nobody in.</summary>
internal sealed class AccessMiddleware(Roster roster) : IFunctionsWorkerMiddleware
{
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        if (context.GetHttpContext() is not { } http)
        {
            await next(context);
            return;
        }

        if (await Refuse(context.FunctionDefinition.Name, http) is { } refusal) context.GetInvocationResult().Value = refusal;
        else await next(context);
    }

    private async Task<IResult?> Refuse(string function, HttpContext http)
    {
        if (!AppRoute.All.TryGetValue(function, out var route)) return NotPermitted("This route is closed: nothing says who may use it.");
        if (route.IsPublic) return null;

        var (known, _) = await http.AuthenticateAzureFunctionAsync();
        if (!known && await KeysAreAway(http)) throw new HttpRequestException("The directory's keys could not be read, so no token can be checked.");
        if (!known || Identity(http.User) is not { } identity) return SignInFirst(http);
        if (await roster.Find(identity.Directory, identity.ObjectId, http.User.FindFirst("name")?.Value, http.RequestAborted) is not { } caller)
            return Answers.Problem(403, "no-membership", "You are not a member here",
                "You have signed in, but no organisation has you as an active member. Ask your administrator to invite you.");

        var signature = http.Request.Headers[ActSignature.Header].ToString();
        // Whoever asks for a challenge wants nothing to be done yet, so a route that cannot give one must not act.
        if (signature.Length > 0 && !route.Signs)
            return Answers.Invalid(400, new Dictionary<string, string> { [ActSignature.Header] = "This act is not signed. Leave the header out." });
        http.Admit(caller with { Signature = signature.Length > 0 ? signature : null });
        if (route.IsForEveryMember || route.AnyOf?.Any(caller.May) == true) return null;
        return NotPermitted(route.AnyOf is { } needed
            ? $"This needs the right {string.Join(" or ", needed)}, which you do not hold now. Your administrator can give it."
            : "This route is closed: nothing says who may use it.");
    }

    /// <summary>A token that could not be checked says nothing of its bearer. Asked again, the handler gives the answer that it has, with the cause.</summary>
    private static async Task<bool> KeysAreAway(HttpContext http)
    {
        for (var why = (await http.AuthenticateAsync("Bearer")).Failure; why is not null; why = why.InnerException)
            if (why is HttpRequestException or IOException) return true;
        return false;
    }

    /// <summary>Both the directory's own claim names and those that the token handler may have turned them into.</summary>
    private static (string Directory, string ObjectId)? Identity(ClaimsPrincipal user)
    {
        const string mapped = "http://schemas.microsoft.com/identity/claims/";
        var directory = user.FindFirst("tid") ?? user.FindFirst(mapped + "tenantid");
        var objectId = user.FindFirst("oid") ?? user.FindFirst(mapped + "objectidentifier");
        return directory is null || objectId is null ? null : (directory.Value, objectId.Value);
    }

    private static IResult SignInFirst(HttpContext http)
    {
        http.Response.Headers.WWWAuthenticate = "Bearer";
        return Answers.Problem(401, "not-signed-in", "You are not signed in", "Send a bearer token of your directory for this API; an old one may have expired.");
    }

    private static IResult NotPermitted(string why) => Answers.Problem(403, "not-permitted", "You may not do this", why);
}
