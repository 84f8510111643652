namespace Tracklake.Sources.Spotify;

/// <summary>Unwinds all workers of a day; becomes <see cref="Deferred"/> at the source's edge.</summary>
internal sealed class DeferralException(DateTimeOffset until, string reason) : Exception(reason)
{
    public DateTimeOffset Until => until;
}
