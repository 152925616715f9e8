using Microsoft.Extensions.DependencyInjection;

namespace CrowdControl.Functions.Publishing;

internal static class PublishingSetUp
{
    public static IServiceCollection AddPublishing(this IServiceCollection services) => services
        .AddSingleton<SubmissionStore>()
        .AddSingleton<MediaStore>()
        .AddSingleton<NetworkRoutes>()
        .AddSingleton<ReleaseRuns>()
        .AddSingleton<Submissions>()
        .AddSingleton<LivePosts>()
        .AddSingleton<ContentReader>()
        .AddSingleton<Drafts>()
        .AddSingleton<ReleaseDesk>()
        .AddSingleton<SubmissionAnswers>()
        .AddSingleton<PublishWorker>();
}
