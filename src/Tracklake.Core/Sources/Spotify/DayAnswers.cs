using System.Collections.Concurrent;

namespace Tracklake.Sources.Spotify;

/// <summary>
/// The answers of one day: from the spool where they are there, else from the API and into the spool. Knows which of
/// them the batch will hold.
/// </summary>
internal sealed class DayAnswers(
    DateOnly day, SpotifySourceOptions options, SpotifyApi api, Spool spool, PreviousAnswers previous,
    Capabilities capabilities, IProgress<ExtractionProgress>? progress)
{
    private readonly ConcurrentDictionary<string, SpoolRecord> used = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<EndpointFamily, bool> answered = new();
    private int planned;
    private int received;
    private long bytes;

    /// <summary>The answers that belong into the batch, in its order: that of their requests.</summary>
    public IReadOnlyList<string> Keys => [.. used.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Adds to what is known to be asked, for the progress.</summary>
    public void Plan(int requests) => Interlocked.Add(ref planned, requests);

    /// <summary>Asks, unless it was asked already.</summary>
    /// <param name="request">What is asked.</param>
    /// <param name="cancellationToken">Ends the request; what was answered stays in the spool.</param>
    public async Task<SpotifyReply> AskAsync(SpotifyRequest request, CancellationToken cancellationToken)
    {
        if (capabilities.IsRefused(request.Family))
            return new Refused("refused earlier today");
        if (spool.Find(SpoolMark.Missing, request.Path) is { } missing)
            return new Missing(missing.Reason ?? "");
        if (Known(request) is { } known)
            return Use(known, spool.LengthOf(SpoolMark.Answer, known.Record.Key));

        var budget = capabilities.IsRefused(EndpointFamily.Artists) && request.Family == EndpointFamily.ArtistAlbums
            ? options.DevelopmentBudget
            : null;
        var (reply, body) = await api.AskAsync(
            new Ask(request, day, previous.Find(Recorded(request.Path)), budget, answered.ContainsKey(request.Family)),
            cancellationToken)
            .ConfigureAwait(false);
        switch (reply)
        {
            case Answered answer:
                spool.Append(answer.Record, body);
                return Use(answer, body.Length);
            case Missing gone:
                spool.Append(Note(request) with { Reason = gone.Reason }, default);
                return gone;
            case Refused refused:
                capabilities.Refuse(request.Family, refused.Reason);
                return refused;
            default:
                return reply;
        }
    }

    /// <summary>Asks for a page of the largest size that the app may have; one of another size counts too.</summary>
    /// <param name="at">Makes the request for a page size.</param>
    /// <param name="family">Its kind.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public async Task<SpotifyReply> AskPageAsync(
        EndpointFamily family, Func<int, SpotifyRequest> at, CancellationToken cancellationToken)
    {
        while (true)
        {
            var size = capabilities.PageSize(family);
            var known = capabilities.PageSizesTried(family).Select(at)
                .FirstOrDefault(request => spool.Find(SpoolMark.Answer, request.Path) is not null);
            var reply = await AskAsync(known ?? at(size), cancellationToken).ConfigureAwait(false);
            if (reply is not LimitTooLarge)
                return reply;
            capabilities.StepDown(family, size);
        }
    }

    /// <summary>Keeps an answer out of the batch.</summary>
    public void LeaveOut(Answered answer) => used.TryRemove(answer.Record.Key, out _);

    /// <summary>A request as the raw zone records it.</summary>
    private string Recorded(string path) => $"GET {options.LinkBase.AbsoluteUri}{path}";

    private Answered? Known(SpotifyRequest request) => spool.Find(SpoolMark.Answer, request.Path) is { } record
        ? new Answered(record, BodyReader.Read(request.Family, spool.Read(SpoolMark.Answer, request.Path)))
        : null;

    private Answered Use(Answered answer, int length)
    {
        used[answer.Record.Key] = answer.Record;
        answered[answer.Record.Family] = true;
        capabilities.Observe(answer.Record.Family, answer.Facts);
        var requests = Interlocked.Increment(ref received);
        progress?.Report(new ExtractionProgress(
            day, requests, Math.Max(requests, Volatile.Read(ref planned)), Interlocked.Add(ref bytes, length)));
        return answer;
    }

    private static SpoolRecord Note(SpotifyRequest request) =>
        new() { Mark = SpoolMark.Missing, Key = request.Path, Family = request.Family, Subject = request.Subject };
}
